import { MiddlewareError } from './middleware-error.ts';
import type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';

/** What runs a statement of postgres.js, as far as it is used here. */
export interface PostgresJsQuery {
  unsafe(text: string, values: string[]): PromiseLike<readonly unknown[]>;
}

/** The `sql` of postgres.js, as far as it is used here. */
export interface PostgresJs extends PostgresJsQuery {
  begin(work: (tx: PostgresJsQuery) => Promise<unknown>): Promise<unknown>;
}

/** What handlers write with; `begin` is overloaded, its first form takes the work alone. */
export type PostgresJsTx<Sql> = Sql extends {
  begin(work: (tx: infer Tx extends PostgresJsQuery) => unknown): unknown;
  begin(...named: never[]): unknown;
}
  ? Tx
  : PostgresJsQuery;

/**
 * Adapter for the `sql` of postgres.js.
 *
 * Its transactions would write on a connection that was given back already; ours refuse, so that a handler that
 * hangs cannot write after it was given up.
 */
export function fromPostgresJs<Sql extends PostgresJs>(sql: Sql): SqlAdapter<PostgresJsTx<Sql>> {
  type Tx = PostgresJsTx<Sql>;
  return {
    query: queryOf(sql),
    toleratesIdleLimit: true,
    transaction: async <Result>(work: (tx: Tx, query: SqlQuery) => Promise<Result>) => {
      const door = { isOpen: true };
      const run = (tx: PostgresJsQuery) => work(guarded(tx, door) as Tx, queryOf(tx));
      try {
        return (await sql.begin(run)) as Result;
      } finally {
        door.isOpen = false;
      }
    },
  };
}

function guarded<Tx extends object>(tx: Tx, door: { readonly isOpen: boolean }): Tx {
  const enter = () => {
    if (door.isOpen) return;
    const sentence = 'The transaction is over. Await everything that the handler starts.';
    throw new MiddlewareError('ERR_QF_TRANSACTION_ENDED', sentence);
  };
  return new Proxy(tx, {
    apply: (target, self, args) => {
      enter();
      return Reflect.apply(target as never, self, args);
    },
    get: (target, name) => {
      enter();
      return Reflect.get(target, name);
    },
  });
}

function queryOf(target: PostgresJsQuery): SqlQuery {
  return async (text, values) =>
    (await target.unsafe(text, values as string[])) as readonly SqlRow[];
}
