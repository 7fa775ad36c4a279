import { isCalendarTime, momentOf } from './calendar-time.ts';
import { ProtocolError } from './protocol-error.ts';

const EXAMPLE = '2026-01-01 10:30:34';
const ZONE = /^([+-])(0\d|1[0-4]):([0-5]\d)$/;

/** The gateway's clock: `sysdtm` and `paydtm` are UTC+8 (QFPay, Common fields). */
const GATEWAY_ZONE = '+08:00';
const GATEWAY_OFFSET = 8 * 3_600_000;

/**
 * A moment as the wire writes it, `YYYY-MM-DD HH:mm:ss`, on the clock of a zone. Milliseconds are
 * cut off; the process's own time zone plays no part.
 *
 * @param zone offset from UTC, `+08:00` unless told
 * @throws ProtocolError `ERR_QF_TIMESTAMP` for an invalid Date, a year beyond 0–9999 or an odd zone
 * @example
 * formatTimestamp(new Date('2026-01-01T02:30:34Z')); // '2026-01-01 10:30:34'
 */
export function formatTimestamp(date: Date, zone: string = GATEWAY_ZONE): string {
  const local = new Date(date.getTime() + offsetOf(zone));
  const text = Number.isNaN(local.getTime()) ? 'Invalid Date' : local.toISOString();
  // Years outside 0–9999 come out as `+012026-…`.
  if (!/^\d{4}-/.test(text)) refuse('a moment in the years 0 to 9999', text);
  return text.slice(0, 19).replace('T', ' ');
}

/**
 * The moment that a wire time names on the clock of a zone. Only days that exist: no 30 February,
 * no 24:00.
 *
 * @param zone offset from UTC, `+08:00` unless told
 * @throws ProtocolError `ERR_QF_TIMESTAMP`
 * @example
 * parseTimestamp('2026-01-01 10:30:34').toISOString(); // '2026-01-01T02:30:34.000Z'
 */
export function parseTimestamp(text: string, zone: string = GATEWAY_ZONE): Date {
  if (typeof text !== 'string' || !isCalendarTime(text)) {
    refuse('a time that exists, YYYY-MM-DD HH:mm:ss', text);
  }
  return new Date(momentOf(text) - offsetOf(zone));
}

/** Milliseconds that a zone's clock is ahead of UTC. */
function offsetOf(zone: string): number {
  if (zone === GATEWAY_ZONE) return GATEWAY_OFFSET;
  const parts = ZONE.exec(zone);
  if (parts === null) refuse('an offset from UTC such as +08:00', zone, 'zone');
  const [, sign, hours, minutes] = parts;
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -size : size;
}

function refuse(expected: string, value: unknown, field = ''): never {
  const received = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value;
  const example = field === 'zone' ? GATEWAY_ZONE : EXAMPLE;
  throw new ProtocolError('ERR_QF_TIMESTAMP', [
    { field, rule: 'timestamp', expected, received, example },
  ]);
}
