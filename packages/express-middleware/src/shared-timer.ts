/** Milliseconds between two looks. */
const TICK = 50;

interface Limit {
  readonly end: number;
  readonly run: () => void;
}

/**
 * One timer for limits that hardly any work reaches: starting and stopping a timer for every body and every handler
 * costs more than judging the notification. A limit passes up to 50 ms late, and an idle timer ends by itself.
 */
export class SharedTimer {
  readonly #limits = new Set<Limit>();
  readonly #now: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs once after `ms`; the returned function calls it off. */
  schedule(ms: number, run: () => void): () => void {
    const limit = { end: this.#now() + ms, run };
    this.#limits.add(limit);
    this.#timer ??= setInterval(() => this.#look(), TICK);
    return () => {
      this.#limits.delete(limit);
    };
  }

  #look(): void {
    if (this.#limits.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const now = this.#now();
    for (const limit of this.#limits) {
      if (limit.end > now) continue;
      // Before it runs: one that throws is not run again, and the others have their turn at the next look.
      this.#limits.delete(limit);
      limit.run();
    }
  }
}
