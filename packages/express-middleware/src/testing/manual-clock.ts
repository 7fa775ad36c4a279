import type { Clock } from '../clock.ts';

/** A clock that moves only when it is told to. */
export interface ManualClock extends Clock {
  /** Moves on, running what falls due on the way. */
  advance(ms: number): void;
  /** How many things wait for it. */
  readonly waiting: number;
  /** Resolves when something waits for it again, or already does. */
  someoneWaits(): Promise<void>;
}

/** Starts at 2026-01-01 10:31:00 in Hong Kong. */
export function manualClock(): ManualClock {
  let now = Date.parse('2026-01-01T10:31:00+08:00');
  const due = new Map<symbol, { at: number; run: () => void }>();
  const waiters: (() => void)[] = [];
  return {
    now: () => now,
    monotonic: () => now,
    schedule: (ms, run) => {
      const id = Symbol();
      due.set(id, { at: now + ms, run });
      for (const wake of waiters.splice(0)) wake();
      return () => due.delete(id);
    },
    advance: (ms) => {
      now += ms;
      const ripe = [...due].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at);
      for (const [id, { run }] of ripe) {
        if (due.delete(id)) run();
      }
    },
    get waiting() {
      return due.size;
    },
    someoneWaits: () =>
      due.size > 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
  };
}
