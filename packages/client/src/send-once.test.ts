import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { type Act, answers, fails, hangs, slowsDown } from './testing/scripted-transport.ts';
import { TransportError, type TransportRequest } from './transport.ts';
import type { ClientEvent } from './watch.ts';

let gateway: HostileGateway;
let clock: ManualClock;

beforeEach(async () => {
  gateway = await openHostileGateway();
  clock = new ManualClock();
});
afterEach(async () => {
  await gateway.close();
  expect(clock.pending).toBe(0);
});

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

/** A client whose governor grants the turn at once, and does something first. */
const governedBy = (acquire: () => void) => {
  const rateLimit = { acquire: async () => acquire() };
  return openClient(gateway.url, { clock, rateLimit, timeout: 2_000, totalTimeout: 3_000 });
};

it('sends nothing when its turn comes with the last millisecond', async () => {
  const qf = governedBy(() => clock.advance(2_000));
  await expect(qf.payments.create(order)).rejects.toMatchObject({
    code: 'ERR_QF_TIMEOUT',
    requestSent: 'no',
  });
  expect(gateway.requests).toHaveLength(0);
  await qf.close();
});

it('sends nothing when the caller aborts as its turn comes', async () => {
  const controller = new AbortController();
  const qf = governedBy(() => controller.abort('enough'));
  await expect(qf.payments.create(order, { signal: controller.signal })).rejects.toMatchObject({
    code: 'ERR_QF_ABORTED',
    requestSent: 'no',
  });
  expect(gateway.requests).toHaveLength(0);
  await qf.close();
});

it('sends nothing when its governor refuses, whatever it says', async () => {
  const refusal = { acquire: () => Promise.reject(undefined) };
  const qf = openClient(gateway.url, { rateLimit: refusal, maxRetries: 0 });
  await expect(qf.payments.create(order)).rejects.toMatchObject({ requestSent: 'no' });
  expect(gateway.requests).toHaveLength(0);
  await qf.close();
});

it('claims no more than it knows when a governor breaks after a 429', async () => {
  let turns = 0;
  const tryAcquire = () => {
    turns += 1;
    if (turns === 2) throw new Error('governor broke');
    return true;
  };
  const rateLimit = { tryAcquire, acquire: async () => {} };
  const qf = openClient(gateway.url, { rateLimit, maxRetries: 1 });
  gateway.plan('payment', fault.slowDown({ 'Retry-After': '0' }));
  await expect(qf.payments.create(order)).rejects.toMatchObject({
    code: 'ERR_QF_RATE_LIMITED',
    requestSent: 'yes',
    attempts: 2,
  });
  await qf.close();
});

describe('an attempt', () => {
  const query = { out_trade_no: 'order-1', txdtm: '2026-03-10 12:00:00' };

  async function told(act: Act, options: Partial<ClientOptions> = {}) {
    const events: ClientEvent[] = [];
    const onEvent = (event: ClientEvent) => events.push(event);
    const { qf, clock: time } = scriptedClient([act], { onEvent, timeout: 1_000, ...options });
    const outcome = qf.payments.retrieve(query).catch((error: unknown) => error);
    await time.advanceTo(outcome, 60_000);
    expect(time.pending).toBe(0);
    return { outcome: await outcome, end: events.find(({ type }) => type === 'attempt.end'), time };
  }

  it.each([
    [
      'an answer',
      rows(),
      { result: 'answer', requestSent: 'yes', httpStatus: 200, respcd: '0000' },
    ],
    ['a page', answers({}, 502), { result: 'lost', requestSent: 'yes', httpStatus: 502 }],
    ['HTTP 429', slowsDown(), { result: 'rate-limited', requestSent: 'yes', httpStatus: 429 }],
    ['silence', hangs, { result: 'lost', requestSent: 'maybe', httpStatus: undefined }],
    ['what nobody knows', fails('odd'), { result: 'lost', requestSent: 'maybe' }],
    [
      'a transport that knows that nothing was written',
      fails(new TransportError('refused', { requestSent: 'no' })),
      { result: 'unwritten', requestSent: 'no', httpStatus: undefined },
    ],
    [
      'an answer that broke off',
      fails(new TransportError('broke off', { requestSent: 'yes', httpStatus: 206 })),
      { result: 'lost', requestSent: 'yes', httpStatus: 206 },
    ],
  ] as const)('tells how it ended with %s', async (_name, act, facts) => {
    expect((await told(act)).end).toMatchObject(facts);
  });

  it('takes as long as one attempt may, and no longer than the call', async () => {
    expect((await told(hangs)).time.monotonic()).toBe(1_000);
    expect((await told(hangs, { totalTimeout: 600 })).time.monotonic()).toBe(600);
  });

  it('is given all that a transport needs, and one signal for whoever reads it', async () => {
    const seen: TransportRequest[] = [];
    const { outcome } = await told(async (request) => {
      seen.push(request);
      expect(request.signal).toBe(request.signal);
      expect(request.signal.aborted).toBe(false);
      return rows()(request);
    });
    expect(outcome).toMatchObject({ reason: 'not_found' });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: 'http://127.0.0.1:9/trade/v1/query',
        headers: { 'X-QF-APPCODE': 'TESTAPPCODE0001', accept: 'application/json' },
        body: expect.stringContaining('out_trade_no=order-1'),
        onEnd: expect.any(Function),
      },
    ]);
  });

  it('ends the transport, by signal and by call, when its time is over', async () => {
    const ended: unknown[] = [];
    await told((request) => {
      request.signal.addEventListener('abort', () => ended.push('signal'));
      request.onEnd?.(() => ended.push('call'));
      return hangs(request);
    });
    expect(ended).toEqual(['signal', 'call']);
  });
});

describe('a turn', () => {
  const turns = (answer: boolean) => {
    const asked: string[] = [];
    return {
      asked,
      tryAcquire: () => {
        asked.push('try');
        return answer;
      },
      acquire: async () => {
        asked.push('wait');
      },
    };
  };

  it.each([
    [true, ['try']],
    [false, ['try', 'wait']],
  ])(
    'that is free at once is taken (%s), and is waited for only when it is not',
    async (isFree, steps) => {
      const rateLimit = turns(isFree);
      const { qf, asked } = scriptedClient([rows()], { rateLimit });
      await qf.payments.retrieve({ out_trade_no: 'order-1', txdtm: '2026-03-10 12:00:00' });
      expect(rateLimit.asked).toEqual(steps);
      expect(asked()).toHaveLength(1);
    },
  );

  it('is not asked for by a caller who has aborted', async () => {
    const rateLimit = turns(true);
    const { qf, asked } = scriptedClient([rows()], { rateLimit });
    const signal = AbortSignal.abort('early');
    await expect(
      qf.payments.retrieve({ out_trade_no: 'order-1' }, { signal }),
    ).rejects.toMatchObject({ code: 'ERR_QF_ABORTED', requestSent: 'no', cause: 'early' });
    expect([rateLimit.asked, asked()]).toEqual([[], []]);
  });

  it('is not asked for when the time is over', async () => {
    const rateLimit = turns(true);
    const onEvent = ({ type }: ClientEvent) => {
      if (type === 'attempt.start') time.advance(100);
    };
    const options = { rateLimit, onEvent, totalTimeout: 100 };
    const { qf, clock: time, asked } = scriptedClient([rows()], options);
    await expect(qf.check()).rejects.toMatchObject({ code: 'ERR_QF_TIMEOUT', requestSent: 'no' });
    expect([rateLimit.asked, asked()]).toEqual([[], []]);
  });
});

it('gives a transport a request whose copy still ends', async () => {
  const copies: TransportRequest[] = [];
  const keeps: Act = (request) => {
    copies.push({ ...request });
    return rows()(request);
  };
  const { qf } = scriptedClient([keeps]);
  await qf.payments.retrieve({ out_trade_no: 'order-1', txdtm: '2026-01-15 10:30:34' });
  expect(copies[0]).toEqual({
    method: 'POST',
    url: expect.stringContaining('/trade/v1/query'),
    headers: expect.objectContaining({ accept: 'application/json' }),
    body: expect.stringContaining('out_trade_no=order-1'),
    onEnd: expect.any(Function),
    signal: expect.any(AbortSignal),
  });
});
