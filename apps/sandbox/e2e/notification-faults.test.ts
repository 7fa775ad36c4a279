import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTIFICATION_FAULTS } from '../src/faults/notification-faults.ts';
import { createSandbox, type NotificationEffect, type Sandbox } from '../src/index.ts';
import { type Merchant, openMerchant } from './merchant.ts';

/** Every way in which a notification can go wrong, and what our middleware makes of it: one effect, in the end. */

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

async function paid(out_trade_no: string, txamt = 1234): Promise<string> {
  merchant.orders.set(out_trade_no, { txamt, txcurrcd: 'HKD' });
  const created = await merchant.qf.payments.create({
    pay_type: PayType.ALIPAY_WEB_HK,
    out_trade_no,
    txamt,
    txcurrcd: 'HKD',
    notify_url: merchant.notifyUrl,
  });
  if (created.status !== 'created') throw new Error(created.status);
  await sandbox.wallet.approve(out_trade_no);
  return created.syssn;
}

/** The first attempt meets the fault: what was answered to each delivery, and how many effects there were by then. */
interface Row {
  readonly effect: NotificationEffect;
  readonly answers: readonly string[];
  readonly effects: 0 | 1;
  readonly copies?: number;
}

const GOOD = '200 SUCCESS';

const ROWS: readonly Row[] = [
  { effect: 'notify-lost', answers: [], effects: 0 },
  { effect: 'notify-late', answers: [], effects: 0 },
  { effect: 'notify-reordered', answers: [], effects: 0 },
  { effect: 'notify-duplicate', copies: 3, answers: [GOOD, GOOD, GOOD], effects: 1 },
  { effect: 'notify-tampered', answers: ['401 FAIL'], effects: 0 },
  { effect: 'notify-bad-signature', answers: ['401 FAIL'], effects: 0 },
  { effect: 'notify-unsigned', answers: ['401 FAIL'], effects: 0 },
  { effect: 'notify-reprinted', answers: ['401 FAIL'], effects: 0 },
  { effect: 'notify-forged-first', answers: ['401 FAIL', GOOD], effects: 1 },
  { effect: 'notify-tampered-first', answers: ['401 FAIL', GOOD], effects: 1 },
  { effect: 'notify-malformed', answers: ['422 FAIL'], effects: 0 },
  { effect: 'notify-duplicate-keys', answers: ['422 FAIL'], effects: 0 },
  { effect: 'notify-oversized', answers: ['413 FAIL'], effects: 0 },
  { effect: 'notify-other-order', answers: ['503 FAIL'], effects: 0 },
  { effect: 'notify-wrong-amount', answers: ['500 FAIL'], effects: 0 },
  { effect: 'notify-compact', answers: [GOOD], effects: 1 },
  { effect: 'notify-wrong-content-type', answers: [GOOD], effects: 1 },
];

describe.each(ROWS)('$effect', ({ effect, answers, effects, copies }) => {
  it(`is answered ${answers.join(', ') || 'by nobody'}; ${effects} effects by then, one in the end`, async () => {
    const many = copies === undefined ? {} : { copies };
    const fault = sandbox.faults.add({ on: 'notification', effect, times: 1, ...many });
    const syssn = await paid('N-1');
    await sandbox.clock.advance({ by_ms: 0 });
    expect(merchant.answers).toEqual(answers);
    expect(merchant.payments).toHaveLength(effects);
    expect(sandbox.faults.list()).toMatchObject([{ id: fault.id, fired: 1 }]);
    if (effect === 'notify-reordered') {
      await merchant.qf.refunds.create({ syssn, out_trade_no: 'N-1-R', txamt: 1 });
    }
    await sandbox.clock.advance({ until: 'idle' });
    expect(merchant.payments).toHaveLength(1);
    const [notification] = sandbox.notifications.of('N-1');
    expect(notification?.status).toBe('acknowledged');
  });
});

describe('notify-concurrent', () => {
  it('has one effect, whatever the copies are told', async () => {
    sandbox.faults.add({ on: 'notification', effect: 'notify-concurrent', times: 1, copies: 5 });
    await paid('N-2');
    await sandbox.clock.advance({ by_ms: 0 });
    expect(merchant.answers).toHaveLength(5);
    expect(merchant.answers).toContain(GOOD);
    expect(merchant.answers.filter((answer) => ![GOOD, '503 FAIL'].includes(answer))).toEqual([]);
    expect(merchant.payments).toHaveLength(1);
    expect(sandbox.notifications.of('N-2')).toMatchObject([{ status: 'acknowledged' }]);
  });
});

describe('notify-late', () => {
  it('moves the first rung by an hour, or as told', async () => {
    sandbox.faults.add({ on: 'notification', effect: 'notify-late', times: 1, delay_ms: 90_000 });
    await paid('N-3');
    await sandbox.clock.advance({ by_ms: 89_999 });
    expect(merchant.answers).toEqual([]);
    await sandbox.clock.advance({ by_ms: 1 });
    expect(merchant.answers).toEqual([GOOD]);
  });
});

describe('notify-reordered', () => {
  it('tells of the refund first', async () => {
    sandbox.faults.add({ on: 'notification', effect: 'notify-reordered', times: 1 });
    const syssn = await paid('N-4');
    merchant.orders.set('N-4-R', { txamt: 34, txcurrcd: 'HKD' });
    await sandbox.clock.advance({ until: 'idle' });
    await merchant.qf.refunds.create({ syssn, out_trade_no: 'N-4-R', txamt: 34 });
    await sandbox.clock.advance({ until: 'idle' });
    const types = sandbox.notifications
      .of('N-4')
      .map(({ notify_type, attempts }) => [notify_type, attempts[0]?.started_at]);
    expect(types).toHaveLength(2);
    expect(merchant.refunds).toHaveLength(1);
    expect(merchant.payments).toHaveLength(1);
    const journal = await sandbox.journal();
    const order = journal.flatMap((event) =>
      event.type === 'notification.attempted' ? [event.syssn === syssn ? 'payment' : 'refund'] : [],
    );
    expect(order).toEqual(['refund', 'payment']);
  });
});

it('every kind is covered', () => {
  const covered = [...ROWS.map(({ effect }) => effect), 'notify-concurrent'];
  expect(covered.sort()).toEqual(Object.keys(NOTIFICATION_FAULTS).sort());
});

describe('a resend', () => {
  it('can be told to go wrong', async () => {
    await paid('N-5');
    await sandbox.notifications.resend('N-5', { effect: 'notify-tampered' });
    expect(merchant.answers).toEqual(['401 FAIL']);
    await sandbox.notifications.resend('N-5', { effect: 'notify-duplicate', copies: 2 });
    expect(merchant.answers).toEqual(['401 FAIL', GOOD, GOOD]);
    expect(merchant.payments).toHaveLength(1);
  });
});

describe('the verdict', () => {
  it('says in words what was wrong with an answer', async () => {
    sandbox.faults.add({ on: 'notification', effect: 'notify-bad-signature', times: 1 });
    await paid('N-6');
    await sandbox.clock.advance({ by_ms: 0 });
    const [notification] = sandbox.notifications.of('N-6');
    expect(notification?.attempts[0]?.outcome?.verdict).toMatch(
      /^HTTP 401\. If it did not believe the signature/,
    );
  });
});
