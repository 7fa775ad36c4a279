import type { StepEnded } from './deadline.ts';
import { AbortedError, QFPayError, RejectedError } from './qfpay-error.ts';
import type { Session } from './session.ts';
import { callQuietly } from './watch.ts';

/** Milliseconds before the first poll; the gateway asks for 3 to 5 seconds between queries. */
const FIRST_PAUSE = 3_000;
const GROWTH = 1.5;
const LONGEST_PAUSE = 10_000;

/** What is kept for the last poll. */
const LAST_POLL = 1_000;

/** Polls once; the outcome knows whether it is final. */
export interface Polling<Outcome> {
  readonly poll: () => Promise<Outcome>;
  /** Before the first news. */
  readonly start: (cause: unknown) => Outcome;
  readonly onPoll?: ((outcome: Outcome) => unknown) | undefined;
}

/**
 * Polls until the outcome is final or the session's deadline comes, and then returns the last news:
 * it never invents an end. A poll that fails is no news, unless it would always fail.
 *
 * @throws AbortedError, and RejectedError when the gateway refuses to answer this client
 */
export async function pollUntilFinal<Outcome extends { readonly final: boolean }>(
  { poll, start, onPoll }: Polling<Outcome>,
  session: Session,
): Promise<Outcome> {
  const { deadline } = session;
  const lastPoll = Math.min(LAST_POLL, deadline.remaining() / 2);
  let news: Outcome | undefined;
  let failure: unknown;
  for (let pause = FIRST_PAUSE; deadline.remaining() > lastPoll; pause *= GROWTH) {
    const longest = deadline.remaining() - lastPoll;
    await pauseFor(Math.min(spread(pause, session), longest), session);
    try {
      news = await poll();
      if (onPoll !== undefined) callQuietly(onPoll, news);
      if (news.final) return news;
    } catch (error) {
      if (isHopeless(error)) throw error;
      failure = error;
    }
  }
  return news ?? start(failure);
}

function spread(pause: number, { settings }: Session): number {
  return Math.min(pause, LONGEST_PAUSE) * (0.8 + 0.4 * settings.random());
}

async function pauseFor(ms: number, { deadline, out_trade_no }: Session): Promise<void> {
  try {
    await deadline.wait(ms);
  } catch (error) {
    const { cause } = error as StepEnded;
    throw new AbortedError({ operation: 'query', out_trade_no, cause });
  }
}

/** Errors that the next try would meet again. */
export function isHopeless(error: unknown): boolean {
  if (error instanceof RejectedError) return error.disposition !== 'retryable';
  return HOPELESS_CODES.has(QFPayError.from(error).code);
}

const HOPELESS_CODES: ReadonlySet<string> = new Set([
  'ERR_QF_ABORTED',
  'ERR_QF_CLOSED',
  'ERR_QF_CONFIGURATION',
  'ERR_QF_INTERNAL',
  'ERR_QF_INVALID_REQUEST',
]);
