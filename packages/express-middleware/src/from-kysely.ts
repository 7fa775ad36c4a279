import type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';

interface KyselyExecutor {
  executeQuery(query: never): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A `Kysely` instance on PostgreSQL, as far as it is used here. */
export interface KyselyDatabase<Tx> extends KyselyExecutor {
  transaction(): { execute<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> };
}

/** Adapter for Kysely. Its transactions refuse to write once they are over. */
export function fromKysely<Tx extends KyselyExecutor>(db: KyselyDatabase<Tx>): SqlAdapter<Tx> {
  return {
    query: queryOf(db),
    transaction: (work) => db.transaction().execute((tx) => work(tx, queryOf(tx))),
  };
}

/** A compiled query as Kysely's own `CompiledQuery.raw` makes it; written out, so that Kysely is not imported. */
function queryOf(target: KyselyExecutor): SqlQuery {
  return async (sql, parameters) => {
    const query = { kind: 'RawNode', sqlFragments: [sql], parameters: [] };
    const compiled = { sql, parameters, query, queryId: { queryId: 'qf-inbox' } };
    return (await target.executeQuery(compiled as never)).rows as readonly SqlRow[];
  };
}
