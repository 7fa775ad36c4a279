import { systemClock } from './clock.ts';
import type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';
import { Door, ended } from './sql-door.ts';
import { type Losable, survive } from './survive.ts';
import { within } from './within.ts';

interface KyselyExecutor {
  executeQuery(query: never): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A `Kysely` instance on PostgreSQL, as far as it is used here. */
export interface KyselyDatabase<Tx> extends KyselyExecutor {
  transaction(): { execute<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> };
}

/** The pool of a Kysely dialect, as far as it is used here. */
export interface KyselyPool {
  on(event: 'acquire', listener: (client: Losable) => void): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * Adapter for Kysely. Its transactions refuse to write once their handler has settled, and to begin or end another.
 *
 * Give the `pg` pool of its dialect as well: Kysely listens to none of its connections, so one that is lost would end the
 * process.
 *
 * @example
 * const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
 * const inbox = postgresInbox(fromKysely(db, pool));
 */
export function fromKysely<Tx extends KyselyExecutor>(
  db: KyselyDatabase<Tx>,
  pool?: KyselyPool,
): SqlAdapter<Tx> {
  if (pool !== undefined) hear(pool);
  return {
    query: queryOf(db),
    toleratesIdleLimit: pool !== undefined,
    transaction: (work) =>
      db.transaction().execute(async (tx) => {
        const door = new Door();
        const query = queryOf(tx);
        try {
          const result = await work(guarded(tx, door), query, door.close);
          door.assertNobodyLate();
          return result;
        } catch (error) {
          door.close();
          await drained(query);
          throw error;
        }
      }),
  };
}

/** Milliseconds after which a stream that nobody reads holds nothing up any more. */
const LONGEST_WAIT = 60_000;

/** Statements that have passed the door wait in a queue that Kysely's ROLLBACK overtakes: let the last of them run first. */
async function drained(query: SqlQuery): Promise<void> {
  try {
    await within(systemClock, LONGEST_WAIT, 'A statement', () => query('SELECT', []));
  } catch {
    // The transaction takes no more statements, which is what it is about.
  }
}

const heard = new WeakSet<KyselyPool>();

/** Listens once to a pool and to each of its connections, however many adapters it has. */
function hear(pool: KyselyPool): void {
  if (heard.has(pool)) return;
  heard.add(pool);
  survive(pool);
  pool.on('acquire', survive);
}

/** Calls of a transaction that either run a statement or give another transaction on the same connection. */
interface KyselyTransaction extends KyselyExecutor {
  withPlugin(plugin: object): KyselyTransaction;
  readonly isTransaction?: boolean;
}

/** A transaction whose statements pass the door, as do those of what `withSchema` and its like make of it. */
function guarded<Tx extends object>(tx: Tx, door: Door): Tx {
  const watched = (tx as unknown as KyselyTransaction).withPlugin({
    transformQuery: ({ node }: { readonly node: KyselyNode }) => {
      // Only raw text can end a transaction; every other node is one statement of a known kind.
      door.enter(node.sqlFragments?.join(' ? ') ?? '');
      return node;
    },
    transformResult: async ({ result }: { readonly result: unknown }) => result,
  });
  const replaced: Readonly<Record<PropertyKey, unknown>> = {
    executeQuery: async (query: { readonly sql: string }, ...rest: readonly unknown[]) => {
      door.enter(query.sql);
      return Reflect.apply(watched.executeQuery, watched, [query, ...rest]);
    },
    // It would begin and commit on the connection of the inbox's transaction.
    startTransaction: () => {
      throw ended('A handler has its transaction: Kysely cannot start another one inside it.');
    },
  };
  return new Proxy(watched, {
    get: (target, name) => {
      if (Object.hasOwn(replaced, name)) return replaced[name];
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]): unknown => {
        const made: Partial<KyselyTransaction> | undefined = Reflect.apply(value, target, args);
        return made?.isTransaction === true ? guarded(made, door) : made;
      };
    },
  }) as unknown as Tx;
}

interface KyselyNode {
  readonly sqlFragments?: readonly string[];
}

/** A compiled query as Kysely's own `CompiledQuery.raw` makes it; written out, so that Kysely is not imported. */
function queryOf(target: KyselyExecutor): SqlQuery {
  return async (sql, parameters) => {
    const query = { kind: 'RawNode', sqlFragments: [sql], parameters: [] };
    const compiled = { sql, parameters, query, queryId: { queryId: 'qf-inbox' } };
    return (await target.executeQuery(compiled as never)).rows as readonly SqlRow[];
  };
}
