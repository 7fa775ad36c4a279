import { type Keyring, keysOf } from './client-key.ts';
import { digest } from './digest.ts';
import { joined, type SignableFields } from './signable-pairs.ts';
import { formEncoded } from './signed-form.ts';
import { unsplittablePairs } from './unsplittable-pairs.ts';

/**
 * The address that a shopper opens inside WeChat to be sent back to `redirect_uri` with a `code`.
 *
 * `base` is the environment's address; the fields are `app_code`, `redirect_uri` and, where one was issued, `mchid`.
 * A browser sends no headers, so the signature is a parameter of the query, always MD5 (QFPay, "Get WeChat oauth
 * code"). Throws {@link SigningError} `ERR_QF_FIELD`.
 *
 * @example
 * const fields = { app_code: 'DEMOAPPCODE0001', redirect_uri: 'https://shop.example/wx/cb?o=1' };
 * signedOauthUrl('https://openapi-hk.qfapi.com', fields, key);
 */
export function signedOauthUrl(base: string, fields: SignableFields, keys: Keyring): string {
  const pairs = unsplittablePairs(fields);
  const sign = digest(joined(pairs), keysOf(keys)[0], 'MD5');
  return `${base.replace(/\/+$/, '')}/tool/v1/get_weixin_oauth_code?${formEncoded([...pairs, ['sign', sign]])}`;
}
