import type { Payment } from '@qf/protocol';
import type { Clock } from './clock.ts';

/** Milliseconds between two readings of a row before they count as two. */
const PAUSE = 2_000;

/** Remembers since when a row says 1297, which is a no only when it is read twice with a pause. */
export class BusyRow {
  readonly #clock: Clock;
  #since: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a reading now is the second one. */
  get isReadTwice(): boolean {
    return this.#since !== undefined && this.#clock.monotonic() - this.#since >= PAUSE;
  }

  /** Takes note of what the rows said. */
  note(payment: Payment): void {
    this.#since = isBusy(payment) ? (this.#since ?? this.#clock.monotonic()) : undefined;
  }
}

/** The row itself, and not the answer to the question for it. */
function isBusy({ status, raw }: Payment): boolean {
  return status === 'unknown' && Reflect.get(Object(raw), 'respcd') === '1297';
}
