/** Where the client takes time from. Tests pass one that they move by hand. */
export interface Clock {
  /** Wall-clock milliseconds since 1970, for fields such as `txdtm`. */
  now(): number;
  /** Milliseconds that never jump, for deadlines. */
  monotonic(): number;
  /** Runs once after `ms`; the returned function calls it off. */
  schedule(ms: number, run: () => void): () => void;
}

/** The longest delay a Node timer can hold; a longer one would fire at once. */
const LONGEST_TIMER = 2_147_483_647;

/** The real clock. This file is the only place that may read it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};
