import type { Disposition, Issue } from '@qf/protocol';
import type { RequestSent } from './transport.ts';

/** What went wrong. Codes are a contract: new ones append, old ones stay. */
export type QFPayErrorCode =
  | 'ERR_QF_CONFIGURATION'
  | 'ERR_QF_INVALID_REQUEST'
  | 'ERR_QF_CARD_REVERSAL'
  | 'ERR_QF_CONNECTION'
  | 'ERR_QF_TIMEOUT'
  | 'ERR_QF_ABORTED'
  | 'ERR_QF_NO_ANSWER'
  | 'ERR_QF_UNREADABLE_ANSWER'
  | 'ERR_QF_ANSWER_SIGNATURE'
  | 'ERR_QF_REJECTED'
  | 'ERR_QF_RATE_LIMITED'
  | 'ERR_QF_CLOSED'
  | 'ERR_QF_INTERNAL';

/** Facts of an error; every one of them may be logged. */
export interface QFPayErrorFacts {
  /** Whether the gateway can have seen the request: `no` is a proof. */
  readonly requestSent?: RequestSent | undefined;
  /** The call that failed: `payment`, `query`, `refund` … */
  readonly operation?: string | undefined;
  readonly respcd?: string | undefined;
  readonly respmsg?: string | undefined;
  readonly out_trade_no?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** How often the request was tried. */
  readonly attempts?: number | undefined;
  /** What the gateway said, with secrets and card numbers hidden. */
  readonly raw?: unknown;
  readonly cause?: unknown;
}

const MARK = Symbol.for('@qf/error');

/**
 * Base of everything this package rejects with. A rejection means: this call moved no money and left
 * nothing a customer can pay. It says nothing about earlier calls with the same number.
 *
 * @example
 * try { await qf.payments.create(order); } catch (error) {
 *   if (isQFPayError(error)) console.error(error.code, error.requestSent, error.respcd);
 * }
 */
export class QFPayError extends Error {
  override readonly name: string = 'QFPayError';
  readonly code: QFPayErrorCode;
  readonly requestSent: RequestSent;
  readonly operation: string | undefined;
  readonly respcd: string | undefined;
  readonly respmsg: string | undefined;
  readonly out_trade_no: string | undefined;
  readonly httpStatus: number | undefined;
  readonly attempts: number;
  readonly raw: unknown;

  constructor(code: QFPayErrorCode, message: string, facts: QFPayErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.requestSent = facts.requestSent ?? 'no';
    this.operation = facts.operation;
    this.respcd = facts.respcd;
    this.respmsg = facts.respmsg;
    this.out_trade_no = facts.out_trade_no;
    this.httpStatus = facts.httpStatus;
    this.attempts = facts.attempts ?? 0;
    this.raw = facts.raw;
    // Guards look for this mark, because `instanceof` fails between two copies of a package.
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Everything but the stack, the cause and what the gateway said. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, requestSent, operation, respcd } = this;
    const { respmsg, out_trade_no, httpStatus, attempts } = this;
    return {
      name,
      code,
      message,
      requestSent,
      operation,
      respcd,
      respmsg,
      out_trade_no,
      httpStatus,
      attempts,
    };
  }

  /**
   * Anything that was thrown, as a {@link QFPayError}. Without facts, nothing is claimed of what it
   * broke: `requestSent` is `maybe`.
   */
  static from(
    error: unknown,
    { requestSent = 'maybe', attempts }: Pick<QFPayErrorFacts, 'requestSent' | 'attempts'> = {},
  ): QFPayError {
    if (isQFPayError(error)) return error;
    return new QFPayError('ERR_QF_INTERNAL', 'Something broke inside the call; see the cause.', {
      cause: error,
      requestSent,
      attempts,
    });
  }
}

/** Whether an error is a {@link QFPayError}, made by this copy of the package or another one. */
export function isQFPayError(error: unknown): error is QFPayError {
  if (!(error instanceof Error) || !(MARK in error)) return false;
  return 'requestSent' in error && 'attempts' in error && 'code' in error;
}

/** The client was set up wrongly: code `ERR_QF_CONFIGURATION`. Nothing was sent. */
export class ConfigurationError extends QFPayError {
  override readonly name = 'ConfigurationError';
  /** Everything that is wrong. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], cause?: unknown) {
    super('ERR_QF_CONFIGURATION', `The client is set up wrongly. ${sentences(issues)}`, { cause });
    this.issues = issues;
  }
}

/** The request breaks a rule: code `ERR_QF_INVALID_REQUEST`. Nothing was sent. */
export class InvalidRequestError extends QFPayError {
  override readonly name: string = 'InvalidRequestError';
  /** Everything that is wrong. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], facts: QFPayErrorFacts = {}) {
    super('ERR_QF_INVALID_REQUEST', `The request is not valid. ${sentences(issues)}`, facts);
    this.issues = issues;
  }
}

/** Not a byte was written, however often it was tried: code `ERR_QF_CONNECTION`. */
export class ConnectionError extends QFPayError {
  override readonly name = 'ConnectionError';

  constructor(message: string, facts: QFPayErrorFacts) {
    super('ERR_QF_CONNECTION', message, { ...facts, requestSent: 'no' });
  }
}

/**
 * The time was over: code `ERR_QF_TIMEOUT`. While waiting for its turn (`requestSent: 'no'`), or on
 * a read, which can simply be repeated.
 */
export class TimeoutError extends QFPayError {
  override readonly name = 'TimeoutError';

  constructor(message: string, facts: QFPayErrorFacts) {
    super('ERR_QF_TIMEOUT', message, facts);
  }
}

/** The caller's signal fired: code `ERR_QF_ABORTED`. Before a byte was written, or on a read. */
export class AbortedError extends QFPayError {
  override readonly name = 'AbortedError';

  constructor(facts: QFPayErrorFacts) {
    super('ERR_QF_ABORTED', 'The caller aborted.', facts);
  }
}

/**
 * A read got no usable answer: code `ERR_QF_NO_ANSWER`, `ERR_QF_UNREADABLE_ANSWER` or
 * `ERR_QF_ANSWER_SIGNATURE`. Repeat it. As the `cause` of an `unknown` outcome it tells what became
 * of a payment's or refund's own answer.
 */
export class AnswerError extends QFPayError {
  override readonly name = 'AnswerError';
  declare readonly code:
    | 'ERR_QF_NO_ANSWER'
    | 'ERR_QF_UNREADABLE_ANSWER'
    | 'ERR_QF_ANSWER_SIGNATURE';

  constructor(code: AnswerError['code'], message: string, facts: QFPayErrorFacts) {
    super(code, message, facts);
  }
}

/** The gateway said a listed no and did nothing: code `ERR_QF_REJECTED`. */
export class RejectedError extends QFPayError {
  override readonly name = 'RejectedError';
  /** What to do about it: `auth-config` needs a person, `retryable` a pause, `invalid-request` a fix. */
  readonly disposition: Disposition;

  constructor(disposition: Disposition, message: string, facts: QFPayErrorFacts) {
    super('ERR_QF_REJECTED', message, facts);
    this.disposition = disposition;
  }
}

/** Every attempt was refused with HTTP 429 or never written: code `ERR_QF_RATE_LIMITED`. */
export class RateLimitedError extends QFPayError {
  override readonly name = 'RateLimitedError';
  /** Milliseconds that the gateway asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(retryAfter: number | undefined, facts: QFPayErrorFacts) {
    super('ERR_QF_RATE_LIMITED', 'The gateway asked to slow down (HTTP 429).', facts);
    this.retryAfter = retryAfter;
  }
}

function sentences(issues: readonly Issue[]): string {
  return issues.map(sentence).join(' ');
}

function sentence({ field, expected, received, example }: Issue): string {
  const hint = example === undefined ? '' : `, for example ${example}`;
  return `${field === '' ? 'Expected' : `${field}: expected`} ${expected}${hint}; received ${received}.`;
}
