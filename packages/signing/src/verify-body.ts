import type { SignType } from './algorithm.ts';
import { bodyBytes } from './body-bytes.ts';
import type { Keyring } from './client-key.ts';
import { matchingKey, mismatch, wellFormed } from './matching-key.ts';

/**
 * Checks the signature of a notification or a reply over the bytes received, and tells which key made it.
 *
 * Call it before anything is parsed (QFPay, "Asynchronous Notifications"). Throws {@link SignatureError} with the
 * reason `missing`, `malformed` or `mismatch`, and {@link SigningError} `ERR_QF_BODY` for text or a parsed object.
 *
 * @example
 * const { keyId } = verifyBody(rawBody, request.headers['x-qf-sign'], key);
 */
export function verifyBody(
  body: Uint8Array,
  signature: string | undefined,
  keys: Keyring,
  signType: SignType = 'MD5',
): { keyId: string } {
  const bytes = bodyBytes(body);
  const key = matchingKey(bytes, wellFormed(signature, signType), keys, signType);
  if (key === undefined) throw mismatch('this body');
  return { keyId: key.id };
}
