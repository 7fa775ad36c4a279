import type { SignType } from './algorithm.ts';
import { canonicalString } from './canonical-string.ts';
import type { Keyring } from './client-key.ts';
import { matchingKey, mismatch, wellFormed } from './matching-key.ts';
import type { SignableFields } from './signable-pairs.ts';

/**
 * Checks the signature of decoded parameters and tells which key made it.
 *
 * A server that has the request's bytes uses `readForm` and `verifyForm` of `@qf/signing/server` instead. Throws
 * {@link SignatureError} with the reason `missing`, `malformed` or `mismatch`; never returns a boolean.
 */
export function verifyFields(
  fields: SignableFields,
  signature: string | undefined,
  keys: Keyring,
  signType: SignType = 'MD5',
): { keyId: string } {
  const key = matchingKey(canonicalString(fields), wellFormed(signature, signType), keys, signType);
  if (key === undefined) throw mismatch('these fields');
  return { keyId: key.id };
}
