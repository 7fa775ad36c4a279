import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../domain/journal-event.ts';
import type { EventStore } from './event-store.ts';
import { memoryEventStore } from './memory-event-store.ts';
import { sqliteEventStore } from './sqlite-event-store.ts';

const root = mkdtempSync(join(tmpdir(), 'qf-store-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function freshFolder(): string {
  folders += 1;
  return join(root, String(folders));
}

async function everything(store: EventStore): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of store.read()) events.push(event);
  return events;
}

function scanned(seq: number): JournalEvent {
  return { seq, at: 1000 + seq, type: 'payment.scanned', syssn: `奶茶 ${seq}` };
}

describe.each([
  ['memory', memoryEventStore],
  ['sqlite', () => sqliteEventStore(freshFolder())],
])('the %s store', (_name, open) => {
  it('gives back what was appended, in order', async () => {
    const store = open();
    await store.append([scanned(1), scanned(2)]);
    await store.append([scanned(3)]);
    expect(await everything(store)).toEqual([scanned(1), scanned(2), scanned(3)]);
    await store.close();
  });

  it('is read from any place, however long it is', async () => {
    const store = open();
    await store.append(Array.from({ length: 1234 }, (_, index) => scanned(index + 1)));
    const seen: number[] = [];
    for await (const { seq } of store.read(234)) seen.push(seq);
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, index) => index + 235));
    await store.close();
  });

  it.each([
    ['a number that is taken', [scanned(1)]],
    ['a gap', [scanned(3)]],
    ['a gap inside a batch', [scanned(2), scanned(4)]],
  ])('refuses %s and keeps nothing of it', async (_case, events) => {
    const store = open();
    await store.append([scanned(1)]);
    await expect(async () => store.append(events)).rejects.toMatchObject({
      code: 'ERR_QF_STORE_SEQUENCE',
    });
    expect(await everything(store)).toEqual([scanned(1)]);
    await store.close();
  });
});

describe('the sqlite store', () => {
  it('gives the events back after it was closed and opened again', async () => {
    const folder = freshFolder();
    const first = sqliteEventStore(folder);
    await first.append([scanned(1)]);
    await first.close();
    const second = sqliteEventStore(folder);
    expect(await everything(second)).toEqual([scanned(1)]);
    await second.close();
  });

  it('keeps a folder that it makes out of git, because keys may come to lie in it', async () => {
    const folder = freshFolder();
    await sqliteEventStore(folder).close();
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    const another = freshFolder();
    mkdirSync(another);
    await sqliteEventStore(another).close();
    expect(readdirSync(another)).not.toContain('.gitignore');
  });

  it('refuses a second owner of the folder with a sentence', async () => {
    const folder = freshFolder();
    const owner = sqliteEventStore(folder);
    expect(() => sqliteEventStore(folder)).toThrow(/in use by another sandbox/);
    await owner.close();
  });

  it('names a folder that is none, and what to do', () => {
    const folder = freshFolder();
    writeFileSync(folder, '');
    expect(() => sqliteEventStore(folder)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_STORE_UNUSABLE',
        message: expect.stringMatching(
          `^The data folder ${folder} cannot be used: EEXIST.*Mend it, or choose another folder with --data.$`,
        ),
      }),
    );
  });

  it('names the folder of a journal that is no database, and lets go of it', async () => {
    const folder = freshFolder();
    mkdirSync(folder);
    const file = join(folder, 'journal.db');
    writeFileSync(file, 'what is left of a journal'.repeat(100));
    expect(() => sqliteEventStore(folder)).toThrow(`${folder} cannot be used: file is not`);
    rmSync(file);
    await sqliteEventStore(folder).close();
  });

  it('names the event that cannot be read', async () => {
    const folder = freshFolder();
    await sqliteEventStore(folder).close();
    const database = new DatabaseSync(join(folder, 'journal.db'));
    database.exec(`INSERT INTO journal VALUES (1, '{"seq": 1, "at"')`);
    database.close();
    const store = sqliteEventStore(folder);
    await expect(everything(store)).rejects.toMatchObject({
      code: 'ERR_QF_STORE_UNUSABLE',
      message: expect.stringContaining(`${folder} cannot be used: event 1 is no JSON.`),
    });
    await store.close();
  });

  it('says why nothing could be written, also where the database has given up by itself', async () => {
    const folder = freshFolder();
    await sqliteEventStore(folder).close();
    const database = new DatabaseSync(join(folder, 'journal.db'));
    // What a full disk does to a transaction, without one.
    database.exec(`CREATE TRIGGER full BEFORE INSERT ON journal WHEN NEW.seq = 2
      BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END`);
    database.close();
    const store = sqliteEventStore(folder);
    expect(() => store.append([scanned(1), scanned(2)])).toThrow(
      `${folder} cannot be used: disk is full.`,
    );
    await store.append([scanned(1)]);
    expect(await everything(store)).toEqual([scanned(1)]);
    await store.close();
  });

  it.each(['UPDATE journal SET event = 0', 'DELETE FROM journal'])('refuses %s', async (sql) => {
    const folder = freshFolder();
    const store = sqliteEventStore(folder);
    await store.append([scanned(1)]);
    await store.close();
    const database = new DatabaseSync(join(folder, 'journal.db'));
    expect(() => database.exec(sql)).toThrow(/append-only/);
    database.close();
  });
});
