import { abortable } from './abortable.ts';
import type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';
import { Door, ended } from './sql-door.ts';
import { type Losable, survive } from './survive.ts';

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
  on?(event: 'error', listener: () => void): unknown;
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
 * The client refuses to write once its handler has settled, and to begin or end a transaction. One that is given up
 * takes its connection with it, and an idle one that is lost does not end the process.
 */
export function fromPg<Pool extends PgPool, Tx = PgClientOf<Pool>>(
  pool: Pool,
  bind: (client: PgClientOf<Pool>) => Tx = (client) => client as unknown as Tx,
): SqlAdapter<Tx> {
  if (pool.on !== undefined) survive(pool as Losable);
  return {
    query: queryOf(pool),
    toleratesIdleLimit: true,
    transaction: async (work, signal) => {
      const client = await pool.connect();
      if (signal.aborted) {
        client.release();
        throw signal.reason;
      }
      // The pool listens only to idle clients; a lost connection would end the process here.
      client.on('error', ignore);
      const door = new Door();
      const query = queryOf(client);
      // A connection is of use again when its transaction is known to have ended.
      let isOver = false;
      const transact = async () => {
        await query('BEGIN', []);
        try {
          const result = await work(bind(guarded(client, door) as never), query, door.close);
          door.assertNobodyLate();
          await query('COMMIT', []);
          isOver = true;
          return result;
        } catch (error) {
          await query('ROLLBACK', []).then(
            () => {
              isOver = true;
            },
            () => {},
          );
          throw error;
        }
      };
      try {
        return await abortable(transact(), signal);
      } finally {
        door.close();
        client.off('error', ignore);
        client.release(!isOver || signal.aborted);
      }
    },
  };
}

/** A client whose statements pass the door, and which cannot be given back by its handler. */
function guarded<Client extends PgClient>(client: Client, door: Door): Client {
  const query = (...args: readonly unknown[]) => {
    const refusal = door.refusal(textOf(args[0]));
    return refusal === undefined
      ? Reflect.apply(client.query, client, args)
      : refused(refusal, args);
  };
  const keep = () => {
    throw ended('The connection is the inbox’s: leave release() and end() to it.');
  };
  const replaced: Readonly<Record<PropertyKey, unknown>> = { query, release: keep, end: keep };
  return new Proxy(client, {
    get: (target, name) =>
      Object.hasOwn(replaced, name) ? replaced[name] : Reflect.get(target, name),
  });
}

/** The text of a statement, which may come as text, as a configuration, or as an object of its own such as a cursor. */
export function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return String((statement as { readonly text?: unknown } | null | undefined)?.text ?? '');
}

/** An error in the way that the caller of `query` expects one. */
function refused(error: Error, args: readonly unknown[]): unknown {
  const callback = args.find((each) => typeof each === 'function');
  if (callback === undefined) return Promise.reject(error);
  queueMicrotask(() => Reflect.apply(callback as never, undefined, [error]));
  return undefined;
}

function queryOf(target: Pick<PgClient, 'query'>): SqlQuery {
  return async (text, values) => (await target.query(text, [...values])).rows as readonly SqlRow[];
}

function ignore(): void {}
