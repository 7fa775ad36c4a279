import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromPostgresJs, type PostgresInbox, postgresInbox } from './postgres.ts';
import { limits, newRecord } from './testing/inbox-contract.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

const ENDED = { code: 'ERR_QF_TRANSACTION_ENDED' };

describeWith(POSTGRES, 'fromPostgresJs', () => {
  let server: TestServer;
  let sql: postgres.Sql;
  let inbox: PostgresInbox<postgres.TransactionSql>;
  const folder = mkdtempSync(join(tmpdir(), 'qf-sql-'));
  const file = join(folder, 'effect.sql');

  beforeAll(async () => {
    server = await startPostgres();
    sql = postgres(server.url, { max: 1, onnotice: () => {} });
    inbox = postgresInbox(fromPostgresJs(sql));
    await inbox.migrate();
    await sql`CREATE TABLE effect (key text)`;
    writeFileSync(file, 'INSERT INTO effect VALUES ($1)');
  }, 60_000);
  afterAll(async () => {
    await sql.end();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const effectsOf = async (key: string) => (await sql`SELECT FROM effect WHERE key = ${key}`).count;

  it('takes every way of its transactions to write', async () => {
    const { key, ...record } = newRecord();
    const work = async ({ tx }: { tx: postgres.TransactionSql }) => {
      const name = tx('effect');
      await tx`INSERT INTO ${name} ${tx({ key })}`;
      await tx.file(file, [key]);
      await tx.unsafe('INSERT INTO effect VALUES ($1)', [key]).execute();
      await tx.savepoint('named', (sp) => sp`INSERT INTO effect VALUES (${key})`);
      await tx.savepoint((sp) => [
        sp`INSERT INTO effect VALUES (${key})`,
        sp`INSERT INTO effect VALUES (${key})`,
      ]);
      const seen: unknown[] = [];
      await tx`SELECT key FROM effect WHERE key = ${key}`.cursor(2, (rows) => {
        seen.push(...rows);
      });
      await tx`SELECT key FROM effect WHERE key = ${key}`.forEach((row) => {
        seen.push(row);
      });
      expect(seen).toHaveLength(12);
      await expect(tx.file(join(folder, 'none.sql'))).rejects.toThrow('ENOENT');
    };
    expect(await inbox.run({ key, ...record }, work, limits())).toMatchObject({ state: 'done' });
    expect(await effectsOf(key)).toBe(6);
  });

  it('notifies with its transaction, and not without it', async () => {
    const listener = postgres(server.url, { max: 1 });
    const heard: string[] = [];
    await listener.listen('orders', (payload) => heard.push(payload));
    const late: (() => PromiseLike<unknown>)[] = [];
    const work =
      (payload: string, error?: Error) =>
      async ({ tx }: { tx: postgres.TransactionSql }) => {
        await tx.notify('orders', payload);
        late.push(() => tx.notify('orders', 'late'));
        if (error !== undefined) throw error;
        await tx.savepoint((sp) => sp.notify('orders', `${payload} again`));
      };
    try {
      const failing = work('undone', new Error('no stock'));
      await expect(inbox.run(newRecord(), failing, limits())).rejects.toThrow('no stock');
      await inbox.run(newRecord(), work('done'), limits());
      for (const each of late) await expect(each()).rejects.toMatchObject(ENDED);
      await expect.poll(() => heard).toEqual(['done', 'done again']);
    } finally {
      await listener.end();
    }
  });

  it('sends no query later that was made before the end', async () => {
    const record = newRecord();
    const { key } = record;
    const late: (() => PromiseLike<unknown>)[] = [];
    const work = async ({ tx }: { tx: postgres.TransactionSql }) => {
      const [plain, executed, read] = [1, 2, 3].map(() => tx`INSERT INTO effect VALUES (${key})`);
      late.push(
        () => plain as PromiseLike<unknown>,
        () => executed?.execute() as PromiseLike<unknown>,
        () => read?.forEach(() => {}) as PromiseLike<unknown>,
        () => tx.file(file, [key]),
        () => tx.savepoint((sp) => sp`INSERT INTO effect VALUES (${key})`),
      );
      throw new Error('no stock');
    };
    await expect(inbox.run(record, work, limits())).rejects.toThrow('no stock');
    for (const each of late) await expect(each()).rejects.toMatchObject(ENDED);
    expect(await effectsOf(key)).toBe(0);
  });

  it('sends no file that was read after the end', async () => {
    const record = newRecord();
    let reading: Promise<unknown> = Promise.resolve();
    const work = async ({ tx }: { tx: postgres.TransactionSql }) => {
      reading = tx.file(file, [record.key]).execute();
      reading.catch(() => {});
      // The query is asked for, and its file is on its way.
      await null;
      throw new Error('no stock');
    };
    await expect(inbox.run(record, work, limits())).rejects.toThrow('no stock');
    await expect(reading).rejects.toMatchObject(ENDED);
    expect(await effectsOf(record.key)).toBe(0);
  });

  it('takes no second phase, which would leave the memory uncommitted', async () => {
    const record = newRecord();
    const work = async ({ tx }: { tx: postgres.TransactionSql }) => {
      (tx as unknown as { prepare(name: string): void }).prepare('x');
    };
    await expect(inbox.run(record, work, limits())).rejects.toMatchObject(ENDED);
    expect(await inbox.peek(record)).toBeUndefined();
  });

  it.each(['camel', 'pascal', 'kebab'] as const)(
    'reads its own rows whatever names the driver gives to columns (%s)',
    async (name) => {
      const renaming = postgres(server.url, { transform: postgres[name], onnotice: () => {} });
      try {
        const renamed = postgresInbox(fromPostgresJs(renaming));
        const [done, kept] = [newRecord(), newRecord()];
        expect(await renamed.run(done, async () => {}, limits())).toMatchObject({ state: 'done' });
        expect(await renamed.peek(done)).toMatchObject({ state: 'duplicate' });
        const body = new TextEncoder().encode('{}');
        await renamed.keep(kept, { body, late: true });
        expect(await renamed.waiting()).toEqual({ count: 1, oldest: expect.any(Number) });
        const taken: unknown[] = [];
        await renamed.take(async (event) => void taken.push(event), limits());
        expect(taken).toMatchObject([{ key: kept.key, account: 'default', late: true }]);
        expect(await renamed.waiting()).toEqual({ count: 0, oldest: undefined });
      } finally {
        await renaming.end();
      }
    },
  );

  it('refuses a client whose queries it cannot guard', () => {
    const other = { unsafe: async () => [], begin: async () => {} };
    expect(() => fromPostgresJs(other)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_OPTIONS' }),
    );
  });
});
