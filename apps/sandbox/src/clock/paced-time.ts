import type { TimeSource } from './time-source.ts';

/** Longest wait that `setTimeout` keeps (2^31 - 1 ms, 24.8 days). */
const LONGEST_WAIT = 2_147_483_647;

/**
 * Time that begins at `start` (the machine's when absent) and passes so many times as fast as the machine's.
 *
 * At rate 0 it stands still, and nothing is ever due by itself: even a job for this very moment waits for an advance. That
 * makes a test's order of events its own, to the byte.
 *
 * A machine whose clock is set back holds it up, and never turns it back.
 */
export function pacedTime(firstRate: number, start: number = Date.now()): TimeSource {
  let rate = firstRate;
  let since = Date.now();
  let base = start;
  let latest = start;
  let timer: NodeJS.Timeout | undefined;
  const now = () => {
    latest = Math.max(latest, base + Math.floor((Date.now() - since) * rate));
    return latest;
  };
  const goOnFrom = (time: number) => {
    [base, latest, since] = [time, time, Date.now()];
  };
  return {
    get rate() {
      return rate;
    },
    now,
    moveTo: (time) => {
      if (time > now()) goOnFrom(time);
    },
    change: (next) => {
      clearTimeout(timer);
      goOnFrom(now());
      rate = next;
    },
    wakeAt: (due, wake) => {
      clearTimeout(timer);
      if (rate === 0) return;
      const wait = Math.max(0, Math.ceil((due - now()) / rate));
      timer = setTimeout(wake, Math.min(wait, LONGEST_WAIT));
    },
    sleep: () => clearTimeout(timer),
  };
}
