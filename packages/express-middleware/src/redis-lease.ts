import type { Clock } from './clock.ts';
import { MiddlewareError } from './middleware-error.ts';
import { within } from './within.ts';

/** A claim that is kept alive while its holder works. */
export interface Lease {
  /** Milliseconds. */
  readonly length: number;
  readonly clock: Clock;
  /** Resolves to false when somebody else has taken over. */
  readonly beat: () => Promise<boolean>;
  readonly stop: AbortController;
}

/**
 * Beats three times a lease until the returned function is called. A lease that is lost, or that could not be kept
 * for its whole length, aborts `stop`.
 */
export function keepAlive({ length, clock, beat, stop }: Lease): () => void {
  let isOver = false;
  let heldAt = clock.monotonic();
  let cancel = () => {};
  const next = () => {
    if (!isOver) cancel = clock.schedule(length / 3, () => void check());
  };
  const check = async () => {
    const sent = clock.monotonic();
    const answer = within(clock, heldAt + length - sent, 'A heartbeat', beat);
    const isHeld = await Promise.resolve(answer).catch(() => undefined);
    if (isOver) return;
    if (isHeld === true) heldAt = sent;
    const hasRunOut = clock.monotonic() - heldAt >= length;
    if (isHeld === false || hasRunOut) return stop.abort(leaseLost());
    next();
  };
  next();
  return () => {
    isOver = true;
    cancel();
  };
}

/** The error of a holder that is none any more. */
export function leaseLost(): MiddlewareError {
  return new MiddlewareError(
    'ERR_QF_LEASE_LOST',
    'Another process has taken this notification over, or Redis was out of reach for too long. Use `key` as idempotency key.',
  );
}
