import { type Clock, systemClock } from './clock.ts';
import { Deadline } from './deadline.ts';
import type { Governor } from './governor.ts';

/** A limiter that several processes share; those of `rate-limiter-flexible` fit as they are. */
export interface SharedLimiter {
  /** Takes one point; rejects with `{ msBeforeNext }` when there is none. */
  consume(key: string, points?: number): Promise<unknown>;
}

/** Which limiters, and what they count by. */
export interface SharedGovernorOptions {
  /** All of them must grant a request, in this order; the widest window belongs first. */
  readonly limiters: readonly SharedLimiter[];
  /** The same for every process of one account; `qfpay` unless told. */
  readonly key?: string | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A governor for several processes of one account. Within a process requests are served in order.
 * The windows of such limiters are fixed, not sliding: leave a margin. A store that cannot be
 * reached fails the call before anything is sent, unless the limiter has an insurance of its own;
 * one that never answers holds up the calls behind it as long as the call that asked it has time.
 *
 * @example
 * const limiters = [
 *   new RateLimiterRedis({ storeClient: redis, keyPrefix: 'qf-minute', points: 380, duration: 60 }),
 *   new RateLimiterRedis({ storeClient: redis, keyPrefix: 'qf-second', points: 80, duration: 1 }),
 * ];
 * const qf = new QFPayClient({ appCode, clientKey, environment, rateLimit: sharedGovernor({ limiters }) });
 */
export function sharedGovernor({
  limiters,
  key = 'qfpay',
  clock = systemClock,
}: SharedGovernorOptions): Governor {
  let last: Promise<unknown> = Promise.resolve();
  return {
    acquire(signal) {
      const turn = last.then(async () => {
        for (const limiter of limiters) await grantedBy(limiter, key, clock, signal);
      });
      last = turn.catch(() => {});
      return turn;
    },
  };
}

/** Asks until the limiter grants; a signal ends the asking. */
async function grantedBy(
  limiter: SharedLimiter,
  key: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    if (signal.aborted) throw signal.reason;
    try {
      await unlessAborted(limiter.consume(key), signal);
      return;
    } catch (refusal) {
      const pause = msBeforeNext(refusal);
      if (pause === undefined) throw refusal;
      await waited(pause, clock, signal);
    }
  }
}

/** What the limiter says; one that says nothing holds up no request longer than its own signal. */
function unlessAborted(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    const stopListening = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(stopListening);
  });
}

/** Milliseconds that a refusal asks to wait; anything else that was thrown is a failure. */
function msBeforeNext(refusal: unknown): number | undefined {
  const ms: unknown = Reflect.get(Object(refusal) as object, 'msBeforeNext');
  return typeof ms === 'number' && !(refusal instanceof Error) ? Math.max(1, ms) : undefined;
}

async function waited(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await new Deadline(clock, ms, signal).wait(ms);
  } catch {
    throw signal.reason;
  }
}
