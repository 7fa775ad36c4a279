import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../src/index.ts';
import { type Merchant, openMerchant } from './merchant.ts';

/** The gateway did it, and the answer never came: the client ends at the truth, and sends nothing twice. */

let sandbox: Sandbox;
let merchant: Merchant;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual' });
  merchant = await openMerchant(sandbox);
});
afterEach(async () => {
  await merchant.close();
  await sandbox.close();
});

const fields = {
  pay_type: PayType.ALIPAY_WEB,
  txamt: 5000,
  txcurrcd: 'HKD',
} as const;

function callsOf(operation: string): number {
  return sandbox.requests().filter(({ path }) => path === `/trade/v1/${operation}`).length;
}

describe('a payment whose answer is lost after the effect', () => {
  it('is found by one query as pending, and is not sent again', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    const outcome = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-1' });
    expect(outcome).toMatchObject({ status: 'pending', final: false, out_trade_no: 'LOST-1' });
    expect(callsOf('payment')).toBe(1);
    expect(callsOf('query')).toBe(1);
    expect(sandbox.transactions.list()).toHaveLength(1);
  });

  it('is unknown when the query is lost as well, and a later retrieve tells the truth', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    sandbox.faults.add({ on: 'query', effect: 'lose-answer', times: 20 });
    const outcome = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-2' });
    expect(outcome).toMatchObject({ status: 'unknown', final: false });
    expect(callsOf('payment')).toBe(1);
    sandbox.faults.clear();
    await sandbox.wallet.approve('LOST-2');
    const truth = await merchant.qf.payments.retrieve({ out_trade_no: 'LOST-2' });
    expect(truth).toMatchObject({ status: 'paid', txamt: 5000, duplicates: [] });
  });

  it('has no page to show: close it, see that it is closed, and take a new number', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    const lost = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-3' });
    expect(lost.status).toBe('pending');
    expect(lost).not.toHaveProperty('pay_url');
    if (lost.txdtm === undefined) throw new Error('the outcome carries no txdtm');
    const { out_trade_no, txdtm } = lost;
    const closed = await merchant.qf.payments.close({ out_trade_no, txamt: fields.txamt, txdtm });
    expect(closed).toMatchObject({ status: 'failed', final: true, reason: 'closed' });
    const next = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-3b' });
    expect(next).toMatchObject({ status: 'created' });
    await sandbox.wallet.approve('LOST-3b');
    await expect(sandbox.wallet.approve('LOST-3')).rejects.toThrow();
    const paid = sandbox.transactions.list().filter(({ state }) => state === 'paid');
    expect(paid).toHaveLength(1);
  });

  it('has no page to show: let it expire, see that it did, and take a new number', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    const lost = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-4' });
    expect(lost.status).toBe('pending');
    await sandbox.clock.advance({ until: 'idle' });
    const { out_trade_no, txdtm } = lost;
    const ref = txdtm === undefined ? { out_trade_no } : { out_trade_no, txdtm };
    const settled = await merchant.qf.payments.retrieve(ref);
    expect(settled).toMatchObject({ status: 'failed', final: true, reason: 'expired' });
    const next = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-4b' });
    expect(next).toMatchObject({ status: 'created' });
  });
});

describe('a row that shows up late', () => {
  const LATE = 90_000;

  it('leaves a scanned payment unknown, never failed, until it is there: paid, once', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'late-row', delay_ms: LATE, times: 1 });
    const order = { ...fields, pay_type: PayType.ALIPAY_SCAN, out_trade_no: 'LATE-1' } as const;
    const outcome = await merchant.qf.payments.create({ ...order, auth_code: '28000000000000000' });
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found', final: false });
    expect(sandbox.transactions.get('LATE-1')).toMatchObject({ state: 'paid' });
    const ask = () => merchant.qf.payments.retrieve({ out_trade_no: 'LATE-1' });
    await sandbox.clock.advance({ by_ms: LATE - 1 });
    expect(await ask()).toMatchObject({ status: 'unknown', reason: 'not_found', final: false });
    await sandbox.clock.advance({ by_ms: 1 });
    expect(await ask()).toMatchObject({ status: 'paid', txamt: 5000, duplicates: [] });
    expect(callsOf('payment')).toBe(1);
  });

  it('leaves a refund unknown, also when its number is sent again, and never made twice', async () => {
    const created = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LATE-2' });
    if (created.status !== 'created') throw new Error(created.status);
    await sandbox.wallet.approve('LATE-2');
    sandbox.faults.add({ on: 'refund', effect: 'late-row', delay_ms: LATE, times: 1 });
    const refund = { syssn: created.syssn, out_trade_no: 'LATE-2-R', txamt: 2000 };
    const lost = await merchant.qf.refunds.create(refund);
    expect(lost).toMatchObject({ status: 'unknown', reason: 'not_found', final: false });
    // The gateway says that the number is used, and still shows no row: that is no failure either.
    const again = await merchant.qf.refunds.create(refund, { totalTimeout: 2500 });
    expect(again).toMatchObject({ status: 'unknown', final: false, respcd: '1251' });
    await sandbox.clock.advance({ by_ms: LATE });
    const truth = await merchant.qf.refunds.retrieve({ out_trade_no: 'LATE-2-R' });
    expect(truth).toMatchObject({ status: 'refunded', txamt: 2000 });
    expect(sandbox.transactions.get('LATE-2')).toMatchObject({ refunded: 2000 });
  });

  it('can be asked of one call that is answered properly', async () => {
    sandbox.next({ on: 'payment', appears_after_ms: LATE });
    const created = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LATE-3' });
    expect(created.status).toBe('created');
    const ask = () => merchant.qf.payments.retrieve({ out_trade_no: 'LATE-3' });
    expect(await ask()).toMatchObject({ status: 'unknown', reason: 'not_found' });
    await sandbox.clock.advance({ by_ms: LATE });
    expect(await ask()).toMatchObject({ status: 'pending' });
  });
});

describe('a refund whose answer is lost after the effect', () => {
  it('is found by its own number, and is not sent again', async () => {
    const created = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-5' });
    if (created.status !== 'created') throw new Error(created.status);
    await sandbox.wallet.approve('LOST-5');
    sandbox.faults.add({ on: 'refund', effect: 'lose-answer', times: 1 });
    const { syssn } = created;
    const refund = await merchant.qf.refunds.create({
      syssn,
      out_trade_no: 'LOST-5-R',
      txamt: 2000,
    });
    expect(refund).toMatchObject({ status: 'refunded', txamt: 2000, orig_syssn: syssn });
    expect(callsOf('refund')).toBe(1);
    expect(sandbox.transactions.get('LOST-5')).toMatchObject({ refunded: 2000 });
  });
});

describe('a close whose answer is lost after the effect', () => {
  it('reads as closed', async () => {
    const created = await merchant.qf.payments.create({ ...fields, out_trade_no: 'LOST-6' });
    if (created.status !== 'created') throw new Error(created.status);
    sandbox.faults.add({ on: 'close', effect: 'lose-answer', times: 1 });
    const { out_trade_no, txdtm } = created;
    if (txdtm === undefined) throw new Error('no txdtm');
    const closed = await merchant.qf.payments.close({ out_trade_no, txamt: fields.txamt, txdtm });
    expect(closed).toMatchObject({ status: 'failed', reason: 'closed' });
    expect(callsOf('close')).toBe(1);
  });
});
