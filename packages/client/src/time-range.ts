import { formatTimestamp, ProtocolError, parseTimestamp } from '@qf/protocol';
import { naming } from './payment-ref.ts';
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
 * @throws ProtocolError for times that do not exist or run backwards
 */
export function monthsOf({ start_time, end_time }: TimeRange): QueryRange[] {
  const from = wireTime('start_time', start_time);
  const to = wireTime('end_time', end_time);
  if (from > to) refuse(from, to);
  const pieces: QueryRange[] = [];
  for (let at = from; at <= to; ) {
    const endOfMonth = monthRange(at.slice(0, 7)).end_time;
    const isLast = endOfMonth >= to;
    pieces.push({ start_time: at, end_time: isLast ? to : endOfMonth });
    at = formatTimestamp(new Date(parseTimestamp(endOfMonth).getTime() + 1_000));
  }
  return pieces;
}

function wireTime(field: string, time: Date | string): string {
  return naming(field, time, (value) =>
    formatTimestamp(typeof value === 'string' ? parseTimestamp(value) : value),
  );
}

function refuse(from: string, to: string): never {
  const expected = `a time that is not before ${from}`;
  const issue = { field: 'end_time', rule: 'order', expected, received: to };
  throw new ProtocolError('ERR_QF_INVALID_REQUEST', [issue]);
}
