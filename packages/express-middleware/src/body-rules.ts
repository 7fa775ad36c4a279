import type { Clock } from './clock.ts';
import { MiddlewareError } from './middleware-error.ts';
import type { RefusedState } from './receipt.ts';

/** How a body is read. */
export interface BodyLimits {
  /** Bytes. */
  readonly maxBody: number;
  /** Milliseconds for the whole body. */
  readonly bodyTimeout: number;
  readonly clock: Clock;
}

/** The exact bytes that came, or why there are none. */
export type BodyReading =
  | { readonly state: 'read'; readonly bytes: Uint8Array }
  | { readonly state: RefusedState; readonly sentence?: string; readonly error?: unknown };

/** Whether the bytes are what was signed: not compressed, and not in parts. */
export function isPlainBody(
  encoding: string | null | undefined,
  type: string | null | undefined,
): boolean {
  const coding = (encoding ?? '').trim().toLowerCase();
  return (coding === '' || coding === 'identity') && !/^\s*multipart\//i.test(type ?? '');
}

/** The answer when a parser was there first; what it made of the bytes is never signed again. */
export function consumed(received: string): BodyReading {
  const sentence = `ERR_QF_BODY_CONSUMED: The body was read before, and its signature covers the bytes as they came. Mount notifications() before express.json(), give this route express.raw({ type: () => true }), or keep the bytes as request.rawBody. Received: ${received}.`;
  return {
    state: 'body_consumed',
    sentence,
    error: new MiddlewareError('ERR_QF_BODY_CONSUMED', sentence),
  };
}
