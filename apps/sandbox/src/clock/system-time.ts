import type { TimeSource } from './time-source.ts';

/** Longest wait that `setTimeout` keeps (2^31 - 1 ms, 24.8 days). */
const LONGEST_WAIT = 2_147_483_647;

/** The machine's time, `rate` times as fast from the start on, plus what advances have added to it. */
export function systemTime(rate = 1): TimeSource {
  const start = Date.now();
  let added = 0;
  let timer: NodeJS.Timeout | undefined;
  const now = () => Math.floor(start + (Date.now() - start) * rate) + added;
  return {
    mode: 'real',
    rate,
    now,
    moveTo: (time) => {
      added += Math.max(0, time - now());
    },
    wakeAt: (due, wake) => {
      clearTimeout(timer);
      timer = setTimeout(
        wake,
        Math.min(Math.max(0, Math.ceil((due - now()) / rate)), LONGEST_WAIT),
      );
    },
    sleep: () => clearTimeout(timer),
  };
}

/**
 * Calls `late` after `ms` real milliseconds unless taken back.
 *
 * For patience with the network, which does not follow the virtual clock.
 */
export function realPatience(ms: number, late: () => void): () => void {
  const timer = setTimeout(late, ms);
  return () => clearTimeout(timer);
}
