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
 * expiry plus five minutes, mean that the order never arrived. The queries must have covered the
 * order's day, so nothing follows without its `txdtm`.
 *
 * It is later only when the wall clock says so and the time that passed since this judge was made
 * agrees: a clock that is set during the wait makes nothing fail.
 */
export function arrivalJudge(
  { txdtm, expired_time = LONGEST_VALIDITY, checkout }: ArrivalFacts,
  clock: Clock,
): (payment: Payment) => Payment {
  let firstEmptyAt: number | undefined;
  if (txdtm === undefined || checkout === true) return (payment) => payment;
  const patience = parseTimestamp(txdtm).getTime() + (expired_time + MARGIN) * MINUTE;
  const began = clock.now() - clock.monotonic();
  const isLate = () => Math.min(clock.now(), began + clock.monotonic()) > patience;
  return (payment) => {
    const isEmpty = payment.status === 'unknown' && payment.reason === 'not_found';
    if (!isEmpty || !isLate()) {
      firstEmptyAt = undefined;
      return payment;
    }
    firstEmptyAt ??= clock.monotonic();
    if (clock.monotonic() - firstEmptyAt < APART) return payment;
    const { cause: _, ...facts } = payment;
    return { ...facts, status: 'failed', final: true, reason: 'never_arrived' };
  };
}
