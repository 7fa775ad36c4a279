import type { Clock } from './clock.ts';
import type { TransportReply } from './transport.ts';

/**
 * Milliseconds that a `Retry-After` header asks for, given in seconds or as a date. A date is one of the
 * gateway's clock, which tells its own time beside it: ours may be hours off.
 */
export function retryAfterOf({ headers }: TransportReply, clock: Clock): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // Date.parse takes the oddest numbers for dates.
  const moment = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  const told = Date.parse(headers['date'] ?? '');
  const now = Number.isNaN(told) ? clock.now() : told;
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}
