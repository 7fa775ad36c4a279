import type { Payment } from '@qf/protocol';
import type { Clock } from './clock.ts';
import { unknownPayment } from './query-payment.ts';

/** Milliseconds between two readings of a row before they count as two. */
const PAUSE = 2_000;

/** Remembers since when a row says 1297, which is a no only when that row is read twice with a pause. */
export class BusyRow {
  readonly #clock: Clock;
  #since: number | undefined;
  #syssn: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a reading now is the second one. */
  get isReadTwice(): boolean {
    return this.#since !== undefined && this.#clock.monotonic() - this.#since >= PAUSE;
  }

  /** What a reading says, given those before it: a row that was not read before says nothing yet. */
  weigh(payment: Payment): Payment {
    if (!isBusy(payment)) {
      this.#since = undefined;
      return payment;
    }
    const { raw, httpStatus } = payment;
    const syssn: unknown = Reflect.get(Object(raw), 'syssn');
    if (this.#since !== undefined && this.#syssn === syssn) return payment;
    this.#since = this.#clock.monotonic();
    this.#syssn = syssn;
    return unknownPayment(payment, { reason: 'ambiguous_code', respcd: BUSY, raw, httpStatus });
  }
}

const BUSY = '1297';

/** The row itself, and not the answer to the question for it. */
function isBusy({ status, raw }: Payment): boolean {
  const isUndecided = status === 'unknown' || status === 'failed';
  return isUndecided && Reflect.get(Object(raw), 'respcd') === BUSY;
}
