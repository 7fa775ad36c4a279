import type { Clock } from './clock.ts';
import type { TransportReply } from './transport.ts';

/** Milliseconds that a `Retry-After` header asks for, given in seconds or as a date. */
export function retryAfterOf({ headers }: TransportReply, clock: Clock): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - clock.now());
}
