import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { JournalEvent } from '../domain/journal-event.ts';
import { type EventStore, StoreError } from './event-store.ts';
import { ownFolder } from './folder-owner.ts';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, event TEXT NOT NULL) STRICT;
  CREATE TRIGGER IF NOT EXISTS journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS journal_is_never_shortened BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
`;

/** Events read at once: a slow reader keeps no more of them. */
const PAGE = 500;

/**
 * A journal in `<folder>/journal.db`, written through to the disk before `append` returns.
 *
 * Throws `ERR_QF_STORE_LOCKED` while another sandbox owns the folder, `ERR_QF_STORE_UNUSABLE` for a folder or a journal that
 * cannot be read.
 */
export function sqliteEventStore(folder: string): EventStore {
  const letGo = inWords(folder, () => {
    const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
    // The keys of added stores lie beside the journal.
    if (isNew) writeFileSync(join(folder, '.gitignore'), '*\n');
    return ownFolder(folder);
  });
  const database = inWords(folder, () => openJournal(folder, letGo));
  const insert = database.prepare('INSERT INTO journal (seq, event) VALUES (?, ?)');
  const lastSeq = database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM journal');
  const page = database.prepare(
    `SELECT seq, event FROM journal WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );

  const insertAll = (events: readonly JournalEvent[]) => {
    let expected = Number(Object(lastSeq.get())['seq']) + 1;
    for (const event of events) {
      if (event.seq !== expected) {
        throw new StoreError(
          'ERR_QF_STORE_SEQUENCE',
          `Expected event ${expected} next. Received event ${event.seq}.`,
        );
      }
      insert.run(event.seq, JSON.stringify(event));
      expected += 1;
    }
  };

  return {
    read: function* (after = 0) {
      const behind = (seq: number) => inWords(folder, () => page.all(seq));
      let rows = behind(after);
      while (rows.length > 0) {
        for (const row of rows) yield inWords(folder, () => eventOf(Object(row)));
        rows = behind(Number(Object(rows.at(-1))['seq']));
      }
    },
    append: (events) =>
      inWords(folder, () => {
        database.exec('BEGIN IMMEDIATE');
        try {
          insertAll(events);
          database.exec('COMMIT');
        } catch (error) {
          // A full disk has rolled back already.
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => {
      database.close();
      letGo();
    },
  };
}

function openJournal(folder: string, letGo: () => void): InstanceType<typeof DatabaseSync> {
  const database = new DatabaseSync(join(folder, 'journal.db'));
  try {
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database.close();
    letGo();
    throw error;
  }
}

function eventOf({ seq, event }: { readonly seq: number; readonly event: string }): JournalEvent {
  try {
    return JSON.parse(event);
  } catch (cause) {
    throw new Error(`event ${seq} is no JSON`, { cause });
  }
}

/** What the machine or the database says, with the folder it is about and what to do. */
function inWords<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(
      'ERR_QF_STORE_UNUSABLE',
      `The data folder ${folder} cannot be used: ${(cause as Error).message}. Mend it, or choose another folder with --data.`,
      { cause },
    );
  }
}
