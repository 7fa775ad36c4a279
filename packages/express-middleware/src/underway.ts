import { type Clock, pause } from './clock.ts';

/** What is under way, for whoever shuts down: to wait for it, and to stop what takes too long. */
export class Underway {
  /** How many there are. */
  #count = 0;
  readonly #stoppable = new Set<AbortController>();
  readonly #waiting: (() => void)[] = [];
  #stopped: { readonly reason: unknown } | undefined;

  /** Whether whatever begins now is stopped at once. */
  get isStopped(): boolean {
    return this.#stopped !== undefined;
  }

  /** Counts a piece of work until the returned function is called; without `stop` it cannot be stopped. */
  begin(stop?: AbortController): () => void {
    this.#count += 1;
    if (stop === undefined) return () => this.#end();
    if (this.#stopped !== undefined) stop.abort(this.#stopped.reason);
    this.#stoppable.add(stop);
    return () => {
      this.#stoppable.delete(stop);
      this.#end();
    };
  }

  #end(): void {
    this.#count -= 1;
    if (this.#count === 0) for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when nothing is under way, at the latest after `ms`. */
  idle(clock: Clock, ms: number): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    const isIdle = new AbortController();
    this.#waiting.push(() => isIdle.abort());
    return pause(clock, ms, isIdle.signal);
  }

  /** Stops what is under way, and whatever begins from now on. */
  stop(reason: unknown): void {
    this.#stopped = { reason };
    for (const stop of this.#stoppable) stop.abort(reason);
  }
}
