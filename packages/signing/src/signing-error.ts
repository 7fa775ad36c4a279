/** Why something could not be signed, verified or read. Codes are a contract: new ones append, old ones stay. */
export type SigningErrorCode =
  | 'ERR_QF_KEY_EMPTY'
  | 'ERR_QF_KEY_BLANK_EDGE'
  | 'ERR_QF_KEY_SHORT'
  | 'ERR_QF_KEY_ID'
  | 'ERR_QF_KEYRING'
  | 'ERR_QF_SIGN_TYPE'
  | 'ERR_QF_FIELD'
  | 'ERR_QF_BODY'
  | 'ERR_QF_SIGNATURE'
  | 'ERR_QF_FORM_DUPLICATE'
  | 'ERR_QF_FORM_UTF8'
  | 'ERR_QF_FORM_JSON'
  | 'ERR_QF_FORM_NAME'
  | 'ERR_QF_FORM_MULTIPART';

/** Every error of this package: a stable `code` for programs, a sentence with the fix for people. Never holds a key. */
export class SigningError extends Error {
  override readonly name: string = 'SigningError';
  readonly code: SigningErrorCode;

  constructor(code: SigningErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    // Guards look for this mark, because `instanceof` fails between two copies of a package.
    Object.defineProperty(this, Symbol.for('@qf/error'), { value: true });
  }
}
