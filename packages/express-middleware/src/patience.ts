import type { Clock } from './clock.ts';
import { within } from './within.ts';

/** Milliseconds before the handler starts; with the answer it stays below the gateway's 5 s (our decision U-7). */
const PATIENCE = 4_500;

/** The time that all questions before the handler have together, each with a limit of its own. */
export class Patience {
  readonly #clock: Clock;
  readonly #end: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#end = clock.monotonic() + PATIENCE;
  }

  /** Milliseconds that a step with this limit may take now. */
  left(limit: number): number {
    return Math.max(1, Math.min(limit, this.#end - this.#clock.monotonic()));
  }

  /** Runs one step. Throws or rejects with its error, or rejects with `ERR_QF_TIME_LIMIT`. */
  step<Value>(
    what: string,
    limit: number,
    work: () => Value | PromiseLike<Value>,
  ): Value | Promise<Value> {
    return within(this.#clock, this.left(limit), what, work);
  }
}
