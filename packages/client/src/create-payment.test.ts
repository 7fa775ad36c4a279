import { paymentOperation } from '@qf/protocol';
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

  it.each([
    ['a row of another amount', [lost]],
    ['an answer that leaves it pending', [answers({ respcd: '1145', syssn: '1' })]],
    ['no answer at all', [lost, lost]],
  ])('is asked about by its outcome with its amount, after %s', async (_name, acts) => {
    const { qf } = scriptedClient([...acts, rows({ ...paid, txamt: '1' })]);
    const outcome = await qf.payments.create(order);
    expect(await qf.payments.retrieve(outcome)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
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
      reason: 'ambiguous_code',
      respcd: '2011',
      txdtm: '2026-01-10 12:00:00',
    });
    expect(months(asked())).toEqual(['payment', 'query 2026-01', 'query 2026-03', 'query 2026-02']);
  });

  it('stays a mismatch where its row is of another amount', async () => {
    const { qf } = scriptedClient([used, rows({ ...paid, txamt: '1' }), rows()]);
    expect(await qf.payments.create(order)).toMatchObject({ reason: 'mismatch', respcd: '0000' });
  });

  it.each([
    ['2025-12-10 12:00:00', ['2025-12', '2026-03', '2026-02', '2026-01']],
    ['2026-01-31 12:00:00', ['2026-01', '2026-02', '2026-03']],
    ['2026-02-28 12:00:00', ['2026-02', '2026-03']],
  ])('of %s is searched in each month once', async (txdtm, searched) => {
    const { qf, asked } = scriptedClient([used, rows()]);
    expect(await qf.payments.create({ ...order, txdtm })).toMatchObject({ httpStatus: 200 });
    expect(months(asked())).toEqual(['payment', ...searched.map((month) => `query ${month}`)]);
  });

  it('is what the first row says, with the time of the row', async () => {
    const row = { ...paid, txdtm: '2026-02-20 12:00:00', sysdtm: '2026-02-20 12:00:00' };
    const { qf, asked } = scriptedClient([used, rows(), rows(row)]);
    expect(await qf.payments.create(order)).toMatchObject({
      status: 'paid',
      txdtm: '2026-02-20 12:00:00',
    });
    expect(asked()).toHaveLength(3);
  });

  const closed = { ...paid, syssn: '2', respcd: '1142', cancel: '2' };

  it.each([
    ['is closed', closed],
    ['is waiting', { ...closed, respcd: '1145' }],
    ['says nothing', { ...closed, respcd: '1161' }],
    ['is of another amount', { ...paid, syssn: '2', txamt: '1' }],
  ])(
    'is paid where the last month says so, although a row of its own month %s',
    async (_name, row) => {
      for (const respcd of ['2011', '1260', '1102', '1263']) {
        const { qf, asked } = scriptedClient([answers({ respcd }), rows(row), rows(paid)]);
        expect(await qf.payments.create(order)).toMatchObject({ status: 'paid', syssn: '1' });
        expect(months(asked())).toEqual(['payment', 'query 2026-03', 'query 2026-02']);
      }
    },
  );

  it('is searched no further when its own month shows the money', async () => {
    const { qf, asked } = scriptedClient([used, rows(paid)]);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'paid' });
    expect(asked()).toHaveLength(2);
  });

  it('has not failed when it is said to be paid and only a closed row is found', async () => {
    const { qf } = scriptedClient([answers({ respcd: '1260' }), rows(closed), rows()]);
    expect(await qf.payments.create(order)).toMatchObject({
      status: 'unknown',
      final: false,
      reason: 'ambiguous_code',
      respcd: '1260',
      raw: { respcd: '1142' },
    });
  });

  it('has failed when it is only said to be used', async () => {
    const { qf } = scriptedClient([used, rows(closed), rows()]);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'failed', reason: 'closed' });
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

describe('what the wallet of the customer needs', () => {
  const pay_params = {
    partner: '2088',
    sign: 'a3F5%2Bsignature%3D',
    sign_type: 'RSA',
    key: 'k',
    extend_info: { a: 'b' },
  };
  const reply = { ...paid, pay_params };

  it.each(['801110', '801510', '800210', '801010'])(
    'is handed on as it came for pay type %s, and hidden in raw',
    async (pay_type) => {
      const inApp = { ...order, pay_type, goods_name: 'tea' } as never;
      const { qf } = scriptedClient([answers({ ...reply, pay_type })]);
      expect(await qf.payments.create(inApp)).toMatchObject({
        status: 'created',
        pay_params,
        raw: { pay_params: { partner: '2088', sign: '[hidden]', key: '[hidden]' } },
      });
    },
  );

  it('is handed on by qf.call as well', async () => {
    const inApp = { ...order, pay_type: '801510', goods_name: 'tea' } as never;
    const { qf } = scriptedClient([answers(reply)]);
    expect(await qf.call(paymentOperation, inApp)).toMatchObject({
      reply: { pay_params },
      raw: { pay_params: { sign: '[hidden]' } },
    });
  });
});

describe('a scanned code inside the order’s own number', () => {
  const auth_code = '281234567890123456';
  const scan = {
    ...order,
    pay_type: '800208',
    out_trade_no: `pos-${auth_code}`,
    auth_code,
  } as const;
  const row = { ...paid, out_trade_no: scan.out_trade_no, pay_type: '800208' };

  it.each([
    ['the answer', [answers(row)]],
    ['the row', [lost, rows(row)]],
  ])('does not make %s somebody else’s', async (_name, acts) => {
    const { qf, asked } = scriptedClient(acts);
    const payment = await qf.payments.create(scan);
    expect(payment).toMatchObject({ status: 'paid', out_trade_no: scan.out_trade_no });
    expect(JSON.stringify(payment.raw)).not.toContain(auth_code);
    expect(asked()).toHaveLength(acts.length);
  });

  it('is charged once, and not cancelled', async () => {
    const { qf, clock, asked } = scriptedClient([answers(row)]);
    const outcome = qf.payments.createScanned(scan, { maxWait: 200_000 });
    await clock.advanceTo(outcome, 300_000, 1_000);
    expect(await outcome).toMatchObject({ payment: { status: 'paid' } });
    expect(asked()).toHaveLength(1);
  });
});

it('hides a payment code in what stays unknown', async () => {
  const auth_code = '281234567890123456';
  const said = { respcd: `x${auth_code}`, respmsg: auth_code, auth_code };
  const { qf } = scriptedClient([answers(said), lost]);
  const payment = await qf.payments.create({ ...order, pay_type: '800208', auth_code });
  expect(payment).toMatchObject({
    status: 'unknown',
    reason: 'ambiguous_code',
    respcd: 'x[hidden]',
    raw: { respcd: 'x[hidden]', respmsg: '[hidden]', auth_code: '[hidden]' },
  });
});

it('reads the code of an answer, whatever the payment code is', async () => {
  const scan = { ...order, pay_type: '800208', auth_code: '0' } as const;
  const { qf } = scriptedClient([answers({ ...paid, pay_type: '800208' })]);
  expect(await qf.payments.create(scan)).toMatchObject({ status: 'paid', syssn: '1' });
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
