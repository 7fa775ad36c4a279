import type { SignType } from './algorithm.ts';
import { canonicalString } from './canonical-string.ts';
import { type Keyring, keysOf } from './client-key.ts';
import { digest } from './digest.ts';
import type { SignableFields } from './signable-pairs.ts';

/**
 * Signs request parameters: upper-case hex for the header `X-QF-SIGN`.
 *
 * MD5 unless `SHA256` is asked for, which must be said in `X-QF-SIGNTYPE`; the first key of a list signs.
 * {@link signedForm} makes body and headers along with it. Throws {@link SigningError} `ERR_QF_FIELD`.
 *
 * @example
 * signFields({ txamt: 100, txcurrcd: 'HKD', mchid: 'M0001' }, clientKey('demo-key-0001-NOT-REAL'));
 * // '8CD18A9813EBA3AFA652F114CCD3B051'
 */
export function signFields(
  fields: SignableFields,
  keys: Keyring,
  signType: SignType = 'MD5',
): string {
  return digest(canonicalString(fields), keysOf(keys)[0], signType);
}
