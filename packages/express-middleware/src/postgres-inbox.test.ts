import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Kysely, sql as kyselySql, PostgresDialect } from 'kysely';
import pg from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fromDrizzle,
  fromKysely,
  fromPostgresJs,
  type PostgresInbox,
  postgresInbox,
  postgresMigration,
  type SqlAdapter,
  type SqlQuery,
} from './postgres.ts';
import { inboxContract, limits, newRecord } from './testing/inbox-contract.ts';
import { manualClock } from './testing/manual-clock.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

const HOUR = 3_600_000;

describeWith(POSTGRES, 'postgresInbox on a real PostgreSQL', () => {
  let server: TestServer;
  let pool: pg.Pool;
  let sql: postgres.Sql;
  let kysely: Kysely<unknown>;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url, max: 60 });
    pool.on('error', () => {});
    sql = postgres(server.url, { max: 60, onnotice: () => {} });
    const kyselyPool = new pg.Pool({ connectionString: server.url, max: 60 });
    kyselyPool.on('error', () => {});
    kysely = new Kysely({ dialect: new PostgresDialect({ pool: kyselyPool }) });
    await Promise.all([1, 2, 3].map(() => postgresInbox(pool).migrate()));
    await pool.query('CREATE TABLE effect (key text, n integer DEFAULT 1)');
  }, 60_000);
  afterAll(async () => {
    await Promise.all([pool.end(), sql.end(), kysely.destroy()]);
    await server.stop();
  });

  const effectsOf = async (key: string) => {
    const { rows } = await pool.query('SELECT sum(n)::int AS sum FROM effect WHERE key = $1', [
      key,
    ]);
    return rows[0].sum ?? 0;
  };

  /** Each driver's inbox, and how its users write with `tx`. */
  const drivers = [
    driver(
      'pg',
      () => postgresInbox(pool),
      (tx, key) => tx.query('INSERT INTO effect VALUES ($1)', [key]),
    ),
    driver(
      'postgres.js',
      () => postgresInbox(fromPostgresJs(sql)),
      (tx, key) => tx`INSERT INTO effect VALUES (${key})`,
    ),
    driver(
      'Kysely',
      () => postgresInbox(fromKysely(kysely)),
      (tx, key) => kyselySql`INSERT INTO effect VALUES (${key})`.execute(tx),
    ),
    driver(
      'Drizzle',
      () => postgresInbox(fromDrizzle(pool, (client) => drizzle(client))),
      (tx, key) => tx.execute(drizzleSql`INSERT INTO effect VALUES (${key})`),
    ),
    driver(
      'an adapter of one’s own that knows no signal',
      () => postgresInbox(callbackAdapter(pool)),
      (tx, key) => tx('INSERT INTO effect VALUES ($1)', [key]),
    ),
  ];

  describe.each(drivers)('through $name', ({ open, write }) => {
    inboxContract(() => ({ inbox: open(), other: postgresInbox(pool), isDurable: true }));

    it('commits the handler’s write with the memory of it', async () => {
      const record = newRecord();
      await open().run(record, ({ tx }) => write(tx, record.key), limits());
      expect(await effectsOf(record.key)).toBe(1);
    });

    it('undoes the handler’s write when it rejects', async () => {
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await write(tx, record.key);
        throw new Error('no stock');
      };
      await expect(open().run(record, work, limits())).rejects.toThrow('no stock');
      expect(await effectsOf(record.key)).toBe(0);
    });

    it('does not take a transaction that PostgreSQL will not commit for done', async () => {
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await write(tx, record.key);
        // A text column takes no zero byte: the statement fails, and the handler looks away.
        await write(tx, '\0').catch(() => {});
      };
      await expect(open().run(record, work, limits())).rejects.toThrow();
      expect(await effectsOf(record.key)).toBe(0);
      expect(await open().peek(record)).toBeUndefined();
    });

    it('lets a handler that was given up write nothing more', async () => {
      const record = newRecord();
      const stop = new AbortController();
      let late: Promise<unknown> = Promise.resolve();
      let wake = () => {};
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const running = open().run(
        record,
        async ({ tx }) => {
          await write(tx, record.key);
          stop.abort(new Error('too slow'));
          late = woken.then(() => write(tx, record.key));
          late.catch(() => {});
          await late;
        },
        limits({ stop }),
      );
      await expect(running).rejects.toThrow('too slow');
      await expect
        .poll(() => open().run(record, async () => {}, limits()))
        .toMatchObject({ state: 'done' });
      wake();
      await expect(late).rejects.toThrow();
      expect(await effectsOf(record.key)).toBe(0);
    });

    it('hands kept events to workers, one each', async () => {
      const inbox = open();
      const records = [newRecord(), newRecord(), newRecord()];
      const body = new TextEncoder().encode('{"a":"奶茶"}');
      for (const record of records) {
        expect(await inbox.keep(record, { body, late: true })).toMatchObject({ state: 'received' });
      }
      const [first] = records;
      expect(await inbox.keep(first as never, { body, late: true })).toMatchObject({
        state: 'duplicate',
      });
      const { count, oldest } = await inbox.waiting();
      expect([count, (oldest ?? -1) >= 0]).toEqual([3, true]);
      const taken: string[] = [];
      const take = () =>
        inbox.take(
          async ({ key, body: kept, late }, { tx }) => {
            taken.push(`${key} ${late} ${new TextDecoder().decode(kept)}`);
            await write(tx, key);
          },
          { workTime: 5_000, stop: new AbortController() },
        );
      const found = await Promise.all([take(), take(), take(), take()]);
      expect(found.map((settled) => settled?.state ?? 'none').sort()).toEqual([
        'done',
        'done',
        'done',
        'none',
      ]);
      expect(taken.sort()).toEqual(records.map(({ key }) => `${key} true {"a":"奶茶"}`).sort());
      for (const { key } of records) expect(await effectsOf(key)).toBe(1);
      expect(await inbox.waiting()).toEqual({ count: 0, oldest: undefined });
    });
  });

  it('puts a kept event off when its handler fails', async () => {
    const inbox = postgresInbox(pool);
    const record = newRecord();
    await inbox.keep(record, { body: new Uint8Array([1]), late: false });
    const options = () => ({ workTime: 5_000, stop: new AbortController() });
    const failing = async () => {
      throw new Error('not now');
    };
    await expect(inbox.take(failing, options())).rejects.toThrow('not now');
    expect(await inbox.take(failing, options())).toBeUndefined();
    expect((await inbox.waiting()).count).toBe(1);
    await pool.query('UPDATE qf_inbox SET due_at = now() WHERE key = $1', [record.key]);
    expect(await inbox.take(async () => {}, options())).toMatchObject({ state: 'done' });
    const { rows } = await pool.query('SELECT state, attempts, body FROM qf_inbox WHERE key = $1', [
      record.key,
    ]);
    expect(rows).toEqual([{ state: 'done', attempts: 1, body: null }]);
  });

  it('keeps what was set aside, with its reason and its body', async () => {
    const record = newRecord();
    const body = new TextEncoder().encode('{}');
    await postgresInbox(pool).setAside(record, 'amount', body);
    const { rows } = await pool.query('SELECT * FROM qf_inbox WHERE key = $1', [record.key]);
    expect(rows).toMatchObject([{ state: 'set_aside', reason: 'amount', body: Buffer.from(body) }]);
  });

  it('gives the handler’s own statements their own lock timeout back', async () => {
    const shown: unknown[] = [];
    const show = async (tx: pg.PoolClient) => {
      shown.push((await tx.query('SHOW lock_timeout')).rows[0].lock_timeout);
    };
    const inbox = postgresInbox(pool);
    await inbox.run(newRecord(), ({ tx }) => show(tx), limits());
    await inbox.keep(newRecord(), { body: new Uint8Array(), late: false });
    await inbox.take((_kept, { tx }) => show(tx), limits());
    expect(shown).toEqual(['0', '0']);
    expect((await pool.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '0' }]);
  });

  it('says so when the handler ends the transaction itself', async () => {
    const work = async ({ tx }: { tx: pg.PoolClient }) => {
      await tx.query('COMMIT');
    };
    await expect(postgresInbox(pool).run(newRecord(), work, limits())).rejects.toMatchObject({
      code: 'ERR_QF_TRANSACTION_ENDED',
    });
  });

  it('rejects when the connection is lost while the handler works', async () => {
    const record = newRecord();
    const work = async ({ tx }: { tx: pg.PoolClient }) => {
      await tx.query('INSERT INTO effect VALUES ($1)', [record.key]);
      const { rows } = await tx.query('SELECT pg_backend_pid() AS pid');
      await pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    };
    await expect(postgresInbox(pool).run(record, work, limits())).rejects.toThrow();
    expect(await effectsOf(record.key)).toBe(0);
  });

  it('forgets settled events beyond the retention, and only those', async () => {
    const clock = manualClock();
    const inbox = postgresInbox(pool, { table: 'qf_pruned', retention: 3 * 24 * HOUR, clock });
    await inbox.migrate();
    const [old, young, waiting] = [newRecord(), newRecord(), newRecord()];
    await inbox.run(old, async () => {}, limits());
    await inbox.keep(waiting, { body: new Uint8Array(), late: false });
    await pool.query("UPDATE qf_pruned SET first_seen = now() - interval '73 hours'");
    await inbox.run(young, async () => {}, limits());
    expect(await inbox.peek(old)).toMatchObject({ state: 'duplicate' });
    clock.advance(HOUR);
    await inbox.run(newRecord(), async () => {}, limits());
    await expect.poll(() => inbox.peek(old)).toBeUndefined();
    expect(await inbox.peek(young)).toMatchObject({ state: 'duplicate' });
    expect((await inbox.waiting()).count).toBe(1);
    expect(await inbox.prune()).toBe(0);
  });

  it('forgets nothing where the retention has no end', async () => {
    const inbox = postgresInbox(pool, { retention: Infinity });
    const record = newRecord();
    await inbox.run(record, async () => {}, limits());
    await pool.query(
      "UPDATE qf_inbox SET first_seen = now() - interval '50 years' WHERE key = $1",
      [record.key],
    );
    expect(await inbox.prune()).toBe(0);
    expect(await inbox.peek(record)).toMatchObject({ state: 'duplicate' });
  });

  it('lives in another schema under another name', async () => {
    await pool.query('CREATE SCHEMA payments');
    const inbox: PostgresInbox<unknown> = postgresInbox(pool, { table: 'payments.inbox' });
    await pool.query(postgresMigration('payments.inbox'));
    await inbox.migrate();
    expect(await inbox.run(newRecord(), async () => {}, limits())).toMatchObject({ state: 'done' });
  });

  it.each(['qf inbox', 'Inbox', 'a.b.c', '', "x'; DROP TABLE y"])(
    'refuses a table named %j',
    (table) => {
      expect(() => postgresInbox(pool, { table })).toThrow(/inbox table/);
      expect(() => postgresMigration(table)).toThrow(/inbox table/);
    },
  );
});

/** Transactions that are callbacks, as Prisma's are: over with the callback, and closed to whoever writes later. */
function callbackAdapter(pool: pg.Pool): SqlAdapter<SqlQuery> {
  const rows = async (target: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[]) =>
    (await target.query(text, [...values])).rows;
  return {
    query: (text, values) => rows(pool, text, values),
    transaction: async (work) => {
      const client = await pool.connect();
      let isOver = false;
      const tx: SqlQuery = async (text, values) => {
        if (isOver) throw new Error('Transaction already closed');
        return rows(client, text, values);
      };
      try {
        await client.query('BEGIN');
        const result = await work(tx, tx);
        isOver = true;
        await client.query('COMMIT');
        return result;
      } catch (error) {
        isOver = true;
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
  };
}

interface Driver {
  readonly name: string;
  readonly open: () => PostgresInbox<unknown>;
  readonly write: (tx: unknown, key: string) => Promise<void>;
}

/** Ties a driver's inbox and its way of writing together, so that both have the same `tx`. */
function driver<Tx>(
  name: string,
  open: () => PostgresInbox<Tx>,
  write: (tx: Tx, key: string) => PromiseLike<unknown>,
): Driver {
  return {
    name,
    open: open as () => PostgresInbox<unknown>,
    write: async (tx, key) => {
      await write(tx as Tx, key);
    },
  };
}
