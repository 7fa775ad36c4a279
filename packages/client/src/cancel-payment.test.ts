import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { type Act, answers, fails } from './testing/scripted-transport.ts';
import { TransportError } from './transport.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;
let txdtm: string;

beforeEach(async () => {
  gateway = await openHostileGateway();
  qf = openClient(gateway.url);
  const created = await qf.payments.create(order);
  txdtm = created.txdtm ?? '';
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
});

const unpaid = () => ({ out_trade_no: 'order-1', txamt: 1000, txdtm });

describe('payments.close', () => {
  it('closes, and reports what a query says afterwards', async () => {
    const outcome = await qf.payments.close(unpaid());
    expect(outcome).toMatchObject({ status: 'failed', reason: 'closed', respcd: '1142' });
    expect(gateway.requests.map(({ operation }) => operation)).toEqual([
      'payment',
      'close',
      'query',
    ]);
  });

  it('returns the payment that was faster', async () => {
    gateway.ledger.pay('order-1');
    expect(await qf.payments.close(unpaid())).toMatchObject({ status: 'paid', txamt: 1000 });
  });

  it('does not believe a success without a number: an unsupported wallet answers so', async () => {
    gateway.plan('close', fault.refuses({ respcd: '0000' }));
    expect(await qf.payments.close(unpaid())).toMatchObject({ status: 'pending' });
  });

  it('is not sent twice when its answer is lost', async () => {
    gateway.plan('close', fault.resetAfterEffect);
    expect(await qf.payments.close(unpaid())).toMatchObject({ status: 'failed', reason: 'closed' });
    expect(gateway.count('close')).toBe(1);
  });

  it('is unknown when neither the close nor the query is answered', async () => {
    gateway.plan('close', fault.resetAfterEffect);
    gateway.always('query', fault.resetBeforeEffect);
    expect(await qf.payments.close(unpaid())).toMatchObject({
      status: 'unknown',
      reason: 'no_answer',
      out_trade_no: 'order-1',
    });
  });

  it('throws a listed no: the order is as it was', async () => {
    gateway.plan('close', fault.refuses({ respcd: '1136', resperr: 'no such order' }));
    await expect(qf.payments.close(unpaid())).rejects.toMatchObject({
      code: 'ERR_QF_REJECTED',
      operation: 'close',
      respcd: '1136',
    });
  });
});

describe('payments.reverse', () => {
  it('asks, reverses and asks again', async () => {
    const outcome = await qf.payments.reverse(unpaid());
    expect(outcome).toMatchObject({ status: 'failed', reason: 'reversed' });
    const calls = gateway.requests.slice(1).map(({ operation }) => operation);
    expect(calls).toEqual(['query', 'reversal', 'query']);
  });

  it('leaves a paid order alone', async () => {
    gateway.ledger.pay('order-1');
    expect(await qf.payments.reverse(unpaid())).toMatchObject({ status: 'paid' });
    expect(gateway.count('reversal')).toBe(0);
  });

  it.each(['802801', '806527', '802808'])(
    'refuses card pay type %s, whose reversal would void a good payment',
    async (pay_type) => {
      const row = gateway.ledger.row('order-1');
      if (row === undefined) throw new Error('no order');
      row['pay_type'] = pay_type;
      await expect(qf.payments.reverse(unpaid())).rejects.toMatchObject({
        code: 'ERR_QF_CARD_REVERSAL',
      });
      await expect(qf.payments.reverse({ ...unpaid(), pay_type })).rejects.toMatchObject({
        code: 'ERR_QF_CARD_REVERSAL',
        requestSent: 'no',
      });
      expect(gateway.count('reversal')).toBe(0);
    },
  );

  it.each(['999999', PayType.APPLE_PAY])(
    'refuses pay type %s, of which it is not sure',
    async (pay_type) => {
      await expect(qf.payments.reverse({ ...unpaid(), pay_type })).rejects.toMatchObject({
        code: 'ERR_QF_CARD_REVERSAL',
      });
      expect(gateway.count('query')).toBe(0);
    },
  );

  it('does not reverse what neither side can name: it could be a card', async () => {
    gateway.ledger.rows.length = 0;
    expect(await qf.payments.reverse(unpaid())).toMatchObject({
      status: 'unknown',
      reason: 'not_found',
    });
    expect(gateway.count('reversal')).toBe(0);
  });

  it('reverses an order that is not found when the caller names its wallet', async () => {
    gateway.ledger.rows.length = 0;
    const request = { ...unpaid(), pay_type: PayType.ALIPAY_SCAN };
    await expect(qf.payments.reverse(request)).rejects.toMatchObject({ respcd: '1136' });
    expect(gateway.count('reversal')).toBe(1);
  });

  it('does not take the wallet of another order for its own', async () => {
    const row = { out_trade_no: 'order-2', pay_type: PayType.ALIPAY_SCAN, respcd: '1143' };
    gateway.always('query', fault.refuses({ respcd: '0000', data: [row] }));
    expect(await qf.payments.reverse(unpaid())).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
    expect(gateway.count('reversal')).toBe(0);
  });
});

describe('payments.reverse looks at every row of the number and', () => {
  const request = { out_trade_no: 'order-1', txamt: 1000, txdtm: '2026-03-10 12:00:00' };
  const row = {
    ...request,
    syssn: '1',
    order_type: 'payment',
    pay_type: PayType.ALIPAY_SCAN,
    txcurrcd: 'HKD',
    cancel: '0',
    respcd: '1143',
  };

  function reversed(...acts: Act[]) {
    const { qf: scripted, asked } = scriptedClient(acts);
    const sent = () => asked().filter(({ operation }) => operation === 'reversal').length;
    return { reverse: scripted.payments.reverse.bind(scripted.payments), sent };
  }

  it.each([
    ['a card', '802801'],
    ['Apple Pay', PayType.APPLE_PAY],
    ['a pay type of which it is not sure', '999999'],
  ])('refuses when one of them is %s', async (_name, pay_type) => {
    for (const card of [{ pay_type }, { pay_type, respcd: '1142' }]) {
      const { reverse, sent } = reversed(rows(row, { ...row, ...card, syssn: '2' }));
      const refusal = { code: 'ERR_QF_CARD_REVERSAL', requestSent: 'no' };
      await expect(reverse(request)).rejects.toMatchObject(refusal);
      await expect(reverse({ ...request, pay_type: row.pay_type })).rejects.toMatchObject(refusal);
      expect(sent()).toBe(0);
    }
  });

  it('reverses nothing when the question was half answered', async () => {
    const border = { ...request, txdtm: '2026-03-31 23:00:00' };
    const { reverse, sent } = reversed(rows(row), answers({ respcd: '1112' }));
    expect(await reverse({ ...border, pay_type: row.pay_type })).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous_code',
      respcd: '1112',
    });
    expect(sent()).toBe(0);
  });

  it.each([
    ['is of another amount', request, { txamt: 5, respcd: '0000' }],
    ['is not the one of that syssn', { ...request, syssn: '7' }, {}],
  ])('reverses nothing when one %s', async (_name, asked, other) => {
    const { reverse, sent } = reversed(rows(row, { ...row, ...other, syssn: '2' }));
    expect(await reverse(asked)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
      out_trade_no: 'order-1',
      raw: [{ syssn: '1' }, { syssn: '2' }],
    });
    expect(sent()).toBe(0);
  });

  it('reverses nothing of a syssn that no row shows', async () => {
    const { reverse, sent } = reversed(rows());
    const asked = { ...request, syssn: '7', pay_type: row.pay_type };
    expect(await reverse(asked)).toMatchObject({ status: 'unknown', reason: 'mismatch' });
    expect(sent()).toBe(0);
  });

  it.each([
    ['is done and in an unknown state', { respcd: '0000', cancel: '7' }],
    ['names no wallet', { pay_type: '' }],
  ])('reverses nothing when one %s', async (_name, other) => {
    const { reverse, sent } = reversed(rows(row, { ...row, ...other, syssn: '2' }));
    expect(await reverse(request)).toMatchObject({ final: false });
    expect(sent()).toBe(0);
  });

  it.each([
    ['it is the one of that syssn', { ...request, syssn: '1' }, {}],
    ['it was tried before and closed', request, { respcd: '1142', cancel: '2' }],
    ['it was reversed before', request, { respcd: '0000', cancel: '1' }],
    ['it was cancelled before', request, { respcd: '0000', cancel: '2' }],
    ['it is the record of a close', request, { order_type: 'close', respcd: '0000' }],
    [
      'it names no wallet and the caller does',
      { ...request, pay_type: '800108' },
      { pay_type: '' },
    ],
    ['it is frozen money', request, { pay_type: '801801', respcd: '0000' }],
  ])('reverses when %s', async (_name, asked, other) => {
    const accepted = answers({ respcd: '0000', syssn: '9' });
    const { reverse, sent } = reversed(
      rows(row, { ...row, ...other, syssn: '2' }),
      accepted,
      rows(),
    );
    await reverse(asked);
    expect(sent()).toBe(1);
  });
});

it('reverses what is named by QFPay’s number alone', async () => {
  const row = { syssn: '1', out_trade_no: 'order-1', txamt: '1000', respcd: '1143' };
  const wallet = { ...row, pay_type: PayType.ALIPAY_SCAN, order_type: 'payment' };
  const { qf: scripted, asked } = scriptedClient([
    rows(wallet),
    answers({ respcd: '1145' }),
    rows(),
  ]);
  await scripted.payments.reverse({ syssn: '1', txamt: 1000, txdtm: '2026-03-10 12:00:00' });
  expect(asked().map(({ operation }) => operation)).toEqual(['query', 'reversal', 'query']);
});

describe('what a cancel leaves', () => {
  const close = { out_trade_no: 'order-1', txamt: 1000, txdtm: '2026-03-10 12:00:00' };
  const row = { ...close, syssn: '1', txcurrcd: 'HKD', respcd: '1142', order_type: 'payment' };
  const lost = fails(new TransportError('lost', { requestSent: 'maybe' }));

  it.each([
    ['accepted', answers({ respcd: '0000', syssn: '9' })],
    ['under way', answers({ respcd: '1145' })],
    ['ambiguous', answers({ respcd: '1161' })],
    ['lost', lost],
  ])('is asked for in the order’s own month when it is %s', async (_name, act) => {
    const { qf: scripted, asked } = scriptedClient([act, rows(row)]);
    expect(await scripted.payments.close(close)).toMatchObject({
      status: 'failed',
      reason: 'closed',
    });
    expect(asked().map(({ operation }) => operation)).toEqual(['close', 'query']);
    expect(asked()[1]).toMatchObject({ start_time: '2026-03-01 00:00:00' });
  });

  it.each([
    [
      { respcd: '0000', syssn: '9' },
      { reason: 'no_answer', respcd: '0000' },
    ],
    [{ respcd: '1145' }, { reason: 'no_answer', respcd: '1145' }],
    [
      { respcd: '1161', txamt: '1000' },
      { reason: 'ambiguous_code', respcd: '1161' },
    ],
  ])('is unknown after %j when the question is lost', async (reply, left) => {
    const { qf: scripted } = scriptedClient([answers(reply, 202), lost]);
    expect(await scripted.payments.close(close)).toMatchObject({
      status: 'unknown',
      ...left,
      raw: reply,
      httpStatus: 202,
      out_trade_no: 'order-1',
      txdtm: '2026-03-10 12:00:00',
    });
  });

  it('is a mismatch where the row has another amount', async () => {
    const accepted = answers({ respcd: '0000', syssn: '9' });
    const { qf: scripted } = scriptedClient([accepted, rows({ ...row, txamt: 1 })]);
    expect(await scripted.payments.close(close)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
  });

  it.each(['close', 'reverse'] as const)(
    'of %s is a mismatch where the row has another currency, which is not sent',
    async (method) => {
      const open = { ...row, respcd: '1143', pay_type: PayType.ALIPAY_SCAN };
      const paid = rows({ ...open, respcd: '0000', txcurrcd: 'CNY' });
      const before = method === 'reverse' ? [rows(open)] : [];
      const { qf: scripted, asked } = scriptedClient([
        ...before,
        answers({ respcd: '1145' }),
        paid,
      ]);
      const request = { ...close, txcurrcd: 'HKD' };
      expect(await scripted.payments[method](request)).toMatchObject({
        status: 'unknown',
        reason: 'mismatch',
      });
      expect(asked().at(-2)).toMatchObject({ out_trade_no: 'order-1', txamt: '1000' });
      expect(asked().at(-2)).not.toHaveProperty('txcurrcd');
    },
  );

  it('reverses nothing of another currency', async () => {
    const { qf: scripted, asked } = scriptedClient([rows({ ...row, respcd: '1143' })]);
    const request = { ...close, txcurrcd: 'CNY', pay_type: PayType.ALIPAY_SCAN };
    expect(await scripted.payments.reverse(request)).toMatchObject({ reason: 'mismatch' });
    expect(asked()).toHaveLength(1);
  });

  it('is nothing of what is no request', async () => {
    const get = () => {
      throw new Error('getter');
    };
    const getter = Object.defineProperty({}, 'out_trade_no', { enumerable: true, get });
    const currencies = ['hkd', 5].map((txcurrcd) => ({ ...close, txcurrcd }));
    const { qf: scripted, asked } = scriptedClient([]);
    for (const wrong of [null, undefined, getter, 'order-1', ...currencies]) {
      for (const method of ['close', 'reverse'] as const) {
        await expect(scripted.payments[method](wrong as never)).rejects.toMatchObject({
          code: 'ERR_QF_INVALID_REQUEST',
        });
      }
    }
    expect(asked()).toHaveLength(0);
  });

  it('is asked for by QFPay’s number where the order was named by it', async () => {
    const { qf: scripted, asked } = scriptedClient([lost, rows(row)]);
    const { out_trade_no: _, ...byNumber } = { ...close, syssn: '1' };
    expect(await scripted.payments.close(byNumber)).toMatchObject({
      status: 'failed',
      out_trade_no: 'order-1',
    });
    expect(asked()[1]).toMatchObject({ syssn: '1' });
  });

  it.each(['1260', '1263', '1264', '1262', '2011'])(
    'is searched in this month and the last one after %s: the order may be paid there',
    async (respcd) => {
      const paid = { ...row, syssn: '2', respcd: '0000' };
      const acts = [answers({ respcd }), rows({ ...row, cancel: '2' }), rows(paid)];
      const { qf: scripted, asked } = scriptedClient(acts);
      expect(await scripted.payments.close(close)).toMatchObject({ status: 'paid', syssn: '2' });
      expect(asked().at(-1)).toMatchObject({ start_time: '2026-02-01 00:00:00' });
    },
  );

  it('has not failed when the order is said to be paid and only a closed row is found', async () => {
    const { qf: scripted } = scriptedClient([answers({ respcd: '1260' }), rows(row), rows()]);
    expect(await scripted.payments.close(close)).toMatchObject({
      status: 'unknown',
      final: false,
      respcd: '1260',
    });
  });

  it('throws a listed no with the status it came with', async () => {
    const { qf: scripted } = scriptedClient([answers({ respcd: '1150' }, 400)]);
    await expect(scripted.payments.close(close)).rejects.toMatchObject({
      operation: 'close',
      disposition: 'declined',
      httpStatus: 400,
    });
  });
});
