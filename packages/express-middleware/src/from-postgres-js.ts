import { readFile } from 'node:fs/promises';
import { MiddlewareError } from './middleware-error.ts';
import type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';
import { Door, ended } from './sql-door.ts';

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
 * Its transactions, savepoints and lazy queries would write on a connection that was given back already; ours refuse
 * once their handler has settled. They also survive a lost connection, to which postgres.js would send a ROLLBACK that
 * ends the process. Throws {@link MiddlewareError} `ERR_QF_OPTIONS` for a postgres.js that cannot be guarded so.
 */
export function fromPostgresJs<Sql extends PostgresJs>(sql: Sql): SqlAdapter<PostgresJsTx<Sql>> {
  type Tx = PostgresJsTx<Sql>;
  assertLazy(sql);
  return {
    query: queryOf(sql),
    toleratesIdleLimit: true,
    transaction: async <Result>(
      work: (tx: Tx, query: SqlQuery, close: () => void) => Promise<Result>,
    ) => {
      const scope = new Scope();
      const { close } = scope.door;
      const run = async (tx: PostgresJsTransaction) => {
        try {
          const result = await work(scope.guarded(tx) as unknown as Tx, scope.queryOf(tx), close);
          scope.door.assertNobodyLate();
          return result;
        } finally {
          close();
          await scope.end(() => scope.isLost);
        }
      };
      try {
        return (await sql.begin(run as never)) as Result;
      } finally {
        scope.lose();
      }
    },
  };
}

/** A query of postgres.js is sent by its `handler`, one microtask after somebody has asked for its result. */
interface LazyQuery {
  strings: readonly string[];
  handler: (query: LazyQuery) => unknown;
  reject(error: unknown): void;
}

type Savepoint = (sp: PostgresJsTransaction) => unknown;

interface PostgresJsTransaction extends PostgresJsQuery {
  (...args: readonly unknown[]): unknown;
  savepoint(...args: readonly unknown[]): unknown;
}

/** One transaction: what it sends, and whether its connection is still there. */
class Scope {
  readonly door: Door = new Door();
  #isLost = false;

  /** The connection is gone, or is somebody else's. */
  get isLost(): boolean {
    return this.#isLost;
  }

  readonly lose = (): void => {
    this.#isLost = true;
    this.door.close();
  };

  /** How the inbox runs its own statements: the door is none for them. */
  queryOf(tx: PostgresJsQuery): SqlQuery {
    return queryOf({
      unsafe: (text, values) => this.#watched(tx.unsafe(text, values), () => undefined),
    });
  }

  /** A transaction or savepoint whose statements pass the door. */
  guarded(tx: PostgresJsTransaction): PostgresJsTransaction {
    const refusal = (text: string) => this.door.refusal(text);
    const watched = <Made>(made: Made) => this.#watched(made, refusal);
    const unsafe = (text: string, ...more: readonly unknown[]) =>
      watched(Reflect.apply(tx.unsafe, undefined, [text, ...more]));
    const replaced: Readonly<Record<PropertyKey, unknown>> = {
      unsafe,
      // The driver's own asks for another connection, and has its effect whatever becomes of the transaction.
      notify: (...named: readonly string[]) => unsafe('SELECT pg_notify($1, $2)', named),
      file: (path: string, ...more: readonly unknown[]) => ofFile(path, unsafe('', ...more)),
      savepoint: (...args: readonly unknown[]) => this.#savepoint(tx, args),
      prepare: () => {
        throw ended('The handler’s transaction is the inbox’s: it commits in one phase.');
      },
    };
    return new Proxy(tx, {
      apply: (target, self, args) => watched(Reflect.apply(target, self, args)),
      get: (target, name) =>
        Object.hasOwn(replaced, name) ? replaced[name] : Reflect.get(target, name),
    });
  }

  /** Never comes to an end that `isMoot` says nobody waits for: postgres.js would send a ROLLBACK after it. */
  async end(isMoot: () => boolean): Promise<void> {
    if (isMoot()) await new Promise(() => {});
  }

  async #savepoint(tx: PostgresJsTransaction, args: readonly unknown[]): Promise<unknown> {
    this.door.enter('');
    const work = args.at(-1) as Savepoint;
    const isText = typeof work !== 'function' || Array.isArray(args[0]);
    const run: Savepoint = isText ? (sp) => sp(...args) : work;
    return tx.savepoint(...(isText ? [] : args.slice(0, -1)), async (sp: PostgresJsTransaction) => {
      try {
        const made = run(this.guarded(sp));
        return await (Array.isArray(made) ? Promise.all(made) : made);
      } finally {
        // It would release or roll back after the handler's end: late as a statement of the handler's own is.
        await this.end(() => this.door.refusal('') !== undefined);
      }
    });
  }

  #watched<Made>(made: Made, refusalOf: (text: string) => Error | undefined): Made {
    if (!isLazy(made)) return made;
    const { handler } = made;
    made.handler = (query) => {
      const refusal = this.#isLost ? ended(LOST) : refusalOf(query.strings.join(' ? '));
      if (refusal !== undefined) return query.reject(refusal);
      // Not `query.catch`, which is a question for its result.
      Promise.prototype.then.call(query, undefined, (error) => {
        if (isLoss(error)) this.lose();
      });
      return handler(query);
    };
    return made;
  }
}

const LOST = 'The connection of the transaction is lost, and the transaction with it.';

/** Errors of a connection and not of a statement. */
function isLoss(error: unknown): boolean {
  const code = String((error as { readonly code?: unknown } | undefined)?.code);
  return /^(?:CONNECTION_|E(?:CONN|PIPE|TIMEDOUT|HOST|NET))/.test(code);
}

function isLazy(made: unknown): made is LazyQuery {
  return typeof (made as Partial<LazyQuery> | undefined)?.handler === 'function';
}

/** A query that is made and never asked for its result sends nothing. */
function assertLazy(sql: PostgresJsQuery): void {
  if (isLazy(sql.unsafe('SELECT 1', []))) return;
  const sentence = 'fromPostgresJs() cannot guard the queries of this postgres.js. It takes 3.4.';
  throw new MiddlewareError('ERR_QF_OPTIONS', sentence);
}

/** postgres.js would read the file behind the door, and send what it holds after it was closed. */
function ofFile(path: string, query: LazyQuery): LazyQuery {
  const { handler } = query;
  query.handler = async (asked) => {
    try {
      asked.strings = [await readFile(path, 'utf8')];
      handler(asked);
    } catch (error) {
      asked.reject(error);
    }
  };
  return query;
}

function queryOf(target: PostgresJsQuery): SqlQuery {
  return async (text, values) =>
    (await target.unsafe(text, values as string[])).map((row) => renamed(row as SqlRow));
}

/** With `transform: postgres.pascal` and its like, names of columns come changed; those of the inbox are small letters. */
function renamed(row: SqlRow): SqlRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.toLowerCase(), value] as const),
  );
}
