/** What is wrong. Codes are a contract: new ones append, old ones stay. */
export type MiddlewareErrorCode =
  | 'ERR_QF_OPTIONS'
  | 'ERR_QF_BODY_CONSUMED'
  | 'ERR_QF_TIME_LIMIT'
  | 'ERR_QF_DRAINING'
  | 'ERR_QF_EXPECTED'
  | 'ERR_QF_MEMORY_INBOX'
  | 'ERR_QF_INBOX_FULL'
  | 'ERR_QF_INBOX_SCHEMA'
  | 'ERR_QF_INBOX_EVICTION'
  | 'ERR_QF_TRANSACTION_ENDED'
  | 'ERR_QF_LEASE_LOST'
  | 'ERR_QF_NOT_EXECUTED';

/** Every error of this package: a stable `code` for programs, a sentence with the fix for people. Never holds a key. */
export class MiddlewareError extends Error {
  override readonly name: string = 'MiddlewareError';
  readonly code: MiddlewareErrorCode;

  constructor(code: MiddlewareErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    // Guards look for this mark, because `instanceof` fails between two copies of a package.
    Object.defineProperty(this, Symbol.for('@qf/error'), { value: true });
  }
}
