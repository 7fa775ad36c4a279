import { MiddlewareError } from './middleware-error.ts';

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** The gateway delivers for 24 h 22 min; whoever forgets earlier handles an event twice. */
const SHORTEST: number = 2 * DAY;

/** What every server can count to, for whoever never wants to forget. */
const LONGEST: number = 36_500 * DAY;

/** How long an inbox remembers, in milliseconds. Throws {@link MiddlewareError} `ERR_QF_OPTIONS` below 48 hours. */
export function retentionOf(retention: number | undefined): number {
  const given = retention ?? 90 * DAY;
  if (given >= SHORTEST) return Math.ceil(Math.min(given, LONGEST));
  throw new MiddlewareError(
    'ERR_QF_OPTIONS',
    `retention is ${given} ms. The gateway repeats deliveries for 24 h 22 min: give at least 48 hours (${SHORTEST} ms).`,
  );
}
