import { formatTimestamp, parseTimestamp } from '@qf/protocol';

/** The two ends of a query, inside one calendar month of the gateway (UTC+8). */
export interface QueryRange {
  readonly start_time: string;
  readonly end_time: string;
}

const DAY = 86_400_000;

/**
 * The whole months in which the gateway may have filed an order, by the order's own `txdtm`: two of
 * them near a month's border, because neither clock nor zone of the sender is the gateway's (D-8).
 */
export function rangesAround(txdtm: string): QueryRange[] {
  const moment = parseTimestamp(txdtm).getTime();
  const months = [moment, moment - DAY, moment + DAY].map(monthOf);
  return [...new Set(months)].map(monthRange);
}

/** This month and the one before it, for an order whose day is not known. */
export function latestRanges(now: number): [QueryRange, QueryRange] {
  const month = monthOf(now);
  const before = parseTimestamp(`${month}-01 00:00:00`).getTime() - DAY;
  return [monthRange(month), monthRange(monthOf(before))];
}

/** `YYYY-MM` on the gateway's clock. */
export function monthOf(moment: number): string {
  return formatTimestamp(new Date(moment)).slice(0, 7);
}

/** A month from its first to its last second. */
export function monthRange(month: string): QueryRange {
  const start_time = `${month}-01 00:00:00`;
  const inNextMonth = parseTimestamp(start_time).getTime() + 32 * DAY;
  const next = parseTimestamp(`${monthOf(inNextMonth)}-01 00:00:00`).getTime();
  return { start_time, end_time: formatTimestamp(new Date(next - 1_000)) };
}
