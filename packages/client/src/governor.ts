import { checkOptions, type OptionRules } from './check-options.ts';
import type { Clock } from './clock.ts';

/** Decides when a request may go out. Share one between clients of the same account. */
export interface Governor {
  /** Resolves when it is this request's turn; rejects when the signal fires first. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Takes a turn that is free at once, without waiting; false when there is none. */
  tryAcquire?(): boolean;
}

/** How many requests may go out. */
export interface RateLimit {
  /** In any second; 100 unless told. */
  readonly perSecond?: number | undefined;
  /** In any minute; 400 unless told. */
  readonly perMinute?: number | undefined;
}

const SECOND = 1_000;
const MINUTE = 60_000;

/** Each of so many moments is remembered. */
const HIGHEST_RATE = 100_000;

/** What a rate must be, in words. */
export const RATE: string = `a whole number from 1 to ${HIGHEST_RATE}`;

const rate = {
  accepts: (value: unknown) =>
    Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= HIGHEST_RATE,
  expected: RATE,
};

/** What the rates of a {@link RateLimit} must be. */
export const RATE_RULES: OptionRules = { perSecond: rate, perMinute: rate };

/**
 * Holds both of the gateway's limits, 100 a second and 400 a minute (D-37), over sliding windows:
 * first come, first served; a waiting request can be called off.
 *
 * @throws ConfigurationError for a rate that is none
 */
export function localGovernor(clock: Clock, limit: RateLimit = {}): Governor {
  checkOptions(limit, RATE_RULES);
  const { perSecond = 100, perMinute = 400 } = limit;
  const second = slidingWindow(perSecond, SECOND);
  const minute = slidingWindow(perMinute, MINUTE);
  const queue = new Set<() => void>();
  let cancelTimer: (() => void) | undefined;

  const wait = () => Math.max(second.wait(clock.monotonic()), minute.wait(clock.monotonic()));
  const take = () => {
    second.take(clock.monotonic());
    minute.take(clock.monotonic());
  };
  const serve = () => {
    cancelTimer = undefined;
    for (const grant of queue) {
      if (wait() > 0) break;
      take();
      grant();
    }
    rearm();
  };
  const rearm = () => {
    cancelTimer?.();
    cancelTimer = queue.size === 0 ? undefined : clock.schedule(wait(), serve);
  };
  const tryAcquire = () => {
    if (queue.size > 0 || wait() > 0) return false;
    take();
    return true;
  };

  return {
    tryAcquire,
    acquire(signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (tryAcquire()) return resolve();
        const leave = () => {
          queue.delete(grant);
          signal.removeEventListener('abort', onAbort);
        };
        const grant = () => {
          leave();
          resolve();
        };
        const onAbort = () => {
          leave();
          rearm();
          reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort);
        queue.add(grant);
        rearm();
      });
    },
  };
}

/** The moments of the last `limit` requests, oldest overwritten first. */
function slidingWindow(limit: number, length: number) {
  const moments = new Array<number>(limit).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return {
    wait: (now: number) => Math.max(0, (moments[oldest] as number) + length - now),
    take(now: number) {
      moments[oldest] = now;
      oldest = (oldest + 1) % limit;
    },
  };
}
