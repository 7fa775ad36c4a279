import {
  authtradeOperation,
  createPaymentIntentOperation,
  createTokenIntentOperation,
  type Operation,
  paymentOperation,
  queryOperation,
  refundOperation,
  tradeBillOperation,
  weixinOpenidOperation,
} from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import type { Coded } from './read-answer.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { undiciTransport } from './undici-transport.ts';

let gateway: HostileGateway;
let qf: QFPayClient;

beforeEach(async () => {
  gateway = await openHostileGateway();
  qf = openClient(gateway.url, { mchid: 'MCH1' });
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
});

const order = {
  pay_type: '801514',
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

describe('qf.call', () => {
  it('sends any operation, with time and merchant filled in, and judges its code', async () => {
    const outcome = await qf.call(paymentOperation, order);
    expect(outcome).toMatchObject({
      status: 'success',
      respcd: '0000',
      reply: { out_trade_no: 'order-1', txamt: 1000 },
      raw: { txamt: '1000' },
      httpStatus: 200,
    });
    expect(gateway.requests[0]?.fields).toMatchObject({
      mchid: 'MCH1',
      txdtm: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('names the shop wherever an operation takes one', async () => {
    const fields = { txamt: 1000, pay_type: '802801', out_trade_no: 'order-1' };
    await qf.call(createPaymentIntentOperation, fields);
    await qf.call(createTokenIntentOperation, { customer_id: 'cust_1' });
    await qf.call(weixinOpenidOperation, { code: 'once' }).catch(() => {});
    const asked = gateway.requests.filter(({ fields: sent }) => sent['mchid'] === 'MCH1');
    expect(new Set(asked.map(({ operation }) => operation)).size).toBe(3);
    expect(asked).toHaveLength(gateway.requests.length);
  });

  it('keeps the time and the merchant that the caller gives', async () => {
    const txdtm = '2026-03-15 12:00:00';
    await qf.call(paymentOperation, { ...order, txdtm, mchid: 'MCH2' });
    expect(gateway.requests[0]?.fields).toMatchObject({ mchid: 'MCH2', txdtm });
  });

  it.each([
    ['1143', 'pending'],
    ['1202', 'declined'],
    ['2011', 'already-done'],
    ['7777', 'ambiguous'],
    ['1100', 'ambiguous'],
    ['1205', 'ambiguous'],
  ])('gives %s as %s', async (respcd, status) => {
    gateway.plan('payment', fault.refuses({ respcd, resperr: 'as it says' }));
    expect(await qf.call(paymentOperation, order)).toMatchObject({ status, respcd });
  });

  it.each([
    ['1108', 'auth-config'],
    ['1104', 'invalid-request'],
  ])('throws %s, which is a no', async (respcd, disposition) => {
    gateway.plan('payment', fault.refuses({ respcd, respmsg: 'as it says' }));
    await expect(qf.call(paymentOperation, order)).rejects.toMatchObject({
      code: 'ERR_QF_REJECTED',
      disposition,
      respmsg: 'as it says',
    });
  });

  it.each([
    [{ respmsg: 'filter error' }, 'auth-config', 'filter error'],
    [{ resperr: 'filter error' }, 'auth-config', 'filter error'],
    [{ respmsg: 'as it says', resperr: 'filter error' }, 'invalid-request', 'as it says'],
    [{}, 'invalid-request', undefined],
  ])('reads the text beside 1104 in %j', async (text, disposition, respmsg) => {
    const reply = { respcd: '1104', ...text };
    gateway.plan('payment', fault.refuses(reply, { status: 400 }));
    await expect(qf.call(paymentOperation, order)).rejects.toMatchObject({
      disposition,
      respmsg,
      operation: 'payment',
      raw: reply,
      httpStatus: 400,
    });
  });

  it('does not ask for the confirmation of a read’s no', async () => {
    const range = { start_time: '2026-03-01 00:00:00', end_time: '2026-03-02 00:00:00' };
    gateway.plan('query', fault.refuses({ respcd: '1205' }));
    expect(await qf.call(queryOperation, range)).toMatchObject({ status: 'declined' });
  });

  it('tells the page that came instead of an answer', async () => {
    gateway.plan('payment', fault.page(502));
    expect(await qf.call(paymentOperation, order)).toMatchObject({
      status: 'unknown',
      reason: 'unreadable_answer',
      httpStatus: 502,
      cause: { code: 'ERR_QF_UNREADABLE_ANSWER' },
    });
  });

  const refund = { syssn: '2026', out_trade_no: 'refund-1', txamt: 5 };
  const capture = { syssn: '2026', txamt: 5 };

  it.each([
    ['another number', paymentOperation, order, { out_trade_no: 'somebody-else' }],
    ['another amount', paymentOperation, order, { txamt: '999' }],
    ['another currency', paymentOperation, order, { txcurrcd: 'CNY' }],
    ['another original', refundOperation, refund, { orig_syssn: '2025' }],
    ['another amount', authtradeOperation, capture, { txamt: 6 }],
  ] as const)(
    'is a mismatch when the answer carries %s, whatever its code',
    async (_name, operation, fields, other) => {
      const own = undiciTransport();
      const dropped: string[] = [];
      const dropConnections = () => dropped.push('all');
      const counting = openClient(gateway.url, { transport: { ...own, dropConnections } });
      for (const respcd of ['0000', '1202', '1108', '7777']) {
        gateway.plan('*', fault.refuses({ ...fields, syssn: '1', respcd, ...other }));
        const outcome = await counting.call(operation as Operation<object, Coded>, fields);
        expect(outcome).toMatchObject({
          status: 'unknown',
          reason: 'mismatch',
          httpStatus: 200,
          cause: { code: 'ERR_QF_UNREADABLE_ANSWER', requestSent: 'yes', raw: other },
        });
      }
      expect(dropped).toHaveLength(4);
      await own.close?.();
    },
  );

  it.each([
    ['the amount as text', paymentOperation, order, { txamt: '1000' }],
    ['nothing of what was sent', refundOperation, refund, { orig_syssn: null, txamt: '' }],
    [
      'a number of the capture’s own',
      authtradeOperation,
      { ...capture, out_trade_no: 'a' },
      { out_trade_no: 'b' },
    ],
  ] as const)(
    'is no mismatch when the answer carries %s',
    async (_name, operation, fields, other) => {
      gateway.plan('*', fault.refuses({ respcd: '0000', syssn: '1', ...other }));
      const outcome = await qf.call(operation as Operation<object, Coded>, fields);
      expect(outcome).toMatchObject({ status: 'success' });
    },
  );

  it('throws when a read is answered with something else', async () => {
    gateway.plan('query', fault.refuses({ respcd: '0000', out_trade_no: 'order-2', data: [] }));
    await expect(qf.call(queryOperation, { out_trade_no: 'order-1' })).rejects.toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
      operation: 'query',
      out_trade_no: 'order-1',
    });
  });

  it('does not ask what became of a change whose answer is lost', async () => {
    gateway.plan('refund', fault.resetAfterEffect);
    const fields = { syssn: '2026', out_trade_no: 'refund-1', txamt: 5 };
    expect(await qf.call(refundOperation, fields)).toMatchObject({
      status: 'unknown',
      reason: 'no_answer',
      cause: { code: 'ERR_QF_NO_ANSWER', requestSent: 'maybe' },
    });
    expect(gateway.count('query')).toBe(0);
  });

  it('throws when a read is refused or not answered', async () => {
    const range = { start_time: '2026-03-01 00:00:00', end_time: '2026-03-02 00:00:00' };
    gateway.plan('query', fault.refuses({ respcd: '1100' }));
    await expect(qf.call(queryOperation, range)).rejects.toMatchObject({ respcd: '1100' });
    gateway.always('query', fault.hang);
    await expect(
      qf.call(queryOperation, range, { timeout: 50, totalTimeout: 200 }),
    ).rejects.toMatchObject({ code: 'ERR_QF_TIMEOUT', requestSent: 'maybe' });
  });

  it.each([0x0403, 0x0605])('gives the file that a download brings', async (kind) => {
    const file = Buffer.from([0x50, 0x4b, kind & 255, kind >> 8, 7, 0]);
    gateway.plan('*', ({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${file.length}\r\n\r\n`);
      socket.write(file);
    });
    const outcome = await qf.call(tradeBillOperation, { trade_date: '2026-03-14' });
    const success = { status: 'success', respcd: '0000', httpStatus: 200 };
    expect(outcome).toMatchObject({ ...success, raw: { file } });
  });

  it('throws what comes instead of a download', async () => {
    gateway.plan('*', fault.refuses({ respcd: '1108' }));
    await expect(qf.call(tradeBillOperation, { trade_date: '2026-03-14' })).rejects.toMatchObject({
      code: 'ERR_QF_REJECTED',
      respcd: '1108',
    });
    gateway.always('*', fault.page(200));
    await expect(qf.call(tradeBillOperation, { trade_date: '2026-03-14' })).rejects.toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
    });
  });

  it('sends a GET with its fields in the query string', async () => {
    const getQuery: Operation<object, { readonly respcd: string }> = {
      ...queryOperation,
      method: 'GET',
    };
    const outcome = await qf.call(getQuery, { out_trade_no: 'order 1'.replace(' ', '-') });
    expect(outcome).toMatchObject({ status: 'success' });
    expect(gateway.requests[0]).toMatchObject({
      body: '',
      fields: { out_trade_no: 'order-1', mchid: 'MCH1' },
    });
    expect(gateway.requests[0]?.headers).not.toHaveProperty('content-type');
  });

  it.each([[null], ['order'], [[]], [undefined]])('refuses %j as fields', async (fields) => {
    await expect(qf.call(paymentOperation, fields as never)).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
    });
  });
});

describe('429', () => {
  const slowed = async (headers: Record<string, string>) => {
    gateway.always('payment', fault.slowDown(headers));
    const error = await qf.payments.create(order).catch((thrown: unknown) => thrown);
    return error as { code: string; retryAfter: number | undefined; attempts: number };
  };

  it('that asks for more time than there is ends the call at once', async () => {
    expect(await slowed({ 'Retry-After': '3600' })).toMatchObject({
      code: 'ERR_QF_RATE_LIMITED',
      retryAfter: 3_600_000,
      attempts: 1,
    });
  });

  it.each([
    ['authtrade', 1],
    ['subscription_create', 1],
    ['subscription_charge', 1],
    ['customer_create', 1],
    ['product_create', 1],
    ['unfreeze', 3],
    ['refund', 3],
  ] as const)('is repeated only where a number tells two apart: %s', async (name, attempts) => {
    gateway.always('*', fault.slowDown({ 'Retry-After': '0' }));
    const operation = { ...authtradeOperation, name };
    const answer = qf.call(operation, { syssn: '2026', txamt: 1000 });
    await expect(answer).rejects.toMatchObject({ code: 'ERR_QF_RATE_LIMITED', attempts });
    expect(gateway.requests).toHaveLength(attempts);
  });

  it('may name a moment', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const { retryAfter = 0 } = await slowed({ 'Retry-After': inAnHour });
    expect(retryAfter).toBeGreaterThan(3_500_000);
    expect(retryAfter).toBeLessThanOrEqual(3_600_000);
  });

  it('may name a moment of a clock that is hours away from ours', async () => {
    const [now, later] = [5, 6].map((hours) => Date.now() + hours * 3_600_000);
    const moment = (ms = 0) => new Date(ms).toUTCString();
    const headers = { 'Retry-After': moment(later), Date: moment(now) };
    expect(await slowed(headers)).toMatchObject({ retryAfter: 3_600_000 });
  });

  it('may name a moment that has passed, or nothing that is a time', async () => {
    const past = new Date(Date.now() - 3_600_000).toUTCString();
    expect(await slowed({ 'Retry-After': past })).toMatchObject({ retryAfter: 0, attempts: 3 });
    expect(await slowed({ 'Retry-After': 'soon' })).toMatchObject({ retryAfter: undefined });
  });

  it('stays the reason when the next attempt is not even written', async () => {
    gateway.plan('payment', (context) => {
      gateway.refuseConnections(9);
      fault.slowDown({ 'Retry-After': '0', Connection: 'close' })(context);
      context.socket.end();
    });
    await expect(qf.payments.create(order)).rejects.toMatchObject({
      code: 'ERR_QF_RATE_LIMITED',
      requestSent: 'yes',
    });
  });

  it('lets an abort through between two attempts', async () => {
    const controller = new AbortController();
    gateway.always('payment', (context) => {
      fault.slowDown({ 'Retry-After': '1' })(context);
      setTimeout(() => controller.abort(new Error('enough')), 50);
    });
    await expect(qf.payments.create(order, { signal: controller.signal })).rejects.toMatchObject({
      code: 'ERR_QF_ABORTED',
      cause: { message: 'enough' },
    });
  });
});

describe('waiting for a turn', () => {
  it('is part of the total time', async () => {
    const slow = qf.withOptions({ rateLimit: { perSecond: 1 } });
    await slow.check();
    await expect(slow.check({ totalTimeout: 100 })).rejects.toMatchObject({
      code: 'ERR_QF_TIMEOUT',
      requestSent: 'no',
    });
  });

  it('ends when the caller aborts', async () => {
    const slow = qf.withOptions({ rateLimit: { perSecond: 1 } });
    await slow.check();
    const controller = new AbortController();
    const waiting = slow.check({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toMatchObject({
      code: 'ERR_QF_ABORTED',
      requestSent: 'no',
      cause: { message: 'enough' },
    });
  });
});

describe('a transport of the caller', () => {
  it.each([
    ['rejects with something of its own', () => Promise.reject(new Error('broken pipe'))],
    [
      'throws at once',
      () => {
        throw new Error('broken pipe');
      },
    ],
  ])('that %s may have sent it', async (_name, send) => {
    const odd = openClient(gateway.url, { transport: { send } });
    expect(await odd.payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'no_answer',
      cause: { requestSent: 'maybe' },
    });
    await odd.close();
  });
});
