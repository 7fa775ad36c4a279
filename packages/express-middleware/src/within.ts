import type { Clock } from './clock.ts';
import { MiddlewareError } from './middleware-error.ts';

/**
 * What `work` gives, if it comes within `ms`. Work that comes too late is not stopped, its result is dropped.
 *
 * Comes at once where `work` does not promise it, and throws then. Rejects with {@link MiddlewareError}
 * `ERR_QF_TIME_LIMIT`.
 */
export function within<Value>(
  clock: Clock,
  ms: number,
  what: string,
  work: () => Value | PromiseLike<Value>,
): Value | Promise<Value> {
  const answer = work();
  return isPromised(answer) ? inTime(clock, ms, what, answer) : answer;
}

/** Whether there is something to wait for. */
export function isPromised<Value>(
  answer: Value | PromiseLike<Value>,
): answer is PromiseLike<Value> {
  return typeof (answer as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

function inTime<Value>(
  clock: Clock,
  ms: number,
  what: string,
  answer: PromiseLike<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(ms, () => {
      const sentence = `${what} took longer than ${Math.round(ms)} ms. Is what it asks slow or out of reach?`;
      reject(new MiddlewareError('ERR_QF_TIME_LIMIT', sentence));
    });
    Promise.resolve(answer).finally(cancel).then(resolve, reject);
  });
}
