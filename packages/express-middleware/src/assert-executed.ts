import { MiddlewareError } from './middleware-error.ts';

/**
 * Refuses what a handler returned if it is something that has not happened yet, and an event that was acknowledged would
 * be lost: a query that was built and never sent, such as one of Kysely without its `execute()`, an observable without
 * a subscriber, or a list of promises, which nobody waits for and which some drivers send only then.
 *
 * Throws {@link MiddlewareError} `ERR_QF_NOT_EXECUTED`.
 */
export function assertExecuted(returned: unknown): void {
  if (typeof returned !== 'object' || returned === null) return;
  const each: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
  if (!each.some(isPending)) return;
  throw new MiddlewareError(
    'ERR_QF_NOT_EXECUTED',
    'The handler returned something that nobody has executed or waits for. Call execute() of a query; return Promise.all() of several promises.',
  );
}

/**
 * By the names of the libraries' methods. A lone promise was waited for, so that none is left but in a list; a client of a
 * message broker has `subscribe` too, and is what its `publish` returns.
 */
const PENDING = [['execute'], ['then'], ['subscribe', 'pipe']] as const;

function isPending(value: unknown): boolean {
  const made = value as Readonly<Record<string, unknown>> | null | undefined;
  return PENDING.some((names) => names.every((name) => typeof made?.[name] === 'function'));
}
