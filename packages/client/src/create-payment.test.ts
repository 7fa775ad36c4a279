import { describe, expect, it } from 'vitest';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { answers, fails } from './testing/scripted-transport.ts';
import { TransportError } from './transport.ts';

const order = {
  pay_type: '801514',
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
  txdtm: '2026-03-10 12:00:00',
} as const;
const paid = {
  syssn: '1',
  out_trade_no: 'order-1',
  order_type: 'payment',
  pay_type: '801514',
  txamt: '1000',
  txcurrcd: 'HKD',
  respcd: '0000',
  sysdtm: '2026-03-10 12:00:01',
};
const lost = fails(new TransportError('lost', { requestSent: 'maybe' }));
const used = answers({ respcd: '2011', resperr: 'used' });

const months = (asked: Record<string, string>[]) =>
  asked.map(({ operation, start_time = '' }) => `${operation} ${start_time.slice(0, 7)}`.trim());

describe('an order in doubt', () => {
  it('is what the row of its own month says', async () => {
    const { qf, asked } = scriptedClient([lost, rows(paid)]);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'paid', syssn: '1' });
    expect(asked()[1]).toMatchObject({
      operation: 'query',
      out_trade_no: 'order-1',
      start_time: '2026-03-01 00:00:00',
      end_time: '2026-03-31 23:59:59',
    });
    expect(asked()).toHaveLength(2);
  });

  it.each([{ txamt: '999' }, { txcurrcd: 'CNY' }])('is none of a row with %j', async (other) => {
    const { qf } = scriptedClient([lost, rows({ ...paid, ...other })]);
    expect(await qf.payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
      out_trade_no: 'order-1',
      txdtm: '2026-03-10 12:00:00',
    });
  });

  it('is not searched in other months when the gateway did not say that it knows it', async () => {
    const { qf, asked } = scriptedClient([answers({ respcd: '1161' }), rows()]);
    expect(await qf.payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'not_found',
      respcd: '1161',
    });
    expect(asked()).toHaveLength(2);
  });
});

describe('a number that is used', () => {
  it('is searched in its own month, then in this one and the last', async () => {
    const { qf, asked } = scriptedClient([used, rows()]);
    expect(await qf.payments.create({ ...order, txdtm: '2026-01-10 12:00:00' })).toMatchObject({
      status: 'unknown',
      reason: 'not_found',
      respcd: '2011',
      txdtm: '2026-01-10 12:00:00',
    });
    expect(months(asked())).toEqual(['payment', 'query 2026-01', 'query 2026-03', 'query 2026-02']);
  });

  it('is what the first row says, with the time of the row', async () => {
    const row = { ...paid, txdtm: '2026-02-20 12:00:00', sysdtm: '2026-02-20 12:00:00' };
    const { qf, asked } = scriptedClient([used, rows(), rows(), rows(row)]);
    expect(await qf.payments.create(order)).toMatchObject({
      status: 'paid',
      txdtm: '2026-02-20 12:00:00',
    });
    expect(asked()).toHaveLength(4);
  });

  it.each([
    ['says nothing', { ...paid, respcd: '1161' }, 'ambiguous_code'],
    ['is of another amount', { ...paid, txamt: '1' }, 'mismatch'],
  ])('is searched no further when a row of it %s', async (_name, row, reason) => {
    const { qf, asked } = scriptedClient([used, rows(row)]);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'unknown', reason });
    expect(asked()).toHaveLength(2);
  });

  it('is searched no further when the question was not answered', async () => {
    const { qf, asked } = scriptedClient([used, lost]);
    expect(await qf.payments.create(order)).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous_code',
      respcd: '2011',
    });
    expect(asked()).toHaveLength(2);
  });
});

it('throws a listed no with all that the gateway said', async () => {
  const reply = { respcd: '1104', respmsg: 'goods_name' };
  const { qf } = scriptedClient([answers(reply, 400)]);
  await expect(qf.payments.create(order)).rejects.toMatchObject({
    code: 'ERR_QF_REJECTED',
    operation: 'payment',
    respcd: '1104',
    respmsg: 'goods_name',
    httpStatus: 400,
    raw: reply,
  });
});

it('tells the status of an answer whose order stays unknown', async () => {
  const reply = { respcd: '1161', txamt: '1000' };
  const { qf } = scriptedClient([answers(reply, 202), lost]);
  expect(await qf.payments.create(order)).toMatchObject({
    status: 'unknown',
    httpStatus: 202,
    raw: reply,
  });
});
