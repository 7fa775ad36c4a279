import { type Payment, parseTimestamp } from '@qf/protocol';
import type { Clock } from './clock.ts';

/** What must be known of an order before its absence can mean anything. */
export interface ArrivalFacts {
  readonly txdtm?: string | undefined;
  /** Minutes, as the order was sent with; the longest one the gateway allows counts when absent. */
  readonly expired_time?: number | undefined;
  /** Made on the hosted checkout page: no order exists before the shopper pays. */
  readonly checkout?: boolean | undefined;
}

const MINUTE = 60_000;
const LONGEST_VALIDITY = 120;

/** After the expiry, an order may still be on its way for so many minutes. */
const MARGIN = 5;

/** Between the two empty answers. */
const APART = MINUTE;

/**
 * Judges one poll after the other: two empty answers, a minute apart, both later than the order's
 * expiry plus five minutes, mean that the order never arrived. Nothing follows without its `txdtm`,
 * and because that may not be the day on which the order was sent, those two must be about every month.
 * An order that has a number of QFPay's has arrived, whatever answers are empty.
 *
 * It is later only when the wall clock says so and the time that passed since this judge was made
 * agrees: a clock that is set during the wait makes nothing fail.
 */
export class Arrival {
  readonly #clock: Clock;
  readonly #patience: number;
  readonly #began: number;
  #firstEmptyAt: number | undefined;
  #hasArrived = false;

  constructor({ txdtm, expired_time = LONGEST_VALIDITY, checkout }: ArrivalFacts, clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now() - clock.monotonic();
    this.#patience =
      txdtm === undefined || checkout === true
        ? Number.POSITIVE_INFINITY
        : parseTimestamp(txdtm).getTime() + (expired_time + MARGIN) * MINUTE;
  }

  /** Whether an empty answer counts now, should it be about every month. */
  get isLate(): boolean {
    const passed = this.#began + this.#clock.monotonic();
    return Math.min(this.#clock.now(), passed) > this.#patience;
  }

  /**
   * What a poll says, given those before it.
   *
   * @param everywhere whether it was about every month
   */
  weigh(payment: Payment, everywhere: boolean): Payment {
    const isEmpty = payment.status === 'unknown' && payment.reason === 'not_found';
    this.#hasArrived ||= payment.syssn !== undefined;
    if (this.#hasArrived || !isEmpty || !everywhere || !this.isLate) {
      this.#firstEmptyAt = undefined;
      return payment;
    }
    this.#firstEmptyAt ??= this.#clock.monotonic();
    if (this.#clock.monotonic() - this.#firstEmptyAt < APART) return payment;
    const { cause: _, ...facts } = payment;
    return { ...facts, status: 'failed', final: true, reason: 'never_arrived' };
  }
}
