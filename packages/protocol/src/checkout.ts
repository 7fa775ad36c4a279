import { type CheckoutRequest, checkoutSchema } from './checkout-request.ts';
import { isRecord } from './is-record.ts';
import { readRequest } from './read-request.ts';
import { wireFields } from './wire-fields.ts';

/** Signs the parameters as a request would be signed and gives the digest as hex. */
export type CheckoutSigner = (
  fields: Readonly<Record<string, string>>,
  signType: 'MD5' | 'SHA256',
) => string;

/**
 * The address of the hosted checkout page; open it in the shopper's browser. Everything but `lang`
 * is signed (our decision D-7), values are percent-encoded, the digest is lower case. No order
 * exists until the shopper has chosen how to pay; decide by notification or query, never by the
 * redirect.
 *
 * @param base address of the environment
 * @param sign makes the signature; this package does not sign
 * @throws ProtocolError `ERR_QF_INVALID_REQUEST` with every issue
 * @example
 * checkoutUrl(ENVIRONMENTS.production, request, (fields, type) => signFields(fields, key, type));
 */
export function checkoutUrl(base: string, request: CheckoutRequest, sign: CheckoutSigner): string {
  const { lang, ...signed } = wireFields(checkoutRequest(request));
  const signType = signed['sign_type']?.toUpperCase() === 'MD5' ? 'MD5' : 'SHA256';
  const parameters = [
    ...Object.entries(signed).sort(([a], [b]) => (a < b ? -1 : 1)),
    ['sign', sign(signed, signType).toLowerCase()],
    ...(lang === undefined ? [] : [['lang', lang]]),
  ];
  const text = parameters.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return `${base.replace(/\/+$/, '')}/checkstand/#/?${text}`;
}

/**
 * Checks the parameters of the hosted checkout, strictly. `sign_type` is SHA256 unless told, and
 * `paysource` `remotepay_checkout`.
 *
 * @throws ProtocolError `ERR_QF_INVALID_REQUEST` with every issue
 */
export function checkoutRequest(request: CheckoutRequest): CheckoutRequest {
  return readRequest({ request: checkoutSchema }, isRecord(request) ? filled(request) : request);
}

function filled({ sign_type, paysource, ...rest }: CheckoutRequest): CheckoutRequest {
  return {
    ...rest,
    sign_type: sign_type || 'SHA256',
    paysource: paysource || 'remotepay_checkout',
  };
}
