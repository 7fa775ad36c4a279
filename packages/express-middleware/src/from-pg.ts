import { abortable, type SqlAdapter, type SqlQuery, type SqlRow } from './sql-adapter.ts';

/** A client of `pg`, as far as it is used here. */
export interface PgClient {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  release(destroy?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
}

/** A pool of `pg`, as far as it is used here. */
export interface PgPool {
  connect(): Promise<PgClient>;
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The client type of a pool; `connect` is overloaded, its first form gives the client. */
export type PgClientOf<Pool> = Pool extends {
  connect(): Promise<infer Client>;
  connect(...callback: never[]): unknown;
}
  ? Client
  : PgClient;

/**
 * Adapter for a pool of `pg`. `bind` makes what handlers write with from the client of the transaction; the client
 * itself by default.
 *
 * A transaction that is given up takes its connection with it, so a handler that hangs cannot write any more.
 */
export function fromPg<Pool extends PgPool, Tx = PgClientOf<Pool>>(
  pool: Pool,
  bind: (client: PgClientOf<Pool>) => Tx = (client) => client as unknown as Tx,
): SqlAdapter<Tx> {
  return {
    query: queryOf(pool),
    toleratesIdleLimit: true,
    transaction: async (work, signal) => {
      const client = await pool.connect();
      // The pool listens only to idle clients; a lost connection would end the process here.
      client.on('error', ignore);
      let isBroken = true;
      try {
        const query = queryOf(client);
        const result = abortable(
          inTransaction(query, () => work(bind(client as never), query)),
          signal,
        );
        isBroken = await result.then(
          () => false,
          (error: unknown) => signal.aborted || error instanceof RollbackFailed,
        );
        return await result;
      } finally {
        client.off('error', ignore);
        client.release(isBroken);
      }
    },
  };
}

async function inTransaction<Result>(
  query: SqlQuery,
  work: () => Promise<Result>,
): Promise<Result> {
  await query('BEGIN', []);
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await query('ROLLBACK', []).catch((cause: unknown) => {
      throw new RollbackFailed(error, cause);
    });
    throw error;
  }
  await query('COMMIT', []);
  return result;
}

/** Says that the connection is of no use any more; keeps the first error's code for whoever asks. */
class RollbackFailed extends Error {
  readonly code: unknown;

  constructor(error: unknown, cause: unknown) {
    super(error instanceof Error ? error.message : 'The transaction failed.', { cause });
    this.code = (error as { code?: unknown } | undefined)?.code;
  }
}

function queryOf(target: Pick<PgClient, 'query'>): SqlQuery {
  return async (text, values) => (await target.query(text, [...values])).rows as readonly SqlRow[];
}

function ignore(): void {}
