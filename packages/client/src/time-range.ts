import { formatTimestamp, parseTimestamp } from '@qf/protocol';
import { valid } from './checked-fields.ts';
import { monthRange, type QueryRange } from './query-range.ts';

/** From and to, both included, on the gateway's clock. */
export interface TimeRange {
  /** A moment, or `YYYY-MM-DD HH:mm:ss` in UTC+8. */
  readonly start_time: Date | string;
  readonly end_time: Date | string;
}

/**
 * A range as the gateway takes it: one piece for each calendar month, oldest first.
 *
 * @throws InvalidRequestError for times that do not exist or run backwards
 */
export function monthsOf({ start_time, end_time }: TimeRange): QueryRange[] {
  return valid('query', () => {
    const from = wireTime(start_time);
    const to = wireTime(end_time);
    if (from > to) throw new RangeError('The range ends before it begins.');
    const pieces: QueryRange[] = [];
    for (let at = from; at <= to; ) {
      const month = monthRange(at.slice(0, 7));
      const end = month.end_time < to ? month.end_time : to;
      pieces.push({ start_time: at, end_time: end });
      at = formatTimestamp(new Date(parseTimestamp(end).getTime() + 1_000));
    }
    return pieces;
  });
}

function wireTime(time: Date | string): string {
  return typeof time === 'string' ? formatTimestamp(parseTimestamp(time)) : formatTimestamp(time);
}
