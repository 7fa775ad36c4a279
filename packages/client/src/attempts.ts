import type { Operation, OperationName } from '@qf/protocol';
import type { CallLife } from './call-life.ts';
import { certificateFault } from './certificate-fault.ts';
import {
  AbortedError,
  AnswerError,
  ConnectionError,
  isQFPayError,
  QFPayError,
  type QFPayErrorFacts,
  RateLimitedError,
  TimeoutError,
} from './qfpay-error.ts';
import type { Answer, Coded } from './read-answer.ts';
import {
  type Attempt,
  type Lost,
  type RateLimited,
  sendOnce,
  timeLeft,
  type Unwritten,
} from './send-once.ts';
import type { Session } from './session.ts';
import type { SignedRequest } from './signed-request.ts';
import { TransportError } from './transport.ts';
import { watchedAttempt } from './watched-attempt.ts';

/** A change that may have happened. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly reason: 'no_answer' | 'unreadable_answer';
  readonly httpStatus: number | undefined;
  readonly cause: QFPayError;
}

/** Shortest and longest pause before a repetition, doubled each time and spread by chance. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 4_000;

/** Pause after a 429 that names none. */
const FIRST_SLOWDOWN = 1_000;

/**
 * Sends a request until it is answered, repeating only what is safe to repeat:
 *
 * | what happened           | change                     | read     |
 * | ----------------------- | -------------------------- | -------- |
 * | nothing was written     | repeated                   | repeated |
 * | HTTP 429                | repeated, the same bytes ¹ | repeated |
 * | anything after a byte   | `unanswered`: query        | repeated |
 *
 * ¹ so that a wrong guess meets the number that it used; not where there is none.
 *
 * @throws ConnectionError, RateLimitedError, TimeoutError, AbortedError, `ERR_QF_CLOSED`; AnswerError
 * for reads
 */
export async function attempts<Reply extends Coded>(
  operation: Operation<unknown, Reply>,
  request: SignedRequest,
  session: Session,
): Promise<Answer<Reply> | Unanswered> {
  const history = new History(operation, session);
  const { life } = session;
  for (let attempt = 1; ; attempt += 1) {
    life.begin(attempt);
    const result = await watchedAttempt(operation, session, attempt, () =>
      sendOnce(operation, request, session),
    );
    remember(result, operation, life);
    if (result.kind === 'answer') return result;
    history.add(result);
    if (result.kind === 'lost' && !operation.readOnly) return unanswered(result, history);
    const pause = pauseBeforeNext(result, attempt, operation, session);
    if (pause === undefined) throw history.error(result);
    await history.backOff(pause);
  }
}

function remember(
  result: Attempt<unknown>,
  { readOnly }: Pick<Operation<unknown, unknown>, 'readOnly'>,
  life: CallLife,
): void {
  life.end(result.kind === 'answer' ? 'yes' : result.requestSent);
  const mayHaveHappened = result.kind === 'answer' || result.kind === 'lost';
  if (!readOnly && mayHaveHappened) life.isSettling = true;
}

type Failed = Exclude<Attempt<never>, Answer<never>>;

/** Milliseconds to wait, or undefined when there is no next attempt. */
function pauseBeforeNext(
  failed: Failed,
  attempt: number,
  operation: Operation<unknown, unknown>,
  session: Session,
): number | undefined {
  if (attempt > session.maxRetries) return undefined;
  if (failed.kind === 'unwritten' && isHopeless(failed)) return undefined;
  if (failed.kind === 'rate-limited' && HAVE_NO_NUMBER.has(operation.name)) return undefined;
  const pause =
    failed.kind === 'rate-limited' ? slowdown(failed, attempt, session) : backOff(attempt, session);
  return pause < timeLeft(operation, session) ? pause : undefined;
}

/** Sent once more by mistake, these would be done once more: no number of ours tells two of them apart. */
const HAVE_NO_NUMBER: ReadonlySet<OperationName> = new Set([
  'authtrade',
  'subscription_create',
  'subscription_charge',
  'customer_create',
  'product_create',
]);

/** The client is closed, the peer is not who it should be, or we refuse to connect. */
function isHopeless({ cause, endedBy }: Unwritten): boolean {
  if (endedBy === 'closing') return true;
  return certificateFault(cause) !== undefined || refusalOf(cause) !== undefined;
}

/** Our own refusal to connect, such as certificate checks that are switched off. */
function refusalOf(cause: unknown): QFPayError | undefined {
  const refusal = cause instanceof TransportError ? cause.cause : cause;
  return isQFPayError(refusal) ? refusal : undefined;
}

function backOff(attempt: number, { settings }: Session): number {
  return settings.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
}

function slowdown({ retryAfter }: RateLimited, attempt: number, { settings }: Session): number {
  const least = retryAfter ?? FIRST_SLOWDOWN * 2 ** (attempt - 1);
  return least + settings.random() * FIRST_PAUSE;
}

function unanswered(lost: Lost, history: History): Unanswered {
  const reason = lost.unreadable === undefined ? 'no_answer' : 'unreadable_answer';
  return { kind: 'unanswered', reason, httpStatus: lost.httpStatus, cause: history.error(lost) };
}

/** How far the attempts got, and the error that tells it. */
class History {
  #attempts = 0;
  #furthest: Failed['requestSent'] = 'no';
  #limited: RateLimited | undefined;
  #unconnected: Unwritten | undefined;
  #httpStatus: number | undefined;
  readonly #operation: Operation<unknown, unknown>;
  readonly #session: Session;

  constructor(operation: Operation<unknown, unknown>, session: Session) {
    this.#operation = operation;
    this.#session = session;
  }

  add(failed: Failed): void {
    this.#attempts += 1;
    if (failed.kind === 'rate-limited') this.#limited = failed;
    if (failed.kind === 'unwritten' && failed.while === 'connecting') this.#unconnected = failed;
    if (failed.requestSent === 'yes' || this.#furthest === 'no')
      this.#furthest = failed.requestSent;
    this.#httpStatus = failed.httpStatus ?? this.#httpStatus;
  }

  /** Waits before the next attempt, and throws when there will be none. */
  async backOff(pause: number): Promise<void> {
    const { deadline, life } = this.#session;
    try {
      await deadline.backOff(pause);
    } catch {
      throw this.aborted();
    }
    if (life.isOver) throw this.closed();
  }

  /** What the call rejects with after this last failure. */
  error(last: Failed): QFPayError {
    const { endedBy } = last;
    if (last.kind === 'rate-limited') return this.#rateLimited(last);
    if (endedBy === 'caller') return this.aborted();
    if (endedBy === 'closing') return this.closed();
    if (last.kind === 'lost') return this.#lost(last);
    if (this.#limited !== undefined) return this.#rateLimited(this.#limited);
    // A time that ran out between two attempts says less than why they failed.
    return this.#unwritten(this.#unconnected ?? last);
  }

  aborted(): AbortedError {
    return new AbortedError(this.#facts(this.#session.deadline.abortReason));
  }

  closed(): QFPayError {
    return new QFPayError('ERR_QF_CLOSED', 'The client is closed.', this.#facts(undefined));
  }

  #rateLimited({ retryAfter }: RateLimited): RateLimitedError {
    return new RateLimitedError(retryAfter, this.#facts(undefined));
  }

  #lost({ endedBy, unreadable, cause }: Lost): QFPayError {
    if (unreadable !== undefined) {
      return new AnswerError(unreadable.code, unreadable.sentence, this.#facts(undefined));
    }
    const facts = this.#facts(cause);
    if (endedBy === 'timeout') {
      return new TimeoutError(`No answer to ${this.#operation.name} came in time.`, facts);
    }
    const sentence = `The connection broke before the answer to ${this.#operation.name} was complete.`;
    return new AnswerError('ERR_QF_NO_ANSWER', sentence, facts);
  }

  #unwritten({ while: phase, endedBy, cause }: Unwritten): QFPayError {
    const facts = this.#facts(cause);
    const refusal = refusalOf(cause);
    if (refusal?.code === 'ERR_QF_CLOSED') return this.closed();
    if (refusal !== undefined) return refusal;
    if (phase === 'waiting' && endedBy === 'timeout') {
      return new TimeoutError('The time was over before the request could be sent.', facts);
    }
    if (this.#furthest !== 'no') {
      return new AnswerError('ERR_QF_NO_ANSWER', 'No attempt was answered.', facts);
    }
    const fault = certificateFault(cause);
    const why =
      fault === undefined
        ? 'Nothing was written'
        : `The gateway's certificate is refused (${fault})`;
    return new ConnectionError(
      `${why}; the gateway at ${this.#session.settings.baseUrl} saw no request.`,
      facts,
    );
  }

  #facts(cause: unknown): QFPayErrorFacts {
    return {
      requestSent: this.#furthest,
      operation: this.#operation.name,
      out_trade_no: this.#session.out_trade_no,
      httpStatus: this.#httpStatus,
      attempts: this.#attempts,
      cause,
    };
  }
}
