import { fromPg, type PgClientOf, type PgPool } from './from-pg.ts';
import type { SqlAdapter } from './sql-adapter.ts';

/**
 * Adapter for Drizzle on `pg`: handlers write with a Drizzle database that is bound to the inbox's transaction.
 *
 * Drizzle's own transactions would still write on a connection that was given back, so the transaction is held by
 * the client underneath.
 *
 * @example
 * const inbox = postgresInbox(fromDrizzle(pool, (client) => drizzle(client, { schema })));
 */
export function fromDrizzle<Pool extends PgPool, Tx>(
  pool: Pool,
  bind: (client: PgClientOf<Pool>) => Tx,
): SqlAdapter<Tx> {
  return fromPg(pool, bind);
}
