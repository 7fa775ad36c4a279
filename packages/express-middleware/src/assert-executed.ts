import { MiddlewareError } from './middleware-error.ts';

/**
 * Refuses what a handler returned if it is a query that was built and never sent, such as one of Kysely without its
 * `execute()`: nothing has happened, and an event that was acknowledged would be lost.
 *
 * Throws {@link MiddlewareError} `ERR_QF_NOT_EXECUTED`.
 */
export function assertExecuted(returned: unknown): void {
  if (typeof returned !== 'object' || returned === null) return;
  const each: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
  if (!each.some(isBuilt)) return;
  throw new MiddlewareError(
    'ERR_QF_NOT_EXECUTED',
    'The handler returned a query that nobody has executed. Call its execute().',
  );
}

function isBuilt(value: unknown): boolean {
  return (
    typeof (value as { readonly execute?: unknown } | null | undefined)?.execute === 'function'
  );
}
