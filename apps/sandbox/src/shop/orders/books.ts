import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ShopError } from '../shop-error.ts';
import { SCHEMA } from './schema.ts';

const WRITTEN_THROUGH =
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000';

type Value = string | number | null;

/** The database, as the tables use it. */
export interface Books {
  /** Wall-clock milliseconds since 1970. */
  now(): number;
  all<Row>(sql: string, ...values: Value[]): Row[];
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  /** How many rows it changed. */
  run(sql: string, ...values: Value[]): number;
  /** All of it or nothing; inside another one it is a part of that. */
  atomically<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * Opens the books in a file, or in memory without one. A file is written through to the disk before a transaction ends.
 *
 * Throws `ShopError` `ERR_QF_SHOP_BOOKS` for a file that cannot be used.
 */
export function openBooks(file: string | undefined, now: () => number): Books {
  const database = openDatabase(file);
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  let inside = false;
  return {
    now,
    all: <Row>(sql: string, ...values: Value[]) => prepared(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: Value[]) => prepared(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    atomically: (work) => {
      if (inside) return work();
      database.exec('BEGIN IMMEDIATE');
      inside = true;
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk has rolled back already.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      } finally {
        inside = false;
      }
    },
    close: () => database.close(),
  };
}

function openDatabase(file: string | undefined) {
  try {
    if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file ?? ':memory:');
    if (file !== undefined) database.exec(WRITTEN_THROUGH);
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    const sentence = `The shop's books ${file} cannot be used: ${(cause as Error).message}. Mend the file, or choose another folder with --data.`;
    throw new ShopError('ERR_QF_SHOP_BOOKS', sentence, { cause });
  }
}
