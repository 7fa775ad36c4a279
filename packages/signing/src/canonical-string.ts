import { type SignableFields, signableText } from './signable-pairs.ts';

/**
 * The text that is signed, without the key: `name=value` joined by `&`, names in byte order, values as they are.
 *
 * Empty text, null, undefined and a parameter named `sign` are left out; `0` stays (QFPay, "Signature").
 * Throws {@link SigningError} `ERR_QF_FIELD`.
 *
 * @example
 * canonicalString({ txcurrcd: 'HKD', txamt: 100, mchid: '' }); // 'txamt=100&txcurrcd=HKD'
 */
export function canonicalString(fields: SignableFields): string {
  return signableText(fields);
}
