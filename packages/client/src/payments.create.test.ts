import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import { isQFPayError } from './qfpay-error.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';

let gateway: HostileGateway;
let qf: QFPayClient;

beforeEach(async () => {
  gateway = await openHostileGateway();
  qf = openClient(gateway.url);
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
});

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1234,
  txcurrcd: 'HKD',
} as const;

describe('payments.create', () => {
  it('finds an order of last month when its number is used again', async () => {
    await qf.payments.create(order);
    gateway.ledger.pay('order-1');
    const row = gateway.ledger.row('order-1');
    if (row === undefined) throw new Error('no order');
    row['sysdtm'] = lastMonth();
    expect(await qf.payments.create(order)).toMatchObject({ status: 'paid', txamt: 1234 });
    expect(gateway.ledger.rows).toHaveLength(1);
  });

  it('gives the page to show', async () => {
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({
      status: 'created',
      final: false,
      pay_url: 'https://pay.invalid/order-1',
      out_trade_no: 'order-1',
      txamt: 1234,
      httpStatus: 200,
    });
  });

  it('fills in its time and signs what it sends', async () => {
    await qf.payments.create(order);
    const [{ fields, headers }] = gateway.requests as [(typeof gateway.requests)[0]];
    expect(fields['txdtm']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(headers).toMatchObject({ 'x-qf-appcode': 'TESTAPPCODE0001' });
    expect(headers['x-qf-sign']).toMatch(/^[0-9A-F]{32}$/);
  });

  const lost = {
    resetAfterEffect: fault.resetAfterEffect,
    closeAfterEffect: fault.closeAfterEffect,
    hangAfterEffect: fault.hangAfterEffect,
    stall: fault.stall,
    drip: fault.drip,
    truncated: fault.truncated,
    truncatedCloseDelimited: fault.truncatedCloseDelimited,
    truncatedChunked: fault.truncatedChunked,
    'a 502 page': fault.page(502),
    garbage: fault.garbage,
    'a 302': fault.says('', { status: 302, headers: { Location: '/elsewhere' } }),
    'an unlisted code': fault.says('{"respcd":"7777"}'),
    'an answer for another order': fault.says((truth) =>
      JSON.stringify({ ...truth, out_trade_no: 'order-2' }),
    ),
  };

  it.each(Object.entries(lost))(
    'asks after %s, and does not send twice',
    async (_name, misbehave) => {
      gateway.plan('payment', misbehave);
      const outcome = await qf.payments.create(order);
      expect(outcome).toMatchObject({ status: 'pending', reason: 'processing' });
      expect(gateway.count('payment')).toBe(1);
      expect(gateway.count('query')).toBe(1);
    },
  );

  it('is unknown when the question is lost as well', async () => {
    gateway.plan('payment', fault.resetAfterEffect);
    gateway.always('query', fault.resetBeforeEffect);
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({ status: 'unknown', final: false, reason: 'no_answer' });
    expect(gateway.count('payment')).toBe(1);
  });

  it('rejects a listed no, with everything that is known', async () => {
    gateway.plan('payment', fault.refuses({ respcd: '1108', resperr: 'sign check failed' }));
    const error = await qf.payments.create(order).catch((thrown: unknown) => thrown);
    expect(isQFPayError(error)).toBe(true);
    expect(error).toMatchObject({
      name: 'RejectedError',
      code: 'ERR_QF_REJECTED',
      respcd: '1108',
      disposition: 'auth-config',
      requestSent: 'yes',
      out_trade_no: 'order-1',
      httpStatus: 200,
    });
  });

  it('repeats what was never written', async () => {
    gateway.refuseConnections(2);
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({ status: 'created' });
    expect(gateway.count('payment')).toBe(1);
  });

  it('rejects with proof when nothing could be written', async () => {
    gateway.refuseConnections(9);
    await expect(qf.payments.create(order)).rejects.toMatchObject({
      code: 'ERR_QF_CONNECTION',
      requestSent: 'no',
      attempts: 3,
    });
    expect(gateway.requests).toHaveLength(0);
  });

  it('sends the identical bytes after 429', async () => {
    gateway.plan('payment', fault.slowDown({ 'Retry-After': '0' }));
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({ status: 'created' });
    const [first, second] = gateway.requests;
    expect(second?.body).toBe(first?.body);
  });

  it('is rate-limited when every attempt was', async () => {
    gateway.always('payment', fault.slowDown({ 'Retry-After': '0' }));
    await expect(qf.payments.create(order)).rejects.toMatchObject({
      code: 'ERR_QF_RATE_LIMITED',
      retryAfter: 0,
      attempts: 3,
    });
  });

  it('names every wrong field before anything is sent', async () => {
    const wrong = { ...order, txamt: 0, colour: 'red' };
    await expect(qf.payments.create(wrong)).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
      requestSent: 'no',
      issues: [
        expect.objectContaining({ field: 'txamt' }),
        expect.objectContaining({ field: 'colour', rule: 'unknown_field' }),
      ],
    });
    expect(gateway.requests).toHaveLength(0);
  });
});

/** A time of the gateway in the middle of the month before this one. */
function lastMonth(): string {
  const moment = new Date(Date.now() + 8 * 3_600_000);
  moment.setUTCDate(0);
  return `${moment.toISOString().slice(0, 7)}-15 12:00:00`;
}
