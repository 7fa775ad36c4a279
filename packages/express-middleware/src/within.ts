import type { Clock } from './clock.ts';
import { MiddlewareError } from './middleware-error.ts';

/**
 * What `work` gives, if it comes within `ms`. Work that comes too late is not stopped, its result is dropped.
 *
 * Rejects with {@link MiddlewareError} `ERR_QF_TIME_LIMIT`.
 */
export function within<Value>(
  clock: Clock,
  ms: number,
  what: string,
  work: () => Value | PromiseLike<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(ms, () => {
      const sentence = `${what} took longer than ${Math.round(ms)} ms. Is what it asks slow or out of reach?`;
      reject(new MiddlewareError('ERR_QF_TIME_LIMIT', sentence));
    });
    const started = new Promise<Value>((begin) => begin(work()));
    started.then(resolve, reject).finally(cancel).catch(reject);
  });
}
