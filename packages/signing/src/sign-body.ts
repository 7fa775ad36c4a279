import type { SignType } from './algorithm.ts';
import { bodyContent } from './body-bytes.ts';
import { type Keyring, keysOf } from './client-key.ts';
import { digest } from './digest.ts';

/**
 * Signs a body as the gateway signs notifications and replies: hex of the bytes with the key appended.
 *
 * For tests and for programs that play the gateway; the gateway itself always uses MD5 here.
 * Throws {@link SigningError} `ERR_QF_BODY` for a parsed object.
 */
export function signBody(
  body: Uint8Array | string,
  keys: Keyring,
  signType: SignType = 'MD5',
): string {
  return digest(bodyContent(body), keysOf(keys)[0], signType);
}
