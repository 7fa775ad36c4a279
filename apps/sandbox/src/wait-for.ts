import { realPatience } from './clock/real-patience.ts';
import type { Engine } from './engine.ts';

/**
 * Resolves with what `look` finds, at once or after an event; with `undefined` when real time runs out, or whoever waits is
 * `gone`.
 */
export function waitFor<T>(
  engine: Engine,
  look: () => T | undefined,
  timeout_ms: number,
  gone?: AbortSignal,
): Promise<T | undefined> {
  const found = look();
  if (found !== undefined) return Promise.resolve(found);
  return new Promise((resolve) => {
    const settle = (result: T | undefined) => {
      unsubscribe();
      forget();
      resolve(result);
    };
    const unsubscribe = engine.subscribe(() => {
      const result = look();
      if (result !== undefined) settle(result);
    });
    const forget = realPatience(timeout_ms, () => settle(look()));
    gone?.addEventListener('abort', () => settle(undefined), { once: true });
  });
}
