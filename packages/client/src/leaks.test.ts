import { getEventListeners } from 'node:events';
import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from './clock.ts';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import {
  type Fault,
  type HostileGateway,
  honest,
  openHostileGateway,
} from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { openSilentServer } from './testing/silent-server.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
let timers: number;

/** The real clock, counting what is under way. */
const clock: Clock = {
  ...systemClock,
  schedule(ms, run) {
    timers += 1;
    let isOver = false;
    const end = () => {
      if (!isOver) timers -= 1;
      isOver = true;
    };
    const cancel = systemClock.schedule(ms, () => {
      end();
      run();
    });
    return () => {
      end();
      cancel();
    };
  },
};

beforeEach(async () => {
  timers = 0;
  gateway = await openHostileGateway();
  qf = openClient(gateway.url, { clock, timeout: 200, totalTimeout: 900, rateLimit: {} });
});
afterEach(async () => {
  await qf.close();
  await gateway.close();
});

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

const behaviours: [string, Fault][] = [
  ['an honest answer', honest],
  ['a reset', fault.resetAfterEffect],
  ['a hang', fault.hang],
  ['a drip', fault.drip],
  ['a stall', fault.stall],
  ['a truncated answer', fault.truncated],
  ['a page', fault.page(502)],
  ['garbage', fault.garbage],
  ['429', fault.slowDown({ 'Retry-After': '0' })],
  ['429 for an hour', fault.slowDown({ 'Retry-After': '3600' })],
  ['a listed no', fault.refuses({ respcd: '1108' })],
];

describe('what a call leaves behind', () => {
  it.each(behaviours)('no timer and no listener after %s', async (_name, behaviour) => {
    const { signal } = new AbortController();
    gateway.always('*', behaviour);
    await Promise.allSettled([
      qf.payments.create(order, { signal }),
      qf.payments.retrieve(order, { signal }),
      qf.refunds.create({ syssn: '1', out_trade_no: 'r-1', txamt: 1 }, { signal }),
      qf.payments.waitFor(order, { maxWait: 300, signal }),
    ]);
    expect(timers).toBe(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it.each(['before', 'during'])('nothing after an abort %s it', async (moment) => {
    const controller = new AbortController();
    const { signal } = controller;
    if (moment === 'before') controller.abort();
    gateway.always('*', () => controller.abort());
    const [created] = await Promise.allSettled([qf.payments.create(order, { signal })]);
    if (moment === 'before') expect(created).toMatchObject({ reason: { code: 'ERR_QF_ABORTED' } });
    else expect(created).toMatchObject({ value: { status: 'unknown', reason: 'no_answer' } });
    expect(timers).toBe(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('no socket once the client is closed, whatever happened on it', async () => {
    gateway.plan('*', ...behaviours.map(([, behaviour]) => behaviour));
    await Promise.allSettled(
      behaviours.map((_, index) =>
        qf.payments.create({ ...order, out_trade_no: `order-${index}` }),
      ),
    );
    await qf.close();
    await expect.poll(() => gateway.connections).toBe(0);
    expect(timers).toBe(0);
  });

  it('no socket whose handshake stalls', async () => {
    const silent = await openSilentServer();
    const limits = { environment: `https://${silent.host}`, timeout: 20_000, totalTimeout: 300 };
    const other = openClient(gateway.url, { clock, ...limits });
    await expect(other.payments.create(order)).rejects.toMatchObject({ code: 'ERR_QF_CONNECTION' });
    await expect.poll(() => silent.connections).toBe(0);
    await other.close();
    await silent.close();
    expect(timers).toBe(0);
  });
});
