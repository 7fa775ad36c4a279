import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
let syssn: string;

beforeEach(async () => {
  gateway = await openHostileGateway();
  qf = openClient(gateway.url);
  const order = { pay_type: PayType.ALIPAY_WEB_HK, txamt: 1000, txcurrcd: 'HKD' } as const;
  await qf.payments.create({ ...order, out_trade_no: 'order-1' });
  gateway.ledger.pay('order-1');
  syssn = String(gateway.ledger.row('order-1')?.['syssn']);
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
});

const refund = () => ({ syssn, out_trade_no: 'refund-1', txamt: 400 });

describe('refunds.create', () => {
  it('gives a part back', async () => {
    const outcome = await qf.refunds.create(refund());
    expect(outcome).toMatchObject({
      status: 'refunded',
      final: true,
      out_trade_no: 'refund-1',
      orig_syssn: syssn,
      txamt: 400,
    });
    expect(await qf.payments.retrieve({ out_trade_no: 'order-1' })).toMatchObject({
      status: 'paid',
      refunded: 'partial',
    });
  });

  it('finds a refund whose answer was lost, and does not refund twice', async () => {
    gateway.plan('refund', fault.resetAfterEffect);
    const outcome = await qf.refunds.create(refund());
    expect(outcome).toMatchObject({ status: 'refunded', txamt: 400, orig_syssn: syssn });
    expect(gateway.count('refund')).toBe(1);
  });

  it('adopts its own earlier refund when the number is used', async () => {
    await qf.refunds.create(refund());
    const again = await qf.refunds.create(refund());
    expect(again).toMatchObject({ status: 'refunded', txamt: 400 });
    expect(gateway.ledger.rows.filter((row) => row['order_type'] === 'refund')).toHaveLength(1);
  });

  it('does not adopt a refund of another amount', async () => {
    await qf.refunds.create(refund());
    const other = await qf.refunds.create({ ...refund(), txamt: 300 });
    expect(other).toMatchObject({ status: 'unknown', reason: 'mismatch' });
  });

  it('failed when the order is refunded already and this refund has no row', async () => {
    const clock = new ManualClock();
    const patient = qf.withOptions({ clock, timeout: 20_000, totalTimeout: 45_000 });
    gateway.plan('refund', fault.refuses({ respcd: '1262', resperr: 'already refunded' }));
    const outcome = patient.refunds.create(refund());
    await clock.advanceTo(outcome, 3_000);
    expect(await outcome).toMatchObject({
      status: 'failed',
      reason: 'nothing_left',
      respcd: '1262',
    });
  });

  it('asks twice, seconds apart, for a used number, and never calls a refund without a row failed', async () => {
    const clock = new ManualClock();
    const patient = qf.withOptions({ clock, timeout: 20_000, totalTimeout: 45_000 });
    gateway.plan('refund', fault.refuses({ respcd: '1251', respmsg: 'out_trade_no is used' }));
    const outcome = patient.refunds.create(refund());
    await clock.advanceTo(outcome, 3_000);
    expect(await outcome).toMatchObject({ status: 'unknown', reason: 'not_found', respcd: '1251' });
    expect(gateway.count('query')).toBeGreaterThanOrEqual(2);
  });

  it('finds its own earlier refund when it is repeated in the next month', async () => {
    await qf.refunds.create(refund());
    const row = gateway.ledger.row('refund-1');
    if (row === undefined) throw new Error('no refund');
    row['sysdtm'] = lastMonth();
    gateway.plan('refund', fault.refuses({ respcd: '1262', resperr: 'already refunded' }));
    const again = await qf.refunds.create(refund());
    expect(again).toMatchObject({ status: 'refunded', out_trade_no: 'refund-1', txamt: 400 });
    expect(gateway.ledger.rows.filter((one) => one['order_type'] === 'refund')).toHaveLength(1);
  });

  it('stays unknown when there is no time for the second question', async () => {
    gateway.plan('refund', fault.refuses({ respcd: '1251', respmsg: 'out_trade_no is used' }));
    const outcome = await qf.refunds.create(refund(), { totalTimeout: 2_000 });
    expect(outcome).toMatchObject({ status: 'unknown', final: false });
  });

  it('throws a listed no', async () => {
    gateway.plan('refund', fault.refuses({ respcd: '1269', resperr: 'takings too small' }));
    await expect(qf.refunds.create(refund())).rejects.toMatchObject({
      code: 'ERR_QF_REJECTED',
      disposition: 'retryable',
      respcd: '1269',
    });
  });

  it('is pending while the gateway works on it', async () => {
    gateway.plan('refund', fault.refuses({ respcd: '1145' }));
    expect(await qf.refunds.create(refund())).toMatchObject({ status: 'pending', respcd: '1145' });
  });
});

describe('refunds.waitFor', () => {
  it('polls until the refund is final', async () => {
    const clock = new ManualClock();
    const patient = qf.withOptions({ clock, timeout: 20_000, totalTimeout: 45_000 });
    await qf.refunds.create(refund());
    const row = gateway.ledger.row('refund-1');
    if (row === undefined) throw new Error('no refund');
    row['respcd'] = '1143';
    const seen: string[] = [];
    const onPoll = ({ status }: { status: string }) => {
      seen.push(status);
      row['respcd'] = '0000';
    };
    const outcome = patient.refunds.waitFor(refund(), { maxWait: 60_000, onPoll });
    await clock.advanceTo(outcome, 60_000);
    expect(await outcome).toMatchObject({ status: 'refunded' });
    expect(seen).toEqual(['pending', 'refunded']);
  });
});

/** A time of the gateway in the middle of the month before this one. */
function lastMonth(): string {
  const moment = new Date(Date.now() + 8 * 3_600_000);
  moment.setUTCDate(0);
  return `${moment.toISOString().slice(0, 7)}-15 12:00:00`;
}
