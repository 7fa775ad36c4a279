import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Inbox } from './inbox.ts';
import type { ExpressNotificationOptions } from './notifications.ts';
import { postgresInbox } from './postgres.ts';
import { redisInbox } from './redis.ts';
import { bundledProgram } from './testing/bundled-process.ts';
import { CRASH_HEADER, type CrashPoint } from './testing/crash/crash-points.ts';
import { CRASH_PROGRAM, RestartingProcess } from './testing/crash/restarting-process.ts';
import { gateway, openMerchant } from './testing/merchant.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { REDIS, startRedis } from './testing/redis-server.ts';
import { deliver } from './testing/served.ts';
import { describeWith, freePort, type TestServer } from './testing/server-process.ts';

/** The faults of the list that need a database; the others are in `receiver-faults.test.ts`. */

describe('every fault of the list', () => {
  it('has a test', () => {
    const files = ['receiver-faults.test.ts', 'receiver-faults.servers.test.ts'];
    const text = files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('');
    const shown = new Set(
      [...text.matchAll(/\bit\(\s*'R(\d+): /g)].map(([, number]) => Number(number)),
    );
    expect([...shown].sort((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, at) => at + 1));
  });
});

describeWith(POSTGRES, 'with postgresInbox', () => {
  let server: TestServer;
  let pool: pg.Pool;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => {});
    await postgresInbox(pool).migrate();
    await pool.query('CREATE TABLE effect (syssn text)');
  }, 60_000);
  beforeEach(async () => {
    await pool.query('TRUNCATE effect, qf_inbox');
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  const effects = async () => (await pool.query('SELECT syssn FROM effect')).rows.length;
  const states = async () => (await pool.query('SELECT state, reason FROM qf_inbox')).rows;
  const write = (tx: pg.ClientBase, syssn: string) =>
    tx.query('INSERT INTO effect VALUES ($1)', [syssn]);
  const open = (options: Partial<ExpressNotificationOptions<pg.ClientBase>> = {}) =>
    openMerchant<pg.ClientBase>({
      inbox: postgresInbox(pool),
      onPayment: ({ syssn }, { tx }) => write(tx, syssn),
      ...options,
    });

  it('R7: the first delivery commits its effect with the memory of it, then says SUCCESS', async () => {
    const merchant = await open();
    expect(await merchant.deliver(gateway.payment())).toBe('200 SUCCESS');
    expect([await effects(), await states()]).toEqual([1, [{ state: 'done', reason: null }]]);
  });

  it('R9: parallel copies at two endpoints have one effect, and SUCCESS only after it', async () => {
    const merchants = [await open(), await open()];
    const payment = gateway.payment();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, copy) => {
        const answer = await merchants[copy % 2]?.deliver(payment);
        return `${answer}, ${await effects()}`;
      }),
    );
    expect(answers).toContain('200 SUCCESS, 1');
    expect(['200 SUCCESS, 1', '503 FAIL, 0', '503 FAIL, 1']).toEqual(
      expect.arrayContaining(answers),
    );
    expect(await effects()).toBe(1);
  });

  it('R11: a handler that throws leaves nothing, and is run again', async () => {
    let isReady = false;
    const merchant = await open({
      onPayment: async ({ syssn }, { tx }) => {
        await write(tx, syssn);
        if (!isReady) throw new Error('no stock');
      },
    });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('500 FAIL');
    expect([await effects(), await states()]).toEqual([0, []]);
    isReady = true;
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(await effects()).toBe(1);
  });

  it('R13: a handler that hangs is 504, told to stop and rolled back', async () => {
    let hangs = true;
    const aborted: boolean[] = [];
    const merchant = await open({
      handlerTimeout: 200,
      onPayment: async ({ syssn }, { tx, signal }) => {
        await write(tx, syssn);
        if (!hangs) return;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        aborted.push(signal.aborted);
        signal.throwIfAborted();
      },
    });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('504 FAIL');
    await merchant.middleware.drain();
    hangs = false;
    const again = await open();
    expect(await again.deliver(payment)).toBe('200 SUCCESS');
    expect([await effects(), aborted]).toEqual([1, [true]]);
  });

  it('R16: a commit of which nobody knows is 500, and the next delivery finds out', async () => {
    const inbox = postgresInbox(pool);
    let isLost = true;
    const lossy: Inbox<pg.ClientBase> = {
      peek: (record) => inbox.peek(record),
      setAside: (record, reason, body) => inbox.setAside(record, reason, body),
      run: async (record, work, limits) => {
        const settled = await inbox.run(record, work, limits);
        if (isLost) throw new Error('Connection terminated during COMMIT');
        return settled;
      },
    };
    const merchant = await open({ inbox: lossy });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'commit_unknown' }]);
    isLost = false;
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect([await effects(), merchant.middleware.counts()]).toEqual([
      1,
      { commit_unknown: 1, duplicate: 1 },
    ]);
  });

  it('R17: a store that is down or read-only is 503, and nothing is handled without it', async () => {
    const away = `postgres://postgres@127.0.0.1:${await freePort()}/postgres`;
    const pools = [
      new pg.Pool({ connectionString: away }),
      new pg.Pool({
        connectionString: server.url,
        options: '-c default_transaction_read_only=on',
      }),
    ];
    const payment = gateway.payment();
    for (const each of pools) {
      const calls: string[] = [];
      const onPayment = ({ syssn }: { readonly syssn: string }) => calls.push(syssn);
      const merchant = await open({ inbox: postgresInbox(each), onPayment });
      expect(await merchant.deliver(payment)).toBe('503 FAIL');
      expect([calls, merchant.problems]).toMatchObject([[], [{ kind: 'inbox_unreachable' }]]);
      await each.end();
    }
    expect(await (await open()).deliver(payment)).toBe('200 SUCCESS');
  });

  it('R19: another amount, currency or store is kept for people, with SUCCESS', async () => {
    const books = { txamt: 1234, txcurrcd: 'HKD', mchid: 'A' };
    const merchant = await open({ expect: () => books });
    for (const fields of [{ txamt: '1' }, { txcurrcd: 'JPY' }, { mchid: 'B' }]) {
      const swapped = gateway.payment({ mchid: 'A', ...fields });
      expect(await merchant.deliver(swapped)).toBe('200 SUCCESS');
    }
    const reasons = ['amount', 'currency', 'mchid'];
    expect(await states()).toEqual(reasons.map((reason) => ({ state: 'set_aside', reason })));
    expect(merchant.problems).toMatchObject(reasons.map((reason) => ({ reason })));
    expect(await effects()).toBe(0);
  });

  it('R19: what was set aside by a process that could tell nobody is told with the next delivery', async () => {
    const books = () => ({ txamt: 1, txcurrcd: 'HKD' });
    const dying = await open({ expect: books, onProblem: () => {} });
    const payment = gateway.payment();
    expect(await dying.deliver(payment)).toBe('200 SUCCESS');
    const merchant = await open({ expect: books });
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(merchant.problems).toMatchObject([
      { kind: 'set_aside', reason: 'amount', sentence: expect.stringMatching(/come again/) },
    ]);
  });

  describe('in a process that is killed', () => {
    /** Kills it at a point, delivers again to the next one, and tells the effects after each. */
    const killedAt = async (point: CrashPoint) => {
      const program = await bundledProgram(CRASH_PROGRAM);
      const merchant = new RestartingProcess(program.file, 'postgres', server.url);
      const url = async () => `http://127.0.0.1:${await merchant.port}/notify`;
      const { body, headers } = gateway.payment();
      try {
        const fatal = { body, headers: { ...headers, [CRASH_HEADER]: point } };
        const first = await deliver(await url(), fatal).catch(() => 'gone');
        await expect.poll(() => merchant.deaths).toBe(1);
        const before = await effects();
        const second = await deliver(await url(), { body, headers });
        return { first, before, second, after: await effects() };
      } finally {
        await merchant.end();
        program.remove();
      }
    };

    it('R14: before the commit, nothing has happened, and the next delivery is handled', async () => {
      const happened = await killedAt('after the effect');
      expect(happened).toEqual({ first: 'gone', before: 0, second: '200 SUCCESS', after: 1 });
    }, 30_000);

    it('R15: after the commit, everything has happened, and the next delivery is SUCCESS', async () => {
      const happened = await killedAt('after the commit');
      expect(happened).toEqual({ first: 'gone', before: 1, second: '200 SUCCESS', after: 1 });
    }, 30_000);
  });
});

describeWith(REDIS, 'with redisInbox', () => {
  it('R18: a server that may forget is refused, and one that has forgotten repeats with the same key', async () => {
    const forgetful = await startRedis('allkeys-lru');
    const server = await startRedis();
    const clients = [forgetful, server].map(({ url }) => new Redis(url));
    const [evicting, client] = clients as [Redis, Redis];
    try {
      const refused = await openMerchant({ inbox: redisInbox(evicting) });
      expect(await refused.deliver(gateway.payment())).toBe('503 FAIL');
      expect(refused.problems).toMatchObject([{ error: { code: 'ERR_QF_INBOX_EVICTION' } }]);
      const keys: string[] = [];
      const merchant = await openMerchant({
        inbox: redisInbox(client),
        onPayment: (_event, { key }) => keys.push(key),
      });
      const payment = gateway.payment();
      await merchant.deliver(payment);
      await client.flushall();
      expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
      expect(keys).toHaveLength(2);
      expect(keys[1]).toBe(keys[0]);
    } finally {
      for (const each of clients) each.disconnect();
      await Promise.all([forgetful.stop(), server.stop()]);
    }
  }, 30_000);
});
