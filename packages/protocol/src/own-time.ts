import { isCalendarTime } from './calendar-time.ts';

/**
 * The own time of an order or refund: the one that the gateway tells, where it is one, else the one that
 * was sent. Programs that send none leave `0000-00-00 00:00:00`, by which nothing can be looked up.
 */
export function ownTime(told: string | undefined, sent: string | undefined): string | undefined {
  return told !== undefined && isCalendarTime(told) ? told : sent;
}
