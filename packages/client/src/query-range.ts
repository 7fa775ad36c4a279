import { formatTimestamp } from '@qf/protocol';

/** The two ends of a query, inside one calendar month of the gateway (UTC+8). */
export interface QueryRange {
  readonly start_time: string;
  readonly end_time: string;
}

const DAY = 86_400_000;

/**
 * The whole months in which the gateway may have filed an order, by the order's own `txdtm`: two of
 * them near a month's border, because neither clock nor zone of the sender is the gateway's (D-8).
 *
 * @param txdtm a time that exists
 * @param until milliseconds since 1970: for what is filed at some moment between `txdtm` and then
 */
export function rangesAround(txdtm: string, until?: number | undefined): QueryRange[] {
  const month = txdtm.slice(0, 7);
  const day = Number(txdtm.slice(8, 10));
  const first = day === 1 ? monthLater(month, -1) : month;
  const next = day >= 28 && day === daysIn(month) ? monthLater(month, 1) : month;
  const ends = [next, until === undefined ? next : monthOf(until + DAY)];
  const ranges = [monthRange(first)];
  for (let at = first; ends.some((end) => at < end); ) {
    at = monthLater(at, 1);
    ranges.push(monthRange(at));
  }
  return ranges;
}

/**
 * Where an order of an unknown day is searched: in this month, on whose last day the gateway may be
 * in the next one already, and then in the month before.
 */
export function latestRanges(now: number): { near: QueryRange[]; before: QueryRange } {
  const month = monthOf(now);
  const near = [...new Set([month, monthOf(now + DAY)])].map(monthRange);
  return { near, before: monthRange(monthLater(month, -1)) };
}

/** `YYYY-MM` on the gateway's clock. */
export function monthOf(moment: number): string {
  return formatTimestamp(new Date(moment)).slice(0, 7);
}

/** A month from its first to its last second. */
export function monthRange(month: string): QueryRange {
  return { start_time: `${month}-01 00:00:00`, end_time: `${month}-${daysIn(month)} 23:59:59` };
}

/** December 9999: later years have five digits, and are no longer in order as text. */
const LAST_MONTH = 9_999 * 12 + 11;

function monthLater(month: string, count: number): string {
  const wanted = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  const index = Math.min(LAST_MONTH, Math.max(0, wanted));
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Day 0 of the month after it. */
function daysIn(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
}
