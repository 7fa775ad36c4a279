import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallLife } from './call-life.ts';
import type { ClientOptions } from './client-options.ts';
import { Closing } from './closing.ts';
import { Deadline } from './deadline.ts';
import type { Governor } from './governor.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';
import { rows, type ScriptedClient, scriptedClient } from './testing/scripted-client.ts';
import { type Act, answers, fails } from './testing/scripted-transport.ts';
import { TransportError } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';

const payment = { out_trade_no: 'order-1', txamt: 100, txcurrcd: 'HKD' } as const;
const order = { ...payment, pay_type: '801514' } as const;
const scan = { ...payment, pay_type: '800208', auth_code: '134567890123456789' } as const;
const CLOSED = { code: 'ERR_QF_CLOSED' };

const row = (respcd: string) => ({
  ...{ order_type: 'payment', out_trade_no: 'order-1', txamt: '100', txcurrcd: 'HKD' },
  ...{ syssn: '1', pay_type: '800208', cancel: '0', respcd },
});
const unwritten = fails(new TransportError('refused', { requestSent: 'no' }));
const lost = fails(new TransportError('reset', { requestSent: 'maybe' }));

/** Closes the client while a request is under way, and then acts. */
const closing =
  (client: () => ScriptedClient, act: Act): Act =>
  async (request) => {
    void client().qf.close();
    await setImmediate();
    return act(request);
  };

function scripted(acts: (client: () => ScriptedClient) => Act[], options = {}): ScriptedClient {
  const client: ScriptedClient = scriptedClient(
    acts(() => client),
    options satisfies Partial<ClientOptions>,
  );
  return client;
}

describe('a closed client', () => {
  it('refuses new calls, and those of clients that share its connections', async () => {
    const gateway = await openHostileGateway();
    const qf = openClient(gateway.url);
    const child = qf.withOptions({ timeout: 500 });
    await qf.close();
    for (const closed of [qf, child, child.withOptions({ maxRetries: 1 })]) {
      await expect(closed.payments.create(order)).rejects.toMatchObject({ ...CLOSED, attempts: 0 });
      await expect(closed.payments.waitFor(payment, { maxWait: 9_000 })).rejects.toMatchObject(
        CLOSED,
      );
    }
    expect(gateway.requests).toHaveLength(0);
    await gateway.close();
  });

  it('ends what a client waits for that shares its connections', async () => {
    const gateway = await openHostileGateway();
    const qf = openClient(gateway.url);
    const waiting = qf.withOptions({ timeout: 500 }).payments.waitFor(payment, { maxWait: 60_000 });
    const closed = expect(waiting).rejects.toMatchObject(CLOSED);
    await qf.close();
    await closed;
    await gateway.close();
  });

  it('is told as such where the caller closed the transport', async () => {
    const transport = undiciTransport();
    const qf = openClient('http://127.0.0.1:9', { transport });
    await transport.close?.();
    await expect(qf.payments.create(order)).rejects.toMatchObject({ ...CLOSED, attempts: 1 });
  });

  it('is only itself where a client shares the connections of another one', async () => {
    const gateway = await openHostileGateway();
    const qf = openClient(gateway.url);
    const child = qf.withOptions({ timeout: 500 });
    await child.close();
    await expect(child.check()).rejects.toMatchObject(CLOSED);
    expect(await qf.check()).toMatchObject({ ok: true });
    await qf.close();
    await gateway.close();
  });

  it('turns no page of a list', async () => {
    const page = Array.from({ length: 100 }, (_, index) => ({ ...row('0000'), syssn: `${index}` }));
    const { qf, asked } = scripted(() => [rows(...page)]);
    const days = { start_time: '2026-03-01 00:00:00', end_time: '2026-03-02 00:00:00' };
    const listing = async () => {
      for await (const _ of qf.transactions.list(days)) await qf.close();
    };
    await expect(listing()).rejects.toMatchObject(CLOSED);
    expect(asked()).toHaveLength(1);
  });
});

describe('Closing', () => {
  it('calls back whoever listens, and nobody who has stopped', async () => {
    const owner = new Closing();
    const heard: string[] = [];
    const listen = (name: string, closing: Closing) => closing.onClose(() => heard.push(name));
    const shares = new Closing(owner);
    listen('owner', owner);
    listen('shares', shares);
    for (const closing of [owner, shares]) listen('stopped', closing)();
    await owner.close();
    expect(heard).toEqual(['owner', 'shares']);
    await shares.close();
    expect(heard).toEqual(['owner', 'shares', 'shares']);
  });

  it('has no listener left when a wait is over, however it ends', async () => {
    let listeners = 0;
    class Counting extends Closing {
      override onClose(listener: () => void): () => void {
        listeners += 1;
        const stop = super.onClose(listener);
        return () => {
          listeners -= 1;
          stop();
        };
      }
    }
    const clock = new ManualClock();
    const controller = new AbortController();
    const closing = new Counting();
    const deadline = new Deadline(clock, 1_000, controller.signal, new CallLife(closing));
    const wait = () => deadline.wait(100).catch((error: unknown) => error);
    for (const end of [() => clock.advance(100), () => controller.abort()]) {
      const waiting = wait();
      expect(listeners).toBe(1);
      end();
      await waiting;
      expect(listeners).toBe(0);
    }
    const other = new Deadline(clock, 1_000, undefined, new CallLife(closing));
    const waiting = other.backOff(100);
    await closing.close();
    await waiting;
    expect(listeners).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

describe('close()', () => {
  let gateway: HostileGateway;
  beforeEach(async () => {
    gateway = await openHostileGateway();
  });
  afterEach(() => gateway.close());

  it('lets a charge under way be settled by its query, over real connections', async () => {
    const qf = openClient(gateway.url);
    let closed: Promise<void> | undefined;
    gateway.plan('payment', (context) => {
      closed = qf.close();
      fault.resetAfterEffect(context);
    });
    expect(await qf.payments.create(scan)).toMatchObject({ status: 'paid', txamt: 100 });
    await closed;
    expect(gateway.count('query')).toBe(1);
    await expect.poll(() => gateway.connections).toBe(0);
  });

  it('resolves when the last call under way has ended, of whichever client', async () => {
    const qf = openClient(gateway.url);
    const child = qf.withOptions({ timeout: 900 });
    const ended: string[] = [];
    const closes: Promise<unknown>[] = [];
    gateway.plan('payment', (context) => {
      for (let times = 1; times <= 2; times += 1) {
        closes.push(qf.close().then(() => ended.push('close')));
      }
      fault.stall(context);
    });
    const created = child.payments.create(order);
    expect(await created.finally(() => ended.push('create'))).toMatchObject({ status: 'pending' });
    await Promise.all(closes);
    expect(ended).toEqual(['create', 'close', 'close']);
  });

  it('closes no transport that the caller brought', async () => {
    let isClosed = false;
    const transport = {
      send: rows(),
      close: async () => {
        isClosed = true;
      },
    };
    await openClient(gateway.url, { transport }).close();
    expect(isClosed).toBe(false);
  });
});

describe('what is under way when the client is closed', () => {
  it('ends at once as closed where nothing was written and a repetition is due', async () => {
    const { qf, clock, asked } = scripted(() => [unwritten], { maxRetries: 2, random: () => 1 });
    const creating = qf.payments.create(order).catch((error: unknown) => error);
    await setImmediate();
    await qf.close();
    expect(await creating).toMatchObject({ ...CLOSED, attempts: 1, requestSent: 'no' });
    expect(asked()).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('ends at once as closed where it waits for its turn', async () => {
    const acquire: Governor['acquire'] = () => new Promise(() => {});
    const { qf, clock, asked } = scripted(() => [rows()], { rateLimit: { acquire } });
    const creating = qf.payments.create(order).catch((error: unknown) => error);
    await qf.close();
    expect(await creating).toMatchObject({ ...CLOSED, requestSent: 'no' });
    expect(asked()).toHaveLength(0);
    expect(clock.pending).toBe(0);
  });

  it.each(['payments', 'refunds'] as const)('ends at once as closed: %s.waitFor', async (kind) => {
    const { qf, clock, asked } = scripted(() => [rows()]);
    const waiting = qf[kind].waitFor({ out_trade_no: 'order-1' }, { maxWait: 60_000 });
    const closed = expect(waiting).rejects.toMatchObject(CLOSED);
    await qf.close();
    await closed;
    expect(asked()).toHaveLength(0);
    expect(clock.pending).toBe(0);
  });

  it('tells the news of a poll under way, and polls no more', async () => {
    const { qf, clock, asked } = scripted((client) => [closing(client, rows(row('1145')))]);
    const polls: string[] = [];
    const onPoll = ({ status }: { status: string }) => polls.push(status);
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-15 12:00:00' };
    const waiting = qf.payments.waitFor(ref, { maxWait: 60_000, onPoll });
    const closed = expect(waiting).rejects.toMatchObject(CLOSED);
    await clock.advanceTo(waiting, 10_000);
    await closed;
    expect(polls).toEqual(['pending']);
    expect(asked()).toHaveLength(1);
    expect(clock.monotonic()).toBeLessThan(5_000);
  });

  it('gives the last news of a scanned code, and cancels nothing', async () => {
    const pending = answers({ ...row('1143'), txcurrcd: undefined });
    const options = { maxRetries: 2, random: () => 1 };
    const { qf, clock, asked } = scripted(() => [pending, rows(row('1143'))], options);
    const scanning = qf.payments.createScanned(scan, { maxWait: 300_000 });
    await setImmediate();
    await qf.close();
    expect(await scanning).toMatchObject({ payment: { status: 'pending' }, story: [{}] });
    expect(asked()).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('asks every page of a question under way', async () => {
    const paid = rows({ ...row('0000'), sysdtm: '2026-02-28 23:59:59' });
    const { qf, asked } = scripted((client) => [closing(client, rows()), paid]);
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-01 00:00:01' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
    expect(asked()).toHaveLength(2);
  });

  it('repeats no question', async () => {
    const options = { maxRetries: 2, random: () => 1 };
    const { qf, clock } = scripted((client) => [closing(client, lost), rows()], options);
    const asking = qf.payments.retrieve({ out_trade_no: 'order-1' });
    await expect(asking).rejects.toMatchObject({ ...CLOSED, requestSent: 'maybe' });
    expect(clock.pending).toBe(0);
  });

  it('repeats the question that settles a change, and waits for its turn', async () => {
    let turns = 0;
    const rateLimit: Governor = {
      acquire: async () => {
        turns += 1;
        await setImmediate();
      },
    };
    const acts = (client: () => ScriptedClient) => [
      closing(client, lost),
      unwritten,
      rows(row('0000')),
    ];
    const { qf, clock } = scripted(acts, { maxRetries: 2, random: () => 1, rateLimit });
    const creating = qf.payments.create({ ...scan, txdtm: '2026-03-15 12:00:00' });
    await clock.advanceTo(creating, 10_000);
    expect(await creating).toMatchObject({ status: 'paid' });
    expect(turns).toBe(3);
  });
});
