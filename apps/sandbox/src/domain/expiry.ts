import { isUnpaid, type Payment } from './transaction.ts';

const MINUTE = 60_000;

/** Minutes until an unpaid order lapses when the request does not say (QFPay, expired_time). */
const DEFAULT_MINUTES = 30;

/** The moment from which an order can no longer be paid. */
export function expiresAt(now: number, expired_time: number | undefined): number {
  return now + (expired_time ?? DEFAULT_MINUTES) * MINUTE;
}

/** Unpaid and out of time. At the very moment, expiry wins (our decision U-14). */
export function hasLapsed(payment: Payment, now: number): boolean {
  return isUnpaid(payment) && now >= payment.expires_at;
}
