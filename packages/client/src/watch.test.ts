import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { CLIENT_CHANNEL, type ClientEvent } from './watch.ts';

let gateway: HostileGateway;

beforeEach(async () => {
  gateway = await openHostileGateway();
});
afterEach(() => gateway.close());

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

const told = (events: readonly ClientEvent[]) => events.map(sentence);

function sentence(event: ClientEvent): string {
  switch (event.type) {
    case 'call.start':
      return `${event.method} ${event.out_trade_no}`;
    case 'attempt.start':
      return `${event.request} ${event.attempt}`;
    case 'attempt.end':
      return `${event.request} ${event.attempt} ${event.result} ${event.requestSent} ${event.respcd ?? ''}`;
    case 'call.end':
      return `${event.method} ${event.status} ${event.reason ?? event.code ?? ''}`;
  }
}

describe('onEvent', () => {
  it('tells every call and attempt, the settling query included', async () => {
    const events: ClientEvent[] = [];
    const qf = openClient(gateway.url, { onEvent: (event) => events.push(event) });
    gateway.plan('payment', fault.resetAfterEffect);
    await qf.payments.create(order);
    await qf.close();
    expect(told(events)).toEqual([
      'payments.create order-1',
      'payment 1',
      'payment 1 lost maybe ',
      'query 1',
      'query 1 answer yes 0000',
      'payments.create pending processing',
    ]);
    expect(new Set(events.map(({ call }) => call)).size).toBe(1);
  });

  it('tells what became of a scanned code', async () => {
    const events: ClientEvent[] = [];
    const qf = openClient(gateway.url, { onEvent: (event) => events.push(event) });
    const scan = { ...order, pay_type: '800208', auth_code: '134567890123456789' } as const;
    const { payment } = await qf.payments.createScanned(scan, { maxWait: 9_000, patience: 1_000 });
    await qf.close();
    expect(payment.status).toBe('paid');
    expect(told(events).at(-1)).toBe('payments.createScanned paid ');
  });

  it('tells rejections by their code', async () => {
    const events: ClientEvent[] = [];
    const qf = openClient(gateway.url, { onEvent: (event) => events.push(event) });
    gateway.refuseConnections(9);
    await expect(qf.payments.create(order)).rejects.toThrow();
    await qf.close();
    expect(told(events).at(-1)).toBe('payments.create error ERR_QF_CONNECTION');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('hook');
      },
    ],
    ['rejects', () => Promise.reject(new Error('hook'))],
  ])('changes no outcome when it %s', async (_name, onEvent) => {
    const qf = openClient(gateway.url, { onEvent });
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    await qf.close();
  });

  it('is not asked to make events that nobody hears', async () => {
    const qf = openClient(gateway.url);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    await qf.close();
  });
});

describe(`the channel ${CLIENT_CHANNEL}`, () => {
  it('carries the same events, of every client in the process', async () => {
    const heard: ClientEvent[] = [];
    const events: ClientEvent[] = [];
    const hear = (message: unknown) => heard.push(message as ClientEvent);
    subscribe(CLIENT_CHANNEL, hear);
    const qf = openClient(gateway.url, { onEvent: (event) => events.push(event) });
    await qf.payments.create(order);
    await qf.close();
    unsubscribe(CLIENT_CHANNEL, hear);
    expect(heard).toEqual(events);
    expect(heard).toHaveLength(4);
  });
});
