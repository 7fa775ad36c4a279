import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;
  #monotonic = 0;
  readonly #timers = new Set<Timer>();

  constructor(now: number = Date.now()) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  schedule(ms: number, run: () => void): () => void {
    const timer = { due: this.#monotonic + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that are still waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on, running what becomes due, in order. */
  advance(ms: number): void {
    const end = this.#monotonic + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#moveTo(next.due);
      next.run();
    }
    this.#moveTo(end);
  }

  /** Jumps the wall clock alone, as an operator or a time service would. */
  jump(ms: number): void {
    this.#now += ms;
  }

  /**
   * Moves on in small steps, giving sockets their time in between, until the promise settles or so
   * many milliseconds have passed.
   */
  async advanceTo(promise: Promise<unknown>, atMost: number, step = 100): Promise<void> {
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    promise.then(settle, settle);
    for (let passed = 0; passed < atMost && !isSettled; passed += step) {
      await this.#sockets();
      if (!isSettled) this.advance(step);
    }
    await this.#sockets();
  }

  async #sockets(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  }

  #moveTo(moment: number): void {
    this.#now += moment - this.#monotonic;
    this.#monotonic = moment;
  }
}
