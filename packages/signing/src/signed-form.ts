import { readSignType, type SignType } from './algorithm.ts';
import { type Keyring, keysOf } from './client-key.ts';
import { digest } from './digest.ts';
import {
  isPlain,
  joined,
  type Pair,
  type SignableFields,
  signablePairs,
} from './signable-pairs.ts';

/**
 * Body and headers of a signed request, made from the same parameters in one place.
 *
 * Values are percent-encoded once, a space as `%20`; `X-QF-SIGNTYPE` is added for SHA256 only. The caller adds
 * `X-QF-APPCODE`. Send the body as it is. Throws {@link SigningError} `ERR_QF_FIELD`.
 *
 * @example
 * const { body, headers } = signedForm({ txamt: 100, txcurrcd: 'HKD' }, key, 'SHA256');
 * await fetch(url, { method: 'POST', body, headers: { ...headers, 'X-QF-APPCODE': appCode } });
 */
export function signedForm(
  fields: SignableFields,
  keys: Keyring,
  signType: SignType = 'MD5',
): { body: string; headers: Record<string, string> } {
  const used = readSignType(signType);
  const pairs = signablePairs(fields);
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'X-QF-SIGN': digest(joined(pairs), keysOf(keys)[0], used),
  };
  if (used === 'SHA256') headers['X-QF-SIGNTYPE'] = used;
  return { body: formEncoded(pairs), headers };
}

/** Pairs as `name=value&name=value`, both percent-encoded as UTF-8. */
export function formEncoded(pairs: readonly Pair[]): string {
  let form = '';
  for (const [name, value] of pairs) {
    form += `&${encoded(name)}=${encoded(value)}`;
  }
  return form.slice(1);
}

/** Names, numbers and codes, which most of them are, say the same encoded. */
function encoded(text: string): string {
  return isPlain(text) ? text : encodeURIComponent(text);
}
