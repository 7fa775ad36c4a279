import { readSignType } from './algorithm.ts';
import { type Keyring, keysOf } from './client-key.ts';
import { digest } from './digest.ts';
import { assertRecord, joined, type SignableFields } from './signable-pairs.ts';
import { formEncoded } from './signed-form.ts';
import { unsplittablePairs } from './unsplittable-pairs.ts';

/**
 * The address of QFPay's hosted checkout page, with its parameters signed in the fragment.
 *
 * `base` is the environment's address. `sign_type` is signed as given and `SHA256` otherwise; `lang` is sent unsigned
 * (our decision D-7); the digest is lower case. An `&` is allowed in `*_url` values only, because anybody who holds
 * the address could split other text into further parameters. Throws {@link SigningError} `ERR_QF_FIELD` and
 * `ERR_QF_SIGN_TYPE`.
 *
 * @example
 * signedCheckoutUrl('https://openapi-hk.qfapi.com', { appcode: 'DEMOAPPCODE0001', out_trade_no: 'CK-0001', txamt: 1099 }, key);
 */
export function signedCheckoutUrl(base: string, fields: SignableFields, keys: Keyring): string {
  // Before they are copied: a copy of a Map holds nothing.
  assertRecord(fields);
  const signType = fields['sign_type'] || 'SHA256';
  const pairs = unsplittablePairs({ ...fields, sign_type: signType });
  const signed = pairs.filter(([name]) => name !== 'lang');
  const lang = pairs.filter(([name]) => name === 'lang');
  const sign = digest(
    joined(signed),
    keysOf(keys)[0],
    readSignType(String(signType)),
  ).toLowerCase();
  return `${base.replace(/\/+$/, '')}/checkstand/#/?${formEncoded([...signed, ['sign', sign], ...lang])}`;
}
