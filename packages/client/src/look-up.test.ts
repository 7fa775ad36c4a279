import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, honest, openHostileGateway } from './testing/hostile-gateway.ts';
import type { LedgerRow } from './testing/ledger.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { answers } from './testing/scripted-transport.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
let clock: ManualClock;

beforeEach(async () => {
  gateway = await openHostileGateway();
  clock = new ManualClock(Date.parse('2026-03-15T04:00:00Z'));
  qf = openClient(gateway.url, { clock, timeout: 20_000 });
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
});

function file(sysdtm: string, fields: LedgerRow = {}): void {
  const row = { syssn: `20260${gateway.ledger.rows.length}`, out_trade_no: 'order-1' };
  const money = { txamt: '1000', txcurrcd: 'HKD', pay_type: '801514', order_type: 'payment' };
  gateway.ledger.rows.push({ ...row, ...money, sysdtm, cancel: '0', respcd: '0000', ...fields });
}

const ranges = () =>
  gateway.requests.map(({ fields }) => `${fields['start_time']} - ${fields['end_time']}`);

const APRIL = '2026-04-01 00:00:00 - 2026-04-30 23:59:59';
const MARCH = '2026-03-01 00:00:00 - 2026-03-31 23:59:59';
const FEBRUARY = '2026-02-01 00:00:00 - 2026-02-28 23:59:59';
const JANUARY = '2026-01-01 00:00:00 - 2026-01-31 23:59:59';

describe('payments.retrieve', () => {
  it("searches the month of the order's own time", async () => {
    file('2026-01-20 10:00:00');
    const payment = await qf.payments.retrieve({
      out_trade_no: 'order-1',
      txdtm: '2026-01-20 10:00:00',
    });
    expect(payment).toMatchObject({ status: 'paid', txamt: 1000 });
    expect(ranges()).toEqual([JANUARY]);
  });

  it.each(['2026-01-31 10:00:00', '2026-02-01 23:59:59'])(
    'searches both months for an order of %s, because the clocks may differ',
    async (txdtm) => {
      file('2026-01-31 23:59:59');
      const payment = await qf.payments.retrieve({ out_trade_no: 'order-1', txdtm });
      expect(payment.status).toBe('paid');
      expect(ranges().toSorted()).toEqual([JANUARY, FEBRUARY]);
    },
  );

  it('searches this month and the last one for an order of an unknown day', async () => {
    file('2026-02-10 10:00:00');
    const payment = await qf.payments.retrieve({ out_trade_no: 'order-1' });
    expect(payment.status).toBe('paid');
    expect(ranges()).toEqual([MARCH, FEBRUARY]);
  });

  it('stops at this month when it shows the money of an order of an unknown day', async () => {
    for (const cancel of ['0', '3', '5']) {
      gateway.ledger.rows.length = 0;
      gateway.forget();
      file('2026-03-10 10:00:00', { cancel });
      await qf.payments.retrieve({ out_trade_no: 'order-1' });
      expect(ranges()).toEqual([MARCH]);
    }
  });

  it.each([
    ['closed', { respcd: '1142', cancel: '2' }],
    ['reversed', { cancel: '1' }],
    ['waiting', { respcd: '1145' }],
    ['of another amount', { txamt: '1' }],
    ['of another currency', { txcurrcd: 'CNY' }],
  ])(
    'is paid where the last month says so, although this month has a row that is %s',
    async (_name, row) => {
      file('2026-03-10 10:00:00', row);
      file('2026-02-10 10:00:00');
      const ref = { out_trade_no: 'order-1', txamt: 1000, txcurrcd: 'HKD' };
      for (const checkout of [false, true]) {
        const payment = await qf.payments.retrieve({ ...ref, checkout });
        expect(payment).toMatchObject({ status: 'paid', syssn: '202601' });
      }
      expect(ranges()).toEqual([MARCH, FEBRUARY, MARCH, FEBRUARY]);
    },
  );

  it('searches the next month too on the last day of this one: the gateway may be there', async () => {
    clock.advance(Date.parse('2026-03-31T15:59:50Z') - clock.now());
    file('2026-04-01 00:00:05');
    const payment = await qf.payments.retrieve({ out_trade_no: 'order-1' });
    expect(payment.status).toBe('paid');
    expect(ranges()).toEqual([MARCH, APRIL]);
  });

  it('finds an order of the hosted checkout in whatever month the shopper paid it', async () => {
    file('2026-01-20 10:00:00', { respcd: '1142' });
    file('2026-03-02 10:00:00');
    const ref = { out_trade_no: 'order-1', txdtm: '2026-01-20 09:00:00' };
    expect(await qf.payments.retrieve({ ...ref, checkout: true })).toMatchObject({
      status: 'paid',
      duplicates: [],
    });
    expect(ranges()).toEqual([JANUARY, FEBRUARY, MARCH]);
  });

  it.each([
    ['long before it was sent', '2026-01-20 10:00:00', [JANUARY, MARCH]],
    ['after it was sent', '2026-04-20 10:00:00', [APRIL, MARCH]],
  ])('finds an order whose own time is %s', async (_name, txdtm, asked) => {
    file('2026-03-15 11:00:00');
    const payment = await qf.payments.retrieve({ out_trade_no: 'order-1', txdtm });
    expect(payment).toMatchObject({ status: 'paid', syssn: '202600' });
    expect(ranges()).toEqual(asked);
  });

  it('finds an order of the last month whose own time is older', async () => {
    file('2026-02-10 10:00:00');
    const ref = { out_trade_no: 'order-1', txdtm: '2026-01-20 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
    expect(ranges()).toEqual([JANUARY, MARCH, FEBRUARY]);
  });

  it('searches no month but its own for an order that is there, whatever became of it', async () => {
    file('2026-01-20 10:00:00', { respcd: '1145' });
    const ref = { out_trade_no: 'order-1', txdtm: '2026-01-20 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'pending' });
    expect(ranges()).toEqual([JANUARY]);
  });

  it.each([
    [
      'long ago',
      '2025-12-20 10:00:00',
      ['2025-12-01 00:00:00 - 2025-12-31 23:59:59', MARCH, FEBRUARY],
    ],
    ['this month', '2026-03-02 10:00:00', [MARCH]],
    ['the last month', '2026-02-20 10:00:00', [FEBRUARY, MARCH]],
  ])('searches no month before the own one of an order of %s', async (_name, txdtm, asked) => {
    const payment = await qf.payments.retrieve({ out_trade_no: 'order-1', txdtm });
    expect(payment).toMatchObject({ status: 'unknown', reason: 'not_found' });
    expect(ranges()).toEqual(asked);
  });

  it.each(['9999-12-15 10:00:00', '9999-12-31 23:59:59', '0000-01-01 00:00:00'])(
    'ends for an order of %s',
    async (txdtm) => {
      file('2026-03-15 11:00:00');
      const payment = await qf.payments.retrieve({ out_trade_no: 'order-1', txdtm });
      expect(payment).toMatchObject({ status: 'paid' });
      expect(ranges()).toEqual([expect.stringContaining(txdtm.slice(0, 7)), MARCH]);
    },
  );

  it('searches from December to January for an order of the year’s last day', async () => {
    file('2026-01-01 00:00:05');
    const ref = { out_trade_no: 'order-1', txdtm: '2025-12-31 23:59:59' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
    expect(ranges()).toEqual(['2025-12-01 00:00:00 - 2025-12-31 23:59:59', JANUARY]);
  });

  it('reads all pages: the paid row may be the last one', async () => {
    for (let row = 0; row < 100; row += 1) file('2026-03-10 10:00:00', { respcd: '1142' });
    file('2026-03-10 10:00:00');
    gateway.always(
      'query',
      fault.says((truth) => JSON.stringify({ ...truth, page_size: 100 })),
    );
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
    expect(gateway.requests.map(({ fields }) => fields['page'])).toEqual(['1', '2']);
  });

  it('believes the money on the page of a gateway that does not turn it', async () => {
    file('2026-03-10 10:00:00');
    gateway.always(
      'query',
      fault.says((truth) => JSON.stringify({ ...truth, page_size: 1, data: gateway.ledger.rows })),
    );
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid', duplicates: [] });
    expect(gateway.requests).toHaveLength(2);
    file('2026-03-10 10:00:01');
    Object.assign(gateway.ledger.rows[0] ?? {}, { respcd: '1142' });
    Object.assign(gateway.ledger.rows[1] ?? {}, { respcd: '1142' });
    expect(await qf.payments.retrieve(ref)).toMatchObject({
      status: 'unknown',
      reason: 'unreadable_answer',
      final: false,
    });
    expect(gateway.requests).toHaveLength(4);
  });

  it('reads an answer of very many rows', async () => {
    const data = `${'{},'.repeat(300_000)}{}`;
    gateway.plan('query', fault.refuses(`{"respcd":"0000","data":[${data}]}`));
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
  });

  it("finds by QFPay's number alone", async () => {
    file('2026-03-10 10:00:00');
    expect(await qf.payments.retrieve({ syssn: '202600' })).toMatchObject({
      status: 'paid',
      out_trade_no: 'order-1',
    });
  });

  it('asks once more, over new connections, when the rows are of another order', async () => {
    file('2026-03-10 10:00:00');
    gateway.plan(
      'query',
      fault.says(() => JSON.stringify({ respcd: '0000', data: [{ out_trade_no: 'order-2' }] })),
    );
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
    expect(new Set(gateway.requests.map(({ connection }) => connection)).size).toBe(2);
  });

  it('is a mismatch when they stay another order’s', async () => {
    gateway.always(
      'query',
      fault.says(() => JSON.stringify({ respcd: '0000', data: [{ out_trade_no: 'order-2' }] })),
    );
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
  });

  it('is unknown, not a no, when the gateway says that the order does not exist', async () => {
    gateway.always('query', fault.refuses({ respcd: '1136', resperr: 'does not exist' }));
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous_code',
      respcd: '1136',
    });
  });

  it('believes the money that a half-answered question shows', async () => {
    file('2026-01-31 23:59:59');
    gateway.plan('query', honest, fault.refuses({ respcd: '1254' }));
    const ref = { out_trade_no: 'order-1', txdtm: '2026-01-31 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
  });

  it('takes a failed try on the checkout page for undecided', async () => {
    file('2026-03-10 10:00:00', { respcd: '1205' });
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 10:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'failed' });
    expect(await qf.payments.retrieve({ ...ref, checkout: true })).toMatchObject({
      status: 'pending',
      reason: 'awaiting_payer',
    });
  });

  it.each([
    [{}, 'out_trade_no'],
    [{ out_trade_no: 'a b' }, 'out_trade_no'],
    [{ out_trade_no: 'a', txdtm: 'yesterday' }, 'txdtm'],
    [{ out_trade_no: 'a', txamt: 12.5 }, 'txamt'],
    [{ out_trade_no: 'a', txamt: '12' as never }, 'txamt'],
    [{ out_trade_no: 'a', expired_time: 500 }, 'expired_time'],
  ])('refuses %j before anything is sent', async (ref, field) => {
    await expect(qf.payments.retrieve(ref)).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
      issues: [expect.objectContaining({ field })],
    });
    expect(gateway.requests).toHaveLength(0);
  });
});

describe('rows of another number', () => {
  const own = { syssn: '1', out_trade_no: 'order-1', respcd: '1145', order_type: 'payment' };
  const ref = { txdtm: '2026-03-10 12:00:00' };

  it.each([
    ['another out_trade_no', { out_trade_no: 'order-1' }, { out_trade_no: 'order-2' }, 2],
    ['no out_trade_no', { out_trade_no: 'order-1' }, { out_trade_no: '' }, 1],
    ['another syssn', { syssn: '1' }, { syssn: '2' }, 2],
    ['no syssn', { syssn: '1' }, { syssn: '' }, 1],
    ['its syssn and another out_trade_no', { syssn: '1' }, { out_trade_no: 'order-2' }, 1],
  ])('are asked for again when they show %s', async (_name, number, other, count) => {
    const { qf, asked } = scriptedClient([rows(own, { ...own, ...other }), rows(own)]);
    await qf.payments.retrieve({ ...ref, ...number });
    expect(asked()).toHaveLength(count);
  });

  it('are asked for once more, not for ever', async () => {
    const { qf, asked } = scriptedClient([rows({ ...own, out_trade_no: 'order-2' })]);
    await qf.payments.retrieve({ ...ref, out_trade_no: 'order-1' });
    expect(asked()).toHaveLength(2);
  });
});

describe('what a search brings', () => {
  const row = { syssn: '1', out_trade_no: 'order-1', respcd: '1145', order_type: 'payment' };
  const pending = { ...row, sysdtm: '2026-03-10 12:00:00' };
  const odd = (...data: object[]) => answers({ respcd: '1254', data }, 201);

  it('is the rows of every month, with the status of the last answer', async () => {
    const paid = { ...pending, syssn: '2', txamt: '5', respcd: '0000' };
    const last = answers({ respcd: '0000', data: [] }, 203);
    const { qf, asked } = scriptedClient([rows(), answers({ respcd: '0000', data: [paid] }, 202)]);
    expect(await qf.payments.retrieve({ out_trade_no: 'order-1' })).toMatchObject({
      status: 'paid',
      httpStatus: 202,
    });
    expect(asked()).toHaveLength(2);
    const other = scriptedClient([rows({ ...paid, respcd: '1142' }), last]);
    expect(await other.qf.payments.retrieve({ out_trade_no: 'order-1' })).toMatchObject({
      status: 'failed',
      httpStatus: 203,
    });
  });

  it('ends with the first odd code, which leaves nothing certain but money', async () => {
    const { qf, asked } = scriptedClient([odd(pending)]);
    expect(await qf.payments.retrieve({ out_trade_no: 'order-1' })).toMatchObject({
      status: 'unknown',
      final: false,
      reason: 'ambiguous_code',
      respcd: '1254',
      raw: [],
      httpStatus: 201,
    });
    expect(asked()).toHaveLength(1);
  });

  it.each([
    ['paid', { cancel: '0' }],
    ['refunded', { cancel: '3' }],
  ])('is %s when a first page says so, whatever the second one is', async (status, fields) => {
    const money = { ...pending, respcd: '0000', txamt: '5', txcurrcd: 'HKD', ...fields };
    const { qf } = scriptedClient([rows(money), odd()]);
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-31 12:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status });
  });

  it('is not failed when only half of the question was answered', async () => {
    const { qf } = scriptedClient([rows({ ...pending, respcd: '1142' }), odd()]);
    const ref = { out_trade_no: 'order-1', txdtm: '2026-03-31 12:00:00' };
    expect(await qf.payments.retrieve(ref)).toMatchObject({
      status: 'unknown',
      respcd: '1254',
      raw: [{ respcd: '1142' }],
    });
  });

  it('looks an order up by QFPay’s number where yours is not known', async () => {
    const { qf, asked } = scriptedClient([rows(pending)]);
    await qf.payments.retrieve({ syssn: '1', txdtm: '2026-03-10 12:00:00' });
    expect(asked()[0]).toMatchObject({ syssn: '1' });
    expect(asked()[0]).not.toHaveProperty('out_trade_no');
    await qf.payments.retrieve({
      syssn: '1',
      out_trade_no: 'order-1',
      txdtm: '2026-03-10 12:00:00',
    });
    expect(asked()[1]).toMatchObject({ out_trade_no: 'order-1' });
    expect(asked()[1]).not.toHaveProperty('syssn');
  });
});
