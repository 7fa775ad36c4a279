import { PayType, parseTimestamp } from '@qf/protocol';
import { clientKey, signBody } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../src/index.ts';
import { type Merchant, openMerchant } from './merchant.ts';

/** Gateway, client and notification endpoint together: what reaches the merchant's books, and how often. */

const MINUTE = 60_000;
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

async function order(out_trade_no: string, { txamt = 1234 } = {}) {
  merchant.orders.set(out_trade_no, { txamt, txcurrcd: 'HKD' });
  const created = await merchant.qf.payments.create({
    pay_type: PayType.ALIPAY_WEB_HK,
    out_trade_no,
    txamt,
    txcurrcd: 'HKD',
    notify_url: merchant.notifyUrl,
  });
  if (created.status !== 'created') throw new Error(`expected created, got ${created.status}`);
  const { txdtm } = created;
  if (txdtm === undefined) throw new Error('The outcome carries no txdtm.');
  return { ...created, txdtm };
}

function attemptsOf(out_trade_no: string) {
  return sandbox.notifications.of(out_trade_no).flatMap(({ attempts }) => attempts);
}

/** Posts what the gateway would post, once more. */
function deliver(body: string, signature: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-qf-sign': signature };
  return fetch(merchant.notifyUrl, { method: 'POST', body, headers });
}

describe('a payment that was approved', () => {
  it('has one effect, is acknowledged and reads as paid', async () => {
    const { syssn, pay_url } = await order('E2E-1');
    expect(pay_url).toMatch(new RegExp(`^${sandbox.url}/pay/`));
    await sandbox.wallet.approve('E2E-1');
    await sandbox.clock.advance({ until: 'idle' });
    expect(merchant.payments).toMatchObject([{ out_trade_no: 'E2E-1', syssn, txamt: 1234 }]);
    expect(merchant.answers).toEqual(['200 SUCCESS']);
    const payment = await merchant.qf.payments.retrieve({ out_trade_no: 'E2E-1' });
    expect(payment).toMatchObject({ status: 'paid', syssn, txamt: 1234, refunded: 'none' });
  });

  it('is delivered in the end when two deliveries are lost', async () => {
    await order('E2E-2');
    merchant.loseDeliveries(2);
    await sandbox.wallet.approve('E2E-2');
    await sandbox.clock.advance({ until: 'idle' });
    const attempts = attemptsOf('E2E-2');
    expect(attempts.map(({ outcome }) => outcome?.acknowledged)).toEqual([false, false, true]);
    const began = attempts.map(({ started_at }) => started_at - (attempts[0]?.started_at ?? 0));
    expect(began).toEqual([0, 2 * MINUTE, 12 * MINUTE]);
    expect(merchant.payments).toHaveLength(1);
  });

  it('has one effect when it is delivered three more times at once', async () => {
    await order('E2E-3');
    await sandbox.wallet.approve('E2E-3');
    await sandbox.clock.advance({ until: 'idle' });
    const [attempt] = attemptsOf('E2E-3');
    const { request_body: body = '' } = attempt ?? {};
    const signature = signBody(body, clientKey(sandbox.credentials.clientKey));
    const replies = await Promise.all([1, 2, 3].map(() => deliver(body, signature)));
    expect(await Promise.all(replies.map((reply) => reply.text()))).toEqual(
      Array(3).fill('SUCCESS'),
    );
    expect(merchant.payments).toHaveLength(1);
  });

  it('has one effect when the first delivery comes three times at once', async () => {
    await order('E2E-4');
    merchant.loseDeliveries(1);
    await sandbox.wallet.approve('E2E-4');
    await sandbox.clock.advance({ to: 'next' });
    expect(merchant.payments).toHaveLength(0);
    const [attempt] = attemptsOf('E2E-4');
    const { request_body: body = '' } = attempt ?? {};
    const signature = signBody(body, clientKey(sandbox.credentials.clientKey));
    const replies = await Promise.all([1, 2, 3].map(() => deliver(body, signature)));
    // A copy that meets the first one at work is told to come again.
    const statuses = replies.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await sandbox.clock.advance({ until: 'idle' });
    expect(merchant.payments).toHaveLength(1);
    expect(sandbox.notifications.of('E2E-4')).toMatchObject([{ status: 'acknowledged' }]);
  });

  it('is refused with 401 and has no effect when one byte of the body was changed', async () => {
    await order('E2E-5');
    merchant.loseDeliveries(1);
    await sandbox.wallet.approve('E2E-5');
    await sandbox.clock.advance({ to: 'next' });
    const [attempt] = attemptsOf('E2E-5');
    const { request_body: body = '' } = attempt ?? {};
    const signature = signBody(body, clientKey(sandbox.credentials.clientKey));
    const tampered = body.replace('1234', '1235');
    expect(tampered).not.toBe(body);
    const reply = await deliver(tampered, signature);
    expect(reply.status).toBe(401);
    expect(merchant.payments).toEqual([]);
  });

  it('waits with 503 until the merchant has committed the order, and succeeds then', async () => {
    await order('E2E-6');
    const row = merchant.orders.get('E2E-6');
    merchant.orders.delete('E2E-6');
    await sandbox.wallet.approve('E2E-6');
    await sandbox.clock.advance({ to: 'next' });
    expect(merchant.answers).toEqual(['503 FAIL']);
    if (row !== undefined) merchant.orders.set('E2E-6', row);
    await sandbox.clock.advance({ until: 'idle' });
    expect(merchant.answers).toEqual(['503 FAIL', '200 SUCCESS']);
    expect(merchant.payments).toHaveLength(1);
  });

  it('has no effect, and is set aside, when the amount is not the order’s', async () => {
    await order('E2E-7');
    merchant.orders.set('E2E-7', { txamt: 9999, txcurrcd: 'HKD' });
    await sandbox.wallet.approve('E2E-7');
    await sandbox.clock.advance({ until: 'idle' });
    expect(merchant.payments).toEqual([]);
  });
});

describe('an order nobody pays', () => {
  it('expires, says so, and is not notified', async () => {
    const { txdtm } = await order('E2E-8');
    const before = sandbox.clock.now();
    await sandbox.clock.advance({ until: 'idle' });
    expect(sandbox.clock.now()).toBeGreaterThan(before);
    const payment = await merchant.qf.payments.retrieve({ out_trade_no: 'E2E-8', txdtm });
    expect(payment).toMatchObject({ status: 'failed', final: true, reason: 'expired' });
    await expect(sandbox.wallet.approve('E2E-8')).rejects.toThrow(/1181|expired/i);
    expect(merchant.payments).toEqual([]);
  });

  it('can be closed, and cannot be paid afterwards', async () => {
    const { txdtm } = await order('E2E-9');
    const closed = await merchant.qf.payments.close({
      out_trade_no: 'E2E-9',
      txamt: 1234,
      txdtm,
    });
    expect(closed).toMatchObject({ status: 'failed', final: true, reason: 'closed' });
    await expect(sandbox.wallet.approve('E2E-9')).rejects.toThrow();
    expect(merchant.payments).toEqual([]);
  });

  it('that is declined reads as failed with the code', async () => {
    const { txdtm } = await order('E2E-10');
    await sandbox.wallet.decline('E2E-10');
    const payment = await merchant.qf.payments.retrieve({ out_trade_no: 'E2E-10', txdtm });
    expect(payment).toMatchObject({ status: 'failed', reason: 'declined', respcd: '1205' });
  });
});

describe('a refund', () => {
  it('gives part back, then the rest, and never more', async () => {
    const { syssn, txdtm } = await order('E2E-11');
    await sandbox.wallet.approve('E2E-11');
    await sandbox.clock.advance({ until: 'idle' });
    const refund = (out_trade_no: string, txamt: number) =>
      merchant.qf.refunds.create({ syssn, out_trade_no, txamt });
    expect(await refund('E2E-11-R1', 234)).toMatchObject({ status: 'refunded', txamt: 234 });
    const ref = { out_trade_no: 'E2E-11', txdtm };
    expect(await merchant.qf.payments.retrieve(ref)).toMatchObject({
      status: 'paid',
      refunded: 'partial',
    });
    await expect(refund('E2E-11-R2', 1001)).rejects.toThrow();
    expect(await refund('E2E-11-R3', 1000)).toMatchObject({ status: 'refunded', txamt: 1000 });
    expect(await merchant.qf.payments.retrieve(ref)).toMatchObject({ status: 'refunded' });
    const [payment] = sandbox.transactions.list();
    expect(payment).toMatchObject({ refunded: 1234 });
  });

  it('whose number is sent again gives nothing back twice', async () => {
    const { syssn } = await order('E2E-12');
    await sandbox.wallet.approve('E2E-12');
    const refund = { syssn, out_trade_no: 'E2E-12-R1', txamt: 100 };
    const first = await merchant.qf.refunds.create(refund);
    const second = await merchant.qf.refunds.create(refund);
    expect(first).toMatchObject({ status: 'refunded', txamt: 100 });
    expect(second).toMatchObject({ status: 'refunded', syssn: first.syssn });
    expect(sandbox.transactions.get('E2E-12')).toMatchObject({ refunded: 100 });
  });
});

it('tells the order’s time in Hong Kong, which is what a later query needs', async () => {
  const { txdtm = '' } = await order('E2E-13');
  const told = parseTimestamp(txdtm).getTime();
  expect(Math.abs(told - sandbox.clock.now())).toBeLessThan(MINUTE);
});
