import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresInbox, postgresInbox } from './postgres.ts';
import { limits, newRecord } from './testing/inbox-contract.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

const ENDED = expect.objectContaining({ code: 'ERR_QF_TRANSACTION_ENDED' });

describeWith(POSTGRES, 'the client that a handler gets', () => {
  let server: TestServer;
  let pool: pg.Pool;
  let inbox: PostgresInbox<pg.PoolClient>;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url, max: 1 });
    pool.on('error', () => {});
    inbox = postgresInbox(pool);
    await inbox.migrate();
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  it.each(['release', 'end'] as const)('cannot be given away with %s()', async (name) => {
    const record = newRecord();
    const work = async ({ tx }: { tx: pg.PoolClient & { end?: () => void } }) => {
      tx[name]?.();
    };
    await expect(inbox.run(record, work, limits())).rejects.toEqual(ENDED);
    expect(await inbox.run(record, async () => {}, limits())).toMatchObject({ state: 'done' });
  });

  it('answers callbacks, and refuses them in their own way', async () => {
    const answers: unknown[] = [];
    const asked = (tx: pg.PoolClient, text: string) =>
      new Promise<void>((resolve) => {
        void tx.query(text, (error: Error | undefined, result) => {
          answers.push(error ?? result.rows[0].n);
          resolve();
        });
      });
    let left: pg.PoolClient | undefined;
    const work = async ({ tx }: { tx: pg.PoolClient }) => {
      left = tx;
      await asked(tx, 'SELECT 1 AS n');
      await asked(tx, 'COMMIT');
    };
    await inbox.run(newRecord(), work, limits());
    await asked(left as pg.PoolClient, 'SELECT 2 AS n');
    expect(answers).toEqual([1, ENDED, ENDED]);
  });

  it('takes statements as configurations, and is the client otherwise', async () => {
    const work = async ({ tx }: { tx: pg.PoolClient }) => {
      expect(tx).toBeInstanceOf(pg.Client);
      const { rows } = await tx.query({ text: 'SELECT $1::int AS n', values: [3] });
      expect(rows).toEqual([{ n: 3 }]);
      await expect(tx.query({ text: 'ROLLBACK' })).rejects.toEqual(ENDED);
      const quoted = tx.escapeLiteral("it's");
      expect(quoted).toBe("'it''s'");
    };
    expect(await inbox.run(newRecord(), work, limits())).toMatchObject({ state: 'done' });
  });

  it('survives the loss of a connection that nobody uses', async () => {
    const losing = new pg.Pool({ connectionString: server.url, max: 1 });
    const other = postgresInbox(losing);
    postgresInbox(losing);
    const [row] = (await losing.query('SELECT pg_backend_pid() AS pid')).rows;
    const lost = new Promise<void>((resolve) => losing.once('remove', () => resolve()));
    await pool.query('SELECT pg_terminate_backend($1)', [row.pid]);
    await lost;
    expect(losing.listenerCount('error')).toBe(1);
    expect(await other.run(newRecord(), async () => {}, limits())).toMatchObject({ state: 'done' });
    await losing.end();
  });

  it('does not begin what was given up while it waited for a connection', async () => {
    const held = await pool.connect();
    const stop = new AbortController();
    const mustNotRun = () => Promise.reject(new Error('This must not run.'));
    const running = inbox.run(newRecord(), mustNotRun, limits({ stop }));
    stop.abort(new Error('too slow'));
    held.release();
    await expect(running).rejects.toThrow('too slow');
    expect(pool.totalCount).toBe(1);
  });
});
