import { kindOf } from './kind-of.ts';
import { SigningError } from './signing-error.ts';

/** The two digests QFPay knows, spelled as in the header `X-QF-SIGNTYPE`. */
export type SignType = 'MD5' | 'SHA256';

/** How each digest is called by the platform, and how many hex digits it has. */
export const ALGORITHMS: Readonly<
  Record<SignType, { readonly hash: string; readonly digits: number }>
> = {
  MD5: { hash: 'md5', digits: 32 },
  SHA256: { hash: 'sha256', digits: 64 },
};

/**
 * The digest that a header `X-QF-SIGNTYPE` or a parameter `sign_type` asks for, in any case.
 *
 * Absent or empty means MD5, as QFPay documents. Throws {@link SigningError} `ERR_QF_SIGN_TYPE` for anything else.
 *
 * @example
 * readSignType(undefined); // 'MD5'
 * readSignType('sha256'); // 'SHA256'
 */
export function readSignType(text: string | undefined): SignType {
  const given: unknown = text ?? '';
  // No upper case is made: ſ, the long s, has the S of the alphabet for its own.
  if (typeof given === 'string' && /^(?:md5)?$/i.test(given)) return 'MD5';
  if (typeof given === 'string' && /^sha256$/i.test(given)) return 'SHA256';
  const received = typeof given === 'string' ? `${given.length} characters` : kindOf(given);
  throw new SigningError(
    'ERR_QF_SIGN_TYPE',
    `The sign type is neither MD5 nor SHA256. Send X-QF-SIGNTYPE: SHA256 or leave the header out. Received: ${received}.`,
  );
}
