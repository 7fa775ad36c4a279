import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import type { QFPayClient } from './qfpay-client.ts';
import { AnswerError } from './qfpay-error.ts';
import { doubtAbout } from './settle.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { undiciTransport } from './undici-transport.ts';

let gateway: HostileGateway;
const clients: QFPayClient[] = [];

beforeEach(async () => {
  gateway = await openHostileGateway();
});
afterEach(async () => {
  for (const qf of clients.splice(0)) await qf.close();
  await gateway.close();
});

function client(options: Partial<ClientOptions> = {}): QFPayClient {
  const qf = openClient(gateway.url, { maxRetries: 0, ...options });
  clients.push(qf);
  return qf;
}

/** A transport that counts how often its connections are dropped. */
function counted() {
  const own = undiciTransport();
  let count = 0;
  const dropConnections = () => {
    count += 1;
    own.dropConnections?.();
  };
  return { drops: () => count, transport: { ...own, dropConnections } };
}

const order = {
  pay_type: '801514',
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

const foreign = fault.says('{"respcd":"0000","out_trade_no":"somebody-else"}');
const empty = fault.refuses({ respcd: '0000', data: [] });

describe('after an answer of somebody else', () => {
  it('asks over new connections, and only then', async () => {
    const { drops, transport } = counted();
    const qf = client({ transport });
    gateway.plan('payment', fault.page(502), foreign);
    await qf.payments.create(order);
    expect(drops()).toBe(0);
    const other = { ...order, out_trade_no: 'order-2' };
    expect(await qf.payments.create(other)).toMatchObject({ status: 'pending' });
    expect(drops()).toBe(1);
    await transport.close?.();
  });

  it('asks even when the transport cannot drop its connections', async () => {
    const transport = {
      ...undiciTransport(),
      dropConnections() {
        throw new Error('not today');
      },
    };
    gateway.plan('payment', foreign);
    expect(await client({ transport }).payments.create(order)).toMatchObject({
      status: 'pending',
      out_trade_no: 'order-1',
    });
    expect(gateway.count('payment')).toBe(1);
    await transport.close?.();
  });

  it('is what the row says, without a word of the doubt', async () => {
    gateway.plan('payment', foreign);
    const outcome = await client().payments.create(order);
    expect(outcome).not.toHaveProperty('cause');
    expect(outcome).toMatchObject({ status: 'pending', respcd: '1145' });
  });

  it('stays a mismatch while no row is found', async () => {
    gateway.plan('payment', foreign);
    gateway.always('query', empty);
    expect(await client().payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
      respcd: '0000',
    });
  });

  it('is a mismatch when a row of it says nothing either', async () => {
    gateway.plan('payment', foreign);
    const row = { out_trade_no: 'order-1', respcd: '1161', order_type: 'payment' };
    gateway.always('query', fault.refuses({ respcd: '0000', data: [row] }));
    expect(await client().payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous_code',
      respcd: '1161',
    });
  });
});

describe('what stays unknown', () => {
  it('tells the code of the answer and the reason that the query found', async () => {
    gateway.plan('payment', fault.refuses({ respcd: '1161' }));
    gateway.always('query', empty);
    expect(await client().payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'not_found',
      respcd: '1161',
      raw: [],
      httpStatus: 200,
      cause: undefined,
    });
  });

  it('tells why the answer was lost, and what the query found', async () => {
    gateway.plan('payment', fault.resetBeforeEffect);
    expect(await client().payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'not_found',
      cause: { code: 'ERR_QF_NO_ANSWER', requestSent: 'maybe' },
    });
  });

  it('tells the answer itself when the query fails', async () => {
    const reply = { respcd: '1161', respmsg: 'result unknown' };
    gateway.plan('payment', fault.refuses(reply, { status: 202 }));
    gateway.always('query', fault.page(502));
    expect(await client().payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous_code',
      respcd: '1161',
      raw: reply,
      httpStatus: 202,
      cause: { code: 'ERR_QF_UNREADABLE_ANSWER', httpStatus: 502 },
    });
  });

  it('tells the first failure when the query fails as well', async () => {
    gateway.plan('payment', fault.page(503));
    gateway.always('query', fault.page(502));
    expect(await client().payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'unreadable_answer',
      httpStatus: 503,
      raw: undefined,
      cause: { code: 'ERR_QF_UNREADABLE_ANSWER', httpStatus: 503 },
    });
  });

  it('is not asked about once the caller aborted', async () => {
    const controller = new AbortController();
    gateway.plan('payment', () => controller.abort('enough'));
    const outcome = await client().payments.create(order, { signal: controller.signal });
    expect(outcome).toMatchObject({
      status: 'unknown',
      reason: 'no_answer',
      cause: { code: 'ERR_QF_ABORTED', cause: 'enough' },
    });
    expect(gateway.count('query')).toBe(0);
  });
});

describe('doubtAbout', () => {
  const answer = { status: 'settle', respcd: '1234', raw: { respcd: '1234' } } as const;

  it.each([
    ['ambiguous_code', 'ambiguous_code'],
    ['already_done', 'ambiguous_code'],
    ['confirm', 'ambiguous_code'],
    ['mismatch', 'mismatch'],
  ] as const)('reads an answer that is %s as %s', (reason, doubt) => {
    expect(doubtAbout({ ...answer, reason }, { httpStatus: 202 })).toEqual({
      reason: doubt,
      respcd: '1234',
      raw: { respcd: '1234' },
      httpStatus: 202,
      isKnown: reason === 'already_done',
    });
    expect(doubtAbout({ ...answer, reason }).httpStatus).toBeUndefined();
  });

  it.each([
    ['2011', true],
    ['1260', true],
    ['1161', false],
    ['7777', false],
  ])('takes the number for known after %s from any call: %s', (respcd, isKnown) => {
    const doubt = doubtAbout({ ...answer, reason: 'ambiguous_code', respcd });
    expect(doubt).toMatchObject({ reason: 'ambiguous_code', isKnown });
  });

  it('keeps why an answer is missing', () => {
    const cause = new AnswerError('ERR_QF_NO_ANSWER', 'lost', {});
    const lost = { kind: 'unanswered', reason: 'no_answer', httpStatus: 502, cause } as const;
    expect(doubtAbout(lost)).toMatchObject({ reason: 'no_answer', httpStatus: 502, cause });
  });
});
