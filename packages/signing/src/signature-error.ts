import { SigningError } from './signing-error.ts';

/** `missing`: no signature came. `malformed`: not hex digits of the right number. `mismatch`: no key fits. */
export type SignatureErrorReason = 'missing' | 'malformed' | 'mismatch';

/** What was signed and what was said to be its signature do not belong together. Code `ERR_QF_SIGNATURE`. */
export class SignatureError extends SigningError {
  override readonly name: string = 'SignatureError';
  declare readonly code: 'ERR_QF_SIGNATURE';
  readonly reason: SignatureErrorReason;

  constructor(reason: SignatureErrorReason, message: string) {
    super('ERR_QF_SIGNATURE', message);
    this.reason = reason;
  }
}
