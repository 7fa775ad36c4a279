import type { Operation } from '@qf/protocol';
import { type StepEnd, StepEnded } from './deadline.ts';
import { hideBytes } from './hide-bytes.ts';
import { type Answer, type Coded, isRefusal, readAnswer, type Unreadable } from './read-answer.ts';
import { retryAfterOf } from './retry-after.ts';
import type { Session } from './session.ts';
import type { SignedRequest } from './signed-request.ts';
import {
  type RequestSent,
  type Transport,
  TransportError,
  type TransportRequest,
} from './transport.ts';

/** What became of one attempt. */
export type Attempt<Reply> = Answer<Reply> | RateLimited | Unwritten | Lost;

/** HTTP 429 whose body says nothing but a no: our decision is that nothing was done. */
export interface RateLimited {
  readonly kind: 'rate-limited';
  readonly requestSent: 'yes';
  readonly httpStatus: 429;
  /** Milliseconds that the gateway asked to wait. */
  readonly retryAfter: number | undefined;
  readonly endedBy?: undefined;
}

/** Proof that the gateway saw nothing. */
export interface Unwritten {
  readonly kind: 'unwritten';
  readonly requestSent: 'no';
  readonly httpStatus?: undefined;
  /** Waiting for its turn, or for a connection. */
  readonly while: 'waiting' | 'connecting';
  readonly endedBy: StepEnded['by'] | undefined;
  readonly cause: unknown;
}

/** It may have happened. */
export interface Lost {
  readonly kind: 'lost';
  readonly requestSent: 'maybe' | 'yes';
  readonly httpStatus: number | undefined;
  readonly endedBy: StepEnded['by'] | undefined;
  /** What arrived instead of an answer, if anything did. */
  readonly unreadable: Unreadable | undefined;
  readonly cause: unknown;
}

/** Waits for a turn, sends once, reads what comes back. Never rejects. */
export async function sendOnce<Reply extends Coded>(
  operation: Operation<unknown, Reply>,
  request: SignedRequest,
  session: Session,
): Promise<Attempt<Reply>> {
  const { settings, deadline } = session;
  try {
    const missed = hasTurn(operation, session) ? undefined : await missedTurn(operation, session);
    if (missed !== undefined) return missed;
  } catch (cause) {
    return unwritten('waiting', cause);
  }
  const limit = Math.min(session.timeout, timeLeft(operation, session));
  try {
    const reply = await deadline.step(limit, (end) =>
      settings.transport.send(endingRequest(request, end, settings.transport)),
    );
    if (reply.status === 429 && isRefusal(operation, reply)) {
      return rateLimited(retryAfterOf(reply, settings.clock));
    }
    const answer = readAnswer(operation, reply, session);
    return answer.kind === 'answer' ? answer : unreadable(answer);
  } catch (error) {
    return failed(error);
  }
}

function endingRequest(
  request: SignedRequest,
  end: StepEnd,
  { heedsOnEnd = false }: Transport,
): TransportRequest {
  if (heedsOnEnd) return new EndingRequest(request, end);
  return { ...request, signal: end.signal, onEnd: end.onEnd };
}

/** The request with its end, whose signal is made when it is asked for. */
class EndingRequest implements TransportRequest {
  readonly method: TransportRequest['method'];
  readonly url: string;
  readonly headers: TransportRequest['headers'];
  readonly body: string | undefined;
  readonly onEnd: StepEnd['onEnd'];
  readonly #end: StepEnd;

  constructor({ method, url, headers, body }: SignedRequest, end: StepEnd) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.onEnd = end.onEnd;
    this.#end = end;
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }
}

/** Milliseconds for attempts; a change leaves the settling query its share. */
export function timeLeft(
  { readOnly }: Pick<Operation<unknown, unknown>, 'readOnly'>,
  { deadline, reserve }: Session,
): number {
  return Math.max(0, deadline.remaining() - (readOnly ? 0 : reserve));
}

/** Whether the request may go out at once, which is the rule. */
function hasTurn(
  operation: Pick<Operation<unknown, unknown>, 'readOnly'>,
  session: Session,
): boolean {
  const { governor } = session.settings;
  if (ended(operation, session) !== undefined) return false;
  return governor === undefined || governor.tryAcquire?.() === true;
}

/** Waits for a turn, and throws what it was refused with. One that comes with the last millisecond is too late. */
async function missedTurn(
  operation: Pick<Operation<unknown, unknown>, 'readOnly'>,
  session: Session,
): Promise<Unwritten | undefined> {
  const { settings, deadline } = session;
  const { governor } = settings;
  if (governor !== undefined && ended(operation, session) === undefined) {
    const limit = timeLeft(operation, session);
    const acquire = ({ signal }: StepEnd) => governor.acquire(signal);
    await deadline.step(limit, acquire, session.life.endsWith);
  }
  const end = ended(operation, session);
  return end === undefined ? undefined : unwritten('waiting', end);
}

/** Why nothing may be sent any more, if so. */
function ended(
  operation: Pick<Operation<unknown, unknown>, 'readOnly'>,
  session: Session,
): StepEnded | undefined {
  if (session.life.isOver) return new StepEnded('closing');
  if (timeLeft(operation, session) === 0) return new StepEnded('timeout');
  const { aborted, abortReason } = session.deadline;
  return aborted ? new StepEnded('caller', abortReason) : undefined;
}

function unwritten(phase: Unwritten['while'], cause: unknown): Unwritten {
  return { kind: 'unwritten', requestSent: 'no', while: phase, endedBy: endedBy(cause), cause };
}

function rateLimited(retryAfter: number | undefined): RateLimited {
  return { kind: 'rate-limited', requestSent: 'yes', httpStatus: 429, retryAfter };
}

function unreadable(answer: Unreadable): Lost {
  const { httpStatus } = answer;
  const lost = { kind: 'lost', requestSent: 'yes', httpStatus, cause: undefined } as const;
  return { ...lost, endedBy: undefined, unreadable: answer };
}

function failed(error: unknown): Unwritten | Lost {
  hideBytes(error);
  const { requestSent, httpStatus } = factsOf(error);
  if (requestSent === 'no') return unwritten('connecting', error);
  const lost = { kind: 'lost', requestSent, httpStatus, cause: error } as const;
  return { ...lost, endedBy: endedBy(error), unreadable: undefined };
}

/** Only a transport can prove that nothing was written; whatever else was thrown proves nothing. */
function factsOf(error: unknown): { requestSent: RequestSent; httpStatus: number | undefined } {
  if (!(error instanceof TransportError)) return { requestSent: 'maybe', httpStatus: undefined };
  return error;
}

function endedBy(error: unknown): StepEnded['by'] | undefined {
  const cause = error instanceof TransportError ? error.cause : error;
  return cause instanceof StepEnded ? cause.by : undefined;
}
