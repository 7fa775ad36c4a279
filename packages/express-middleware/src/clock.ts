import { SharedTimer } from './shared-timer.ts';

/** Where the middleware takes time from. Tests pass one that they move by hand. */
export interface Clock {
  /** Wall-clock milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never jump, for limits. */
  monotonic(): number;
  /** Runs once after `ms`; the returned function calls it off. */
  schedule(ms: number, run: () => void): () => void;
}

const monotonic = () => performance.now();

const limits = new SharedTimer(monotonic);

/** Milliseconds from which a limit may pass a little late. */
const LONG = 1_500;

/** The real clock. Nothing else may read it, and only this and the shared timer start timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic,
  schedule(ms, run) {
    if (ms >= LONG) return limits.schedule(ms, run);
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when `signal` aborts. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.schedule(ms, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
