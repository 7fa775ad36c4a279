/** Where the shop takes time from. */
export interface ShopClock {
  /** Wall-clock milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never jump, to measure how long something took. */
  monotonic(): number;
  /** Runs once after `ms`; the returned function calls it off. */
  schedule(ms: number, run: () => void): () => void;
}

/** The machine's clock; nothing else in the shop reads it. */
export const systemClock: ShopClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
