import { SigningError, type SigningErrorCode } from './signing-error.ts';

/** Why a request body is not a form that can be verified. */
export type FormErrorCode = Extract<SigningErrorCode, `ERR_QF_FORM_${string}`>;

/** A request that cannot be read as a form; the gateway's answer to it is code 1103. */
export class FormError extends SigningError {
  override readonly name: string = 'FormError';
  declare readonly code: FormErrorCode;

  constructor(code: FormErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
