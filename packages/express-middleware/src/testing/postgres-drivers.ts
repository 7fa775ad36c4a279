import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Kysely, sql as kyselySql, PostgresDialect } from 'kysely';
import pg from 'pg';
import postgres from 'postgres';
import {
  fromDrizzle,
  fromKysely,
  fromPg,
  fromPostgresJs,
  type SqlAdapter,
  type SqlQuery,
} from '../postgres.ts';

/** How the users of a driver write, given what handlers get from its adapter. */
export interface Driver<Tx = unknown> {
  readonly name: string;
  readonly adapter: SqlAdapter<Tx>;
  /** Writes one effect. */
  readonly write: (tx: Tx, key: string) => Promise<unknown>;
  /** Runs one statement as it is, and gives its rows. */
  readonly raw: (tx: Tx, text: string) => Promise<readonly Record<string, unknown>[]>;
  /** Runs a transaction of the driver's own inside the handler's, where the driver has such a thing. */
  readonly nest?: (tx: Tx, work: (nested: Tx) => Promise<unknown>) => Promise<unknown>;
}

/** Every driver that the package has an adapter for, with `max` connections each. */
export function openDrivers(
  url: string,
  max: number,
): { drivers: readonly Driver[]; close: () => Promise<unknown> } {
  const pool = openPool(url, max);
  const sql = postgres(url, { max, onnotice: () => {} });
  const kyselyPool = openPool(url, max);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: kyselyPool }) });
  const drivers = [
    driver({
      name: 'pg',
      adapter: fromPg(pool),
      write: (tx, key) => tx.query('INSERT INTO effect VALUES ($1)', [key]),
      raw: async (tx, text) => (await tx.query(text)).rows,
    }),
    driver({
      name: 'postgres.js',
      adapter: fromPostgresJs(sql),
      write: async (tx, key) => tx`INSERT INTO effect VALUES (${key})`,
      raw: async (tx, text) => tx.unsafe(text),
      nest: (tx, work) => tx.savepoint((sp) => work(sp)),
    }),
    driver({
      name: 'Kysely',
      adapter: fromKysely(kysely, kyselyPool),
      write: (tx, key) => kyselySql`INSERT INTO effect VALUES (${key})`.execute(tx),
      raw: async (tx, text) =>
        (await kyselySql.raw<Record<string, unknown>>(text).execute(tx)).rows,
    }),
    driver({
      name: 'Drizzle',
      adapter: fromDrizzle(pool, (client) => drizzle(client)),
      write: (tx, key) => tx.execute(drizzleSql`INSERT INTO effect VALUES (${key})`),
      raw: async (tx, text) => (await tx.execute(drizzleSql.raw(text))).rows,
      nest: (tx, work) => tx.transaction((nested) => work(nested as never)),
    }),
  ];
  return { drivers, close: () => Promise.all([pool.end(), sql.end(), kysely.destroy()]) };
}

function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => {});
  return pool;
}

/** Ties an adapter and the ways of writing with it together, so that all have the same `tx`. */
function driver<Tx>(driver: Driver<Tx>): Driver {
  return driver as Driver;
}

/** An adapter that lets something happen between the inbox's last statement and its COMMIT. */
export function afterTheLastWord<Tx>(
  adapter: SqlAdapter<Tx>,
  happen: (tx: Tx) => Promise<unknown>,
): SqlAdapter<Tx> {
  return watched(adapter, async (tx, text, asked) => {
    const rows = await asked;
    if (text.startsWith('SELECT txid_current()')) await happen(tx);
    return rows;
  });
}

/** An adapter that lets something happen while the inbox waits for the answer to a statement that has `words`. */
export function onStatement<Tx>(
  adapter: SqlAdapter<Tx>,
  words: string,
  happen: () => void,
): SqlAdapter<Tx> {
  return watched(adapter, (_tx, text, asked) => {
    if (text.includes(words)) happen();
    return asked;
  });
}

function watched<Tx>(
  adapter: SqlAdapter<Tx>,
  answer: (tx: Tx, text: string, asked: ReturnType<SqlQuery>) => ReturnType<SqlQuery>,
): SqlAdapter<Tx> {
  return {
    ...adapter,
    transaction: (work, signal) =>
      adapter.transaction(
        (tx, query, close) =>
          work(tx, (text, values) => answer(tx, text, query(text, values)), close),
        signal,
      ),
  };
}
