import { fromPg, type PgClient, type PgClientOf, type PgPool, textOf } from './from-pg.ts';
import type { SqlAdapter } from './sql-adapter.ts';

/**
 * Adapter for Drizzle on `pg`: handlers write with a Drizzle database that is bound to the inbox's transaction.
 *
 * Drizzle's own transactions would still write on a connection that was given back, so the transaction is held by
 * the client underneath. `tx.transaction()` inside a handler is a savepoint; two of them at once are refused, and so is an
 * isolation level.
 *
 * @example
 * const inbox = postgresInbox(fromDrizzle(pool, (client) => drizzle(client, { schema })));
 */
export function fromDrizzle<Pool extends PgPool, Tx>(
  pool: Pool,
  bind: (client: PgClientOf<Pool>) => Tx,
): SqlAdapter<Tx> {
  return fromPg(pool, (client) => bind(nesting(client as PgClient) as PgClientOf<Pool>));
}

/** Drizzle takes the inbox's connection for one without a transaction, and begins and ends its own with these. */
const NESTED = new Map([
  ['begin', 'SAVEPOINT qf_nested'],
  ['commit', 'RELEASE SAVEPOINT qf_nested'],
  ['rollback', 'ROLLBACK TO SAVEPOINT qf_nested'],
]);

/** A client that nests; what does not fit stays as it is, and meets the door of the inbox's transaction. */
function nesting(client: PgClient): PgClient {
  let isNested = false;
  const query = async (statement: object, ...rest: readonly unknown[]) => {
    const verb = textOf(statement).trim().toLowerCase();
    const text = NESTED.get(verb);
    if (text === undefined || isNested === (verb === 'begin')) {
      return Reflect.apply(client.query, client, [statement, ...rest]);
    }
    if (verb !== 'commit') isNested = verb === 'begin';
    const answer = await Reflect.apply(client.query, client, [{ ...statement, text }, ...rest]);
    // Drizzle rolls back what it could not commit.
    if (verb === 'commit') isNested = false;
    return answer;
  };
  return new Proxy(client, {
    get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)),
  });
}
