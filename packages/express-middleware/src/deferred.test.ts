import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { memoryInbox } from './memory-inbox.ts';
import { type PostgresInbox, postgresInbox } from './postgres.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, KEY, openMerchant } from './testing/merchant.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

describeWith(POSTGRES, 'a deferred endpoint', () => {
  let server: TestServer;
  let pool: pg.Pool;
  let inbox: PostgresInbox<pg.PoolClient>;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url, max: 30 });
    pool.on('error', () => {});
    inbox = postgresInbox(pool);
    await inbox.migrate();
  }, 60_000);
  beforeEach(() => pool.query('TRUNCATE qf_inbox'));
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  it('acknowledges what is recorded, and a worker handles it once', async () => {
    const effects: string[] = [];
    const merchant = await openMerchant({
      inbox,
      deferred: true,
      expect: () => ({ txamt: 1234, txcurrcd: 'HKD', closed: true }),
      onPayment: (event, { late }) => effects.push(`${event.syssn} ${late}`),
    });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(effects).toEqual([]);
    const stop = new AbortController();
    const working = [1, 2].map(() =>
      merchant.middleware.work({ signal: stop.signal, pollEvery: 5 }),
    );
    await expect.poll(() => inbox.waiting()).toEqual({ count: 0, oldest: undefined });
    stop.abort();
    await Promise.all(working);
    expect(effects).toEqual([`${payment.fields['syssn']} true`]);
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(merchant.middleware.counts()).toEqual({ received: 1, duplicate: 2 });
  });

  it('acknowledges nothing that it could not record', async () => {
    const broken = postgresInbox(pool, { table: 'missing' });
    const merchant = await openMerchant({ inbox: broken, deferred: true });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'inbox_unreachable' }]);
  });

  it('judges before it records', async () => {
    const merchant = await openMerchant({ inbox, deferred: true, expect: () => undefined });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect((await inbox.waiting()).count).toBe(0);
  });

  it('tells people about a handler that fails, and tries again later', async () => {
    let calls = 0;
    const merchant = await openMerchant({
      inbox,
      deferred: true,
      onPayment: () => {
        calls += 1;
        if (calls === 1) throw new Error('no stock');
      },
    });
    await merchant.deliver(gateway.payment());
    const stop = new AbortController();
    const working = merchant.middleware.work({ signal: stop.signal, pollEvery: 5 });
    await expect.poll(() => merchant.problems.length).toBe(1);
    expect(merchant.problems).toMatchObject([
      { kind: 'handler_failed', error: new Error('no stock') },
    ]);
    expect((await inbox.waiting()).count).toBe(1);
    await expect
      .poll(() => pool.query('UPDATE qf_inbox SET due_at = now()').then(() => calls))
      .toBe(2);
    stop.abort();
    await working;
    expect((await inbox.waiting()).count).toBe(0);
  });

  it('gives up a handler that takes too long', async () => {
    const clock = manualClock();
    const merchant = await openMerchant({
      inbox,
      deferred: true,
      clock,
      onPayment: (_event, { signal }) => {
        queueMicrotask(() => clock.advance(10_000));
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    await merchant.deliver(gateway.payment());
    const working = merchant.middleware.work();
    await expect.poll(() => merchant.problems.map(({ kind }) => kind)).toEqual(['handler_timeout']);
    await merchant.middleware.drain();
    await working;
  });

  it('has its workers wait while the inbox is out of reach, and stop when it drains', async () => {
    const clock = manualClock();
    const broken = postgresInbox(pool, { table: 'missing' });
    const merchant = await openMerchant({ inbox: broken, deferred: true, clock });
    const working = merchant.middleware.work();
    await expect.poll(() => merchant.problems.length).toBe(1);
    expect(merchant.problems).toMatchObject([{ kind: 'inbox_unreachable' }]);
    await merchant.middleware.drain();
    await working;
  });

  it('works on the events of its own merchant, or of all that keyFor knows', async () => {
    const worked: string[] = [];
    const open = (name: string, options: object) =>
      openMerchant({
        ...{ inbox, deferred: true, ...options },
        onPayment: (_event, { account }) => worked.push(`${name}: ${account}`),
      });
    const one = await open('one', { account: 'one' });
    const two = await open('two', { account: 'two' });
    const many = await open('many', { keyFor: () => ({ clientKey: KEY, account: 'two' }) });
    const work = async ({ middleware }: typeof one, count: number) => {
      const stop = new AbortController();
      const working = middleware.work({ signal: stop.signal, pollEvery: 5 });
      await expect.poll(() => inbox.waiting()).toMatchObject({ count });
      stop.abort();
      await working;
    };
    for (const each of [two, one, many]) await each.deliver(gateway.payment());
    await work(one, 2);
    expect(worked).toEqual(['one: one']);
    await pool.query(`UPDATE qf_inbox SET account = NULL
      WHERE ctid = (SELECT max(ctid) FROM qf_inbox WHERE state = 'received')`);
    await work(one, 1);
    await work(many, 0);
    expect(worked).toEqual(['one: one', 'one: one', 'many: two']);
  });

  it('puts off an event whose handler is not there any more', async () => {
    const merchant = await openMerchant({ inbox, deferred: true });
    await merchant.deliver(gateway.token());
    const other = await openMerchant({
      inbox,
      deferred: true,
      onToken: undefined,
      onOther: undefined,
    });
    const stop = new AbortController();
    const working = other.middleware.work({ signal: stop.signal });
    await expect.poll(() => other.problems.map(({ kind }) => kind)).toEqual(['handler_failed']);
    stop.abort();
    await working;
    expect((await inbox.waiting()).count).toBe(1);
  });
});

it('deferring needs an inbox that can keep events', async () => {
  await expect(openMerchant({ inbox: memoryInbox(), deferred: true })).rejects.toMatchObject({
    code: 'ERR_QF_OPTIONS',
  });
});

it('work() needs a deferred endpoint', async () => {
  const { middleware } = await openMerchant();
  await expect(middleware.work()).rejects.toMatchObject({ code: 'ERR_QF_OPTIONS' });
});
