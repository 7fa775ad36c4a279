import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fromPg,
  type PostgresInbox,
  postgresInbox,
  postgresMigration,
  type SqlAdapter,
  type SqlQuery,
} from './postgres.ts';
import { newGate } from './testing/gate.ts';
import { inboxContract, limits, newRecord } from './testing/inbox-contract.ts';
import { manualClock } from './testing/manual-clock.ts';
import { afterTheLastWord, type Driver, openDrivers } from './testing/postgres-drivers.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

const HOUR = 3_600_000;

/** For a busy machine. */
const PATIENT = { timeout: 4_000 };

describeWith(POSTGRES, 'postgresInbox on a real PostgreSQL', () => {
  let server: TestServer;
  let pool: pg.Pool;
  let opened: ReturnType<typeof openDrivers>;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url, max: 60 });
    pool.on('error', () => {});
    opened = openDrivers(server.url, 40);
    await Promise.all([1, 2, 3].map(() => postgresInbox(pool).migrate()));
    await pool.query('CREATE TABLE effect (key text, n integer DEFAULT 1)');
  }, 60_000);
  afterAll(async () => {
    await Promise.all([pool.end(), opened.close()]);
    await server.stop();
  });

  const effectsOf = async (key: string) => {
    const { rows } = await pool.query('SELECT sum(n)::int AS sum FROM effect WHERE key = $1', [
      key,
    ]);
    return rows[0].sum ?? 0;
  };

  const OWN = 'an adapter of one’s own that knows no signal';
  const driverOf = (name: string): Pick<Driver, 'adapter' | 'write'> =>
    opened.drivers.find((each) => each.name === name) ?? {
      adapter: callbackAdapter(pool) as SqlAdapter<unknown>,
      write: (tx, key) => (tx as SqlQuery)('INSERT INTO effect VALUES ($1)', [key]),
    };

  describe.each(['pg', 'postgres.js', 'Kysely', 'Drizzle', OWN])('through %s', (name) => {
    const open = () => postgresInbox(driverOf(name).adapter);
    const write = async (tx: unknown, key: string) => {
      await driverOf(name).write(tx, key);
    };

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
        .poll(() => open().run(record, async () => {}, limits()), PATIENT)
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
    expect(rows).toEqual([{ state: 'done', attempts: 2, body: null }]);
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

  it('hands out the others first, when an event has ended the process that worked on it', async () => {
    const records = [newRecord(), newRecord()] as const;
    const inbox = postgresInbox(pool);
    for (const record of records) await inbox.keep(record, { body: new Uint8Array(), late: false });
    const process = new AbortController();
    const taken: string[] = [];
    const dropped = newGate();
    const dying = inbox.take(
      async ({ key }, { tx }) => {
        taken.push(key);
        const { rows } = await tx.query('SELECT pg_backend_pid() AS pid');
        await pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
        dropped.open();
        await new Promise(() => {});
      },
      limits({ stop: process }),
    );
    await dropped.opened;
    const work = async ({ key }: { key: string }) => {
      taken.push(key);
    };
    expect(await inbox.take(work, limits())).toMatchObject({ state: 'done' });
    expect(taken).toEqual(records.map(({ key }) => key));
    process.abort(new Error('gone'));
    await expect(dying).rejects.toThrow('gone');
    await pool.query('UPDATE qf_inbox SET due_at = now() WHERE key = $1', [records[0].key]);
    expect(await inbox.take(work, limits())).toMatchObject({ state: 'done' });
  });

  it('hands a kept event out once, whatever role and search path its handler sets', async () => {
    await pool.query(`CREATE SCHEMA shop; CREATE ROLE shop; GRANT ALL ON effect TO shop;
      GRANT SELECT, UPDATE ON qf_inbox TO shop; ALTER TABLE qf_inbox ENABLE ROW LEVEL SECURITY`);
    await postgresInbox(pool, { table: 'shop.qf_inbox' }).migrate();
    const inbox = postgresInbox(pool);
    const body = new Uint8Array();
    for (const setting of ['search_path = shop', 'ROLE shop']) {
      const record = newRecord();
      await inbox.keep(record, { body, late: false });
      const work = async ({ key }: { key: string }, { tx }: { tx: pg.PoolClient }) => {
        await tx.query(`SET LOCAL ${setting}`);
        await tx.query('INSERT INTO public.effect VALUES ($1)', [key]);
      };
      expect(await inbox.take(work, limits())).toMatchObject({ state: 'done' });
      expect(await inbox.take(work, limits())).toBeUndefined();
      expect(await effectsOf(record.key)).toBe(1);
    }
    await pool.query('ALTER TABLE qf_inbox DISABLE ROW LEVEL SECURITY');
  });

  it('waits for the disk where the database’s other commits do not', async () => {
    const adapter = fromPg(pool);
    const settings = ['off', 'local', 'remote_apply'];
    const seen: unknown[] = [];
    for (const setting of settings) {
      const inbox = postgresInbox<pg.PoolClient>({
        ...adapter,
        transaction: (work, signal) =>
          adapter.transaction(async (tx, query, close) => {
            await query(`SET LOCAL synchronous_commit = ${setting}`, []);
            const made = await work(tx, query, close);
            const [row] = await query('SHOW synchronous_commit', []);
            seen.push(row?.['synchronous_commit']);
            return made;
          }, signal),
      });
      await inbox.run(newRecord(), async () => {}, limits());
      await inbox.setAside(newRecord(), 'amount', new Uint8Array());
    }
    expect(seen).toEqual(['on', 'on', 'local', 'local', 'remote_apply', 'remote_apply']);
  });

  it('forgets settled events beyond the retention, and only those', async () => {
    const clock = manualClock();
    const inbox = postgresInbox(pool, { table: 'qf_pruned', retention: 3 * 24 * HOUR, clock });
    await inbox.migrate();
    const [old, young, waiting] = [newRecord(), newRecord(), newRecord()];
    await inbox.run(old, async () => {}, limits());
    await inbox.keep(waiting, { body: new Uint8Array(), late: false });
    // What is done with the first event has nothing to forget yet.
    await inbox.prune();
    await pool.query("UPDATE qf_pruned SET first_seen = now() - interval '73 hours'");
    await inbox.run(young, async () => {}, limits());
    expect(await inbox.peek(old)).toMatchObject({ state: 'duplicate' });
    clock.advance(HOUR);
    await inbox.run(newRecord(), async () => {}, limits());
    await expect.poll(() => inbox.peek(old), PATIENT).toBeUndefined();
    expect(await inbox.peek(young)).toMatchObject({ state: 'duplicate' });
    expect((await inbox.waiting()).count).toBe(1);
    expect(await inbox.prune()).toBe(0);
  });

  it('forgets a few thousand at once, so that deliveries have their turn', async () => {
    const adapter = fromPg(pool);
    const counts: unknown[] = [];
    const query: SqlQuery = async (text, values) => {
      const rows = await adapter.query(text, values);
      counts.push(...rows.map(({ count }) => count));
      return rows;
    };
    const inbox = postgresInbox({ ...adapter, query }, { table: 'qf_many' });
    await inbox.migrate();
    await pool.query(`INSERT INTO qf_many (key, fingerprint, state, type, first_seen)
      SELECT i, '', 'done', 'payment', now() - interval '91 days' FROM generate_series(1, 7000) AS i`);
    expect(await inbox.prune()).toBe(7_000);
    expect(counts).toEqual(['5000', '2000']);
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

  it('creates nothing twice: who works in it is not waited for, nor held up', async () => {
    const inbox = postgresInbox(pool);
    const work = async () => {
      await inbox.migrate();
      expect(await inbox.run(newRecord(), async () => {}, limits())).toMatchObject({
        state: 'done',
      });
    };
    expect(await inbox.run(newRecord(), work, limits())).toMatchObject({ state: 'done' });
  });

  it('migrates a table from before there were accounts', async () => {
    const inbox = postgresInbox(pool, { table: 'qf_before' });
    await inbox.migrate();
    await pool.query('ALTER TABLE qf_before DROP COLUMN account; DROP INDEX qf_before_due');
    await inbox.migrate();
    const record = { ...newRecord(), account: 'shop' };
    await inbox.run(record, async () => {}, limits());
    const { rows } = await pool.query('SELECT account FROM qf_before WHERE key = $1', [record.key]);
    expect(rows).toEqual([{ account: 'shop' }]);
  });

  it.each(['keep', 'setAside', 'take'] as const)(
    'forgets with the first event, when that is to %s',
    async (way) => {
      const table = `qf_${way.toLowerCase()}`;
      const inbox = postgresInbox(pool, { table });
      await inbox.migrate();
      const [old, waiting] = [newRecord(), newRecord()];
      await inbox.keep(waiting, { body: new Uint8Array(), late: false });
      await inbox.run(old, async () => {}, limits());
      await inbox.prune();
      await pool.query(`UPDATE ${table} SET first_seen = now() - interval '91 days'`);
      const started = postgresInbox(pool, { table });
      const ways = {
        keep: () => started.keep(newRecord(), { body: new Uint8Array(), late: false }),
        setAside: () => started.setAside(newRecord(), 'amount', new Uint8Array()),
        take: () => started.take(async () => {}, limits()),
      };
      await ways[way]();
      await expect.poll(() => started.peek(old), PATIENT).toBeUndefined();
    },
  );

  it('writes nothing later that it could not remember in time', async () => {
    const [first, second] = [newRecord(), newRecord()];
    const inbox = postgresInbox(pool);
    const other = postgresInbox(opened.drivers[1]?.adapter as SqlAdapter<unknown>);
    const failing = async () => {
      expect(await other.setAside(first, 'amount', new Uint8Array())).toEqual({ state: 'busy' });
      expect(await inbox.keep(first, { body: new Uint8Array(), late: false })).toEqual({
        state: 'busy',
      });
      throw new Error('no stock');
    };
    await expect(inbox.run(first, failing, limits())).rejects.toThrow('no stock');
    expect(await inbox.peek(first)).toBeUndefined();

    const clock = manualClock();
    const single = new pg.Pool({ connectionString: server.url, max: 1 });
    try {
      const held = await single.connect();
      const late = postgresInbox(single, { clock }).setAside(second, 'amount', new Uint8Array());
      clock.advance(1_300);
      held.release();
      await expect(late).rejects.toMatchObject({ code: 'ERR_QF_TIME_LIMIT' });
      expect(await inbox.peek(second)).toBeUndefined();
    } finally {
      await single.end();
    }
  });

  it('asks nothing more of a transaction that was given up, which would be remembered', async () => {
    const record = newRecord();
    const client = await pool.connect();
    const stop = new AbortController();
    const rolledBack = newGate();
    const query: SqlQuery = async (text, values) => {
      const { rows } = await client.query(text, [...values]);
      if (text.includes('lock_timeout')) {
        stop.abort(new Error('too slow'));
        await rolledBack.opened;
      }
      return rows;
    };
    const transaction: SqlAdapter<undefined>['transaction'] = async (work) => {
      await client.query('BEGIN');
      try {
        return await work(undefined, query);
      } finally {
        await client.query('ROLLBACK');
        rolledBack.open();
      }
    };
    const mustNotRun = () => Promise.reject(new Error('This must not run.'));
    const inbox = postgresInbox({ query, transaction });
    await expect(inbox.run(record, mustNotRun, limits({ stop }))).rejects.toThrow('too slow');
    await client.query('SELECT 1');
    client.release();
    expect(await postgresInbox(pool).peek(record)).toBeUndefined();
  });

  it.each(['pg', 'postgres.js', 'Kysely', 'Drizzle'])(
    'keeps the body out of its errors: %s',
    async (name) => {
      const table = `qf_strict_${name.replace('.', '').toLowerCase()}`;
      const inbox = postgresInbox(driverOf(name).adapter, { table });
      await inbox.migrate();
      await pool.query(`ALTER TABLE ${table} ADD CONSTRAINT strict CHECK (state = 'done')`);
      const body = new TextEncoder().encode('{"goods_name":"private matter"}');
      const hex = Buffer.from(body).toString('hex');
      for (const asked of [
        () => inbox.setAside(newRecord(), 'amount', body),
        () => inbox.keep(newRecord(), { body, late: false }),
      ]) {
        const error: unknown = await asked().catch((each) => each);
        expect(error).toMatchObject({ code: '23514', message: expect.stringMatching(/strict/) });
        const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
        expect(shown).not.toMatch(new RegExp(`${hex.slice(0, 20)}|Failing row`));
      }
    },
  );

  it('tells a handler’s own error as it was thrown', async () => {
    const thrown = Object.assign(new Error('no stock'), { detail: 'shelf 4' });
    const failing = () => Promise.reject(thrown);
    await expect(postgresInbox(pool).run(newRecord(), failing, limits())).rejects.toBe(thrown);
  });

  it('says what to do where it has no table', async () => {
    const inbox = postgresInbox(pool, { table: 'missing' });
    const asked = [
      () => inbox.peek(newRecord()),
      () => inbox.run(newRecord(), async () => {}, limits()),
      () => inbox.setAside(newRecord(), 'amount', new Uint8Array()),
      () => inbox.take(async () => {}, limits()),
    ];
    for (const each of asked) {
      await expect(each()).rejects.toMatchObject({
        code: 'ERR_QF_INBOX_SCHEMA',
        message: expect.stringMatching(/missing.*migrate\(\)/),
      });
    }
  });

  it('does not believe an adapter’s commit that PostgreSQL made a rollback', async () => {
    const record = newRecord();
    const late = afterTheLastWord(callbackAdapter(pool), async (tx) => {
      await expect(tx('SELECT 1 / 0', [])).rejects.toThrow();
    });
    const work = async ({ tx }: { tx: SqlQuery }) => {
      await tx('INSERT INTO effect VALUES ($1)', [record.key]);
    };
    await expect(postgresInbox(late).run(record, work, limits())).rejects.toMatchObject({
      code: 'ERR_QF_TRANSACTION_ENDED',
    });
    expect(await effectsOf(record.key)).toBe(0);
    expect(await postgresInbox(pool).peek(record)).toBeUndefined();
  });

  it('knows a lock timeout in the error of a driver that wraps it as Prisma does', async () => {
    const wrapped = async <Value>(asked: Promise<Value>) =>
      asked.catch((error) => {
        const meta = { code: error.code, message: error.message };
        throw Object.assign(new Error('Raw query failed.'), { code: 'P2010', meta });
      });
    const adapter = callbackAdapter(pool);
    const prisma: SqlAdapter<SqlQuery> = {
      ...adapter,
      transaction: (work, signal) =>
        adapter.transaction(
          (tx, query) => work(tx, (text, values) => wrapped(query(text, values))),
          signal,
        ),
    };
    const record = newRecord();
    const busy = async () => {
      const answer = await postgresInbox(prisma).run(
        record,
        async () => {},
        limits({ busyWait: 50 }),
      );
      expect(answer).toEqual({ state: 'busy' });
    };
    await postgresInbox(pool).run(record, busy, limits());
  });

  it('remembers events whose texts PostgreSQL would not take', async () => {
    const inbox = postgresInbox(pool);
    const odd = { type: 'other', syssn: 'a\0', out_trade_no: '\0\0', mchid: 'b\0c' };
    const [run, kept, aside] = [newRecord(), newRecord(), newRecord()].map((each) => ({
      ...each,
      ...odd,
    })) as [
      ReturnType<typeof newRecord>,
      ReturnType<typeof newRecord>,
      ReturnType<typeof newRecord>,
    ];
    expect(await inbox.run(run, async () => {}, limits())).toMatchObject({ state: 'done' });
    const body = new Uint8Array();
    expect(await inbox.keep(kept, { body, late: false })).toMatchObject({ state: 'received' });
    expect(await inbox.setAside(aside, 'amount', body)).toMatchObject({ state: 'set_aside' });
    await inbox.take(async () => {}, limits());
    const { rows } = await pool.query(
      'SELECT syssn, out_trade_no, mchid FROM qf_inbox WHERE key = $1',
      [run.key],
    );
    expect(rows).toEqual([{ syssn: 'a␀', out_trade_no: '␀␀', mchid: 'b␀c' }]);
  });

  it('calls a busy event busy, however short the time of a handler is', async () => {
    const record = newRecord();
    const inbox = postgresInbox(pool);
    const short = limits({ busyWait: 1_500, workTime: 100 });
    const busy = async () => {
      expect(await inbox.run(record, async () => {}, short)).toEqual({ state: 'busy' });
    };
    await inbox.run(record, busy, limits());
  });

  it.each(['repeatable read', 'serializable'])(
    'calls a busy event busy where transactions are %s, and cannot see what came about meanwhile',
    async (level) => {
      const options = `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`;
      const isolated = new pg.Pool({ connectionString: server.url, max: 2, options });
      const inbox = postgresInbox(isolated);
      const [record, gate] = [newRecord(), newGate()];
      let copy: Promise<unknown> = Promise.resolve();
      const first = inbox.run(
        record,
        () => {
          copy = inbox.run(record, async () => {}, limits({ busyWait: 5_000 }));
          return gate.opened;
        },
        limits(),
      );
      const waiting =
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'INSERT%' AND wait_event_type = 'Lock'";
      await expect.poll(async () => (await pool.query(waiting)).rowCount, PATIENT).toBe(1);
      gate.open();
      expect(await first).toMatchObject({ state: 'done' });
      expect(await copy).toEqual({ state: 'busy' });
      expect(await inbox.peek(record)).toMatchObject({ state: 'duplicate' });
      await isolated.end();
    },
  );

  it('has nothing for a worker that another one has outrun, where transactions are serial', async () => {
    const failing = (code: string): SqlAdapter<unknown> => ({
      query: () => Promise.reject(Object.assign(new Error('no access'), { code })),
      transaction: () => Promise.reject(new Error('Nobody asks for this.')),
    });
    const take = (code: string) => postgresInbox(failing(code)).take(async () => {}, limits());
    expect(await take('40001')).toBeUndefined();
    await expect(take('55P03')).rejects.toMatchObject({ code: '55P03' });
  });

  it('takes every time that a handler may have', async () => {
    const work = { workTime: 2 ** 31 - 1 };
    expect(await postgresInbox(pool).run(newRecord(), async () => {}, limits(work))).toMatchObject({
      state: 'done',
    });
  });

  it.each(['order', 'user', `${'s'.repeat(51)}.${'t'.repeat(51)}`])(
    'lives in a table named %s',
    async (table) => {
      if (table.includes('.')) await pool.query(`CREATE SCHEMA ${table.split('.')[0]}`);
      const inbox = postgresInbox(pool, { table });
      await inbox.migrate();
      await pool.query(postgresMigration(table));
      expect(await inbox.run(newRecord(), async () => {}, limits())).toMatchObject({
        state: 'done',
      });
      const { rows } = await pool.query(
        'SELECT count(*)::int AS n FROM pg_indexes WHERE tablename = $1',
        [table.replace(/.*\./, '')],
      );
      expect(rows).toEqual([{ n: 3 }]);
    },
  );

  it.each([{ tabel: 'x' }, { clock: 5 }, { retention: Number.NaN }])('refuses %o', (options) => {
    expect(() => postgresInbox(pool, options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_OPTIONS' }),
    );
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
