import { describe, expect, it } from 'vitest';
import type { PaymentRef } from './payment-ref.ts';
import type { RefundRef } from './refund-ref.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';

const money = { txamt: '100', txcurrcd: 'HKD', cancel: '0', respcd: '0000' };
const paid = { order_type: 'payment', out_trade_no: 'o-1', syssn: '1', ...money };
const back = { order_type: 'refund', out_trade_no: 'r-1', syssn: '5', origssn: '1', ...money };
/** As a database gives it back. */
const empty = { txamt: null, txcurrcd: null, txdtm: null, expired_time: null } as const;

describe('a payment', () => {
  const { qf, asked } = scriptedClient([rows(paid)]);

  it.each<PaymentRef>([
    { out_trade_no: 'o-1', txcurrcd: 'HKD', txamt: 100 },
    { out_trade_no: 'o-1', syssn: null, ...empty },
    { out_trade_no: 'o-1', syssn: '', txcurrcd: '', txdtm: '' },
    { out_trade_no: 'o-1', txdtm: '0000-00-00 00:00:00' },
    { out_trade_no: null, syssn: '1', ...empty },
  ])('is found by %j', async (ref) => {
    expect(await qf.payments.retrieve(ref)).toMatchObject({ status: 'paid' });
  });

  it('keeps its shop, whatever else the row of a database holds', async () => {
    const named = { ...paid, cancel: '5', goods_name: 'a part of A1' };
    const row = { out_trade_no: 'o-1', mchid: 'SHOPA1', code: 'A1', openid: 'part' };
    const payment = await scriptedClient([rows(named)]).qf.payments.retrieve(row);
    expect(payment).toMatchObject({ mchid: 'SHOPA1', refunded: 'partial' });
  });

  it('is waited for by a row with nothing in it but its number', async () => {
    const client = scriptedClient([rows(paid)]);
    const waiting = client.qf.payments.waitFor(
      { out_trade_no: 'o-1', ...empty },
      { maxWait: 9_000 },
    );
    await client.clock.advanceTo(waiting, 9_000);
    expect(await waiting).toMatchObject({ status: 'paid' });
  });

  it.each([
    ['out_trade_no', 'o-1,o-2'],
    ['syssn', '1,2'],
    ['txcurrcd', 'hkd'],
    ['txcurrcd', 'HKD '],
    ['txcurrcd', 5],
    ['txcurrcd', ['HKD']],
    ['txamt', '100'],
    ['txamt', -1],
    ['txamt', 1.5],
    ['expired_time', 0],
    ['expired_time', 121],
    ['expired_time', '30'],
    ['txdtm', '2026-02-30 12:00:00'],
    ['txdtm', new Date(0)],
  ])('with the %s %j is refused before anything is sent', async (field, value) => {
    const before = asked().length;
    const ref = { out_trade_no: 'o-1', [field]: value } as PaymentRef;
    await expect(qf.payments.retrieve(ref)).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
      requestSent: 'no',
      issues: [{ field }],
    });
    expect(asked()).toHaveLength(before);
  });

  it.each([{}, { out_trade_no: '', syssn: null }, { ...empty }])(
    'has to have a number, which %j has not',
    async (ref) => {
      await expect(qf.payments.retrieve(ref)).rejects.toMatchObject({
        code: 'ERR_QF_INVALID_REQUEST',
        issues: [{ field: 'out_trade_no', expected: 'your number, or QFPay’s as syssn' }],
      });
    },
  );
});

describe('a refund', () => {
  const { qf, asked } = scriptedClient([rows(back)]);

  it.each<RefundRef>([
    { out_trade_no: 'r-1', orig_syssn: '1', txamt: 100 },
    { out_trade_no: 'r-1', orig_syssn: null, txamt: null, txdtm: null },
    { out_trade_no: 'r-1', orig_syssn: '', txdtm: '' },
    { out_trade_no: 'r-1', txdtm: '0000-00-00 00:00:00' },
  ])('is found by %j', async (ref) => {
    expect(await qf.refunds.retrieve(ref)).toMatchObject({ status: 'refunded' });
  });

  it.each([
    ['out_trade_no', 'r-1,r-2'],
    ['out_trade_no', undefined],
    ['out_trade_no', ''],
    ['orig_syssn', 5],
    ['orig_syssn', '1,2'],
    ['orig_syssn', ' 1'],
    ['txamt', '100'],
    ['txdtm', '2026-03-15'],
  ])('with the %s %j is refused before anything is sent', async (field, value) => {
    const before = asked().length;
    const ref = { out_trade_no: 'r-1', [field]: value } as RefundRef;
    await expect(qf.refunds.retrieve(ref)).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
      issues: [{ field }],
    });
    expect(asked()).toHaveLength(before);
  });
});
