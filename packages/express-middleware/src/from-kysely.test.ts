import { type CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromKysely, type PostgresInbox, postgresInbox } from './postgres.ts';
import { limits, newRecord } from './testing/inbox-contract.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

interface Tables {
  effect: { key: string };
}
type Tx = Transaction<Tables>;

const ENDED = { code: 'ERR_QF_TRANSACTION_ENDED' };

describeWith(POSTGRES, 'fromKysely', () => {
  let server: TestServer;
  let pool: pg.Pool;
  let db: Kysely<Tables>;
  let inbox: PostgresInbox<Tx>;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url, max: 1 });
    pool.on('error', () => {});
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    inbox = postgresInbox(fromKysely(db, pool));
    await inbox.migrate();
    await sql`CREATE TABLE effect (key text)`.execute(db);
  }, 60_000);
  afterAll(async () => {
    await db.destroy();
    await server.stop();
  });

  const effectsOf = async (key: string) =>
    (await db.selectFrom('effect').where('key', '=', key).select('key').execute()).length;

  it('takes every way of its transactions to write', async () => {
    const record = newRecord();
    const values = { key: record.key };
    const work = async ({ tx }: { tx: Tx }) => {
      expect(tx.isTransaction).toBe(true);
      await tx.insertInto('effect').values(values).execute();
      await tx.withSchema('public').insertInto('effect').values(values).execute();
      await tx.withoutPlugins().insertInto('effect').values(values).execute();
      await tx.executeQuery(tx.insertInto('effect').values(values).compile());
      await sql`INSERT INTO effect VALUES (${record.key})`.execute(tx);
      const { n } = await tx
        .selectFrom('effect')
        .where('key', '=', record.key)
        .select((each) => each.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow();
      expect(n).toBe('5');
    };
    expect(await inbox.run(record, work, limits())).toMatchObject({ state: 'done' });
    expect(await effectsOf(record.key)).toBe(5);
  });

  it('lets nothing through once its handler has settled, however it was made', async () => {
    const record = newRecord();
    const late: (() => Promise<unknown>)[] = [];
    const work = async ({ tx }: { tx: Tx }) => {
      const insert = (through: Pick<Tx, 'insertInto'>) =>
        through.insertInto('effect').values({ key: record.key });
      const compiled: CompiledQuery = insert(tx).compile();
      const [schema, bare] = [tx.withSchema('public'), tx.withoutPlugins()];
      late.push(
        () => insert(tx).execute(),
        () => insert(schema).execute(),
        () => insert(bare).execute(),
        () => tx.executeQuery(compiled),
        () => bare.executeQuery(compiled),
      );
      throw new Error('no stock');
    };
    await expect(inbox.run(record, work, limits())).rejects.toThrow('no stock');
    for (const each of late) await expect(each()).rejects.toMatchObject(ENDED);
    expect(await effectsOf(record.key)).toBe(0);
  });

  it('starts no other transaction on the connection of its own', async () => {
    const record = newRecord();
    const work = async ({ tx }: { tx: Tx }) => {
      await tx.insertInto('effect').values({ key: record.key }).execute();
      const inner = await tx.withSchema('public').startTransaction().execute();
      await inner.commit().execute();
    };
    await expect(inbox.run(record, work, limits())).rejects.toMatchObject(ENDED);
    expect(await effectsOf(record.key)).toBe(0);
    expect(await inbox.peek(record)).toBeUndefined();
  });

  it('survives the loss of a connection that nobody uses', async () => {
    const losing = new pg.Pool({ connectionString: server.url, max: 1 });
    const other = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: losing }) });
    for (const _ of Array(3)) fromKysely(other, losing);
    expect(['error', 'acquire'].map((name) => losing.listenerCount(name))).toEqual([1, 1]);
    const [row] = (await losing.query('SELECT pg_backend_pid() AS pid')).rows;
    const lost = new Promise<void>((resolve) => losing.once('remove', () => resolve()));
    await pool.query('SELECT pg_terminate_backend($1)', [row.pid]);
    await lost;
    expect((await losing.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    await losing.end();
  });

  it('leaves the server’s limit for idle transactions out where it does not know the pool', async () => {
    const shown: unknown[] = [];
    const show = async ({ tx }: { tx: Tx }) => {
      const { rows } = await sql<Record<string, string>>`
        SHOW idle_in_transaction_session_timeout`.execute(tx);
      shown.push(rows[0]?.['idle_in_transaction_session_timeout']);
    };
    await inbox.run(newRecord(), show, limits());
    await postgresInbox(fromKysely(db)).run(newRecord(), show, limits());
    expect(shown).toEqual(['15s', '0']);
  });
});
