import { describe, expect, it } from 'vitest';
import { APP_CODE, type OpenBook, openBook, START } from './open-book.ts';
import { DEFAULT_RULES, RULES, type Rules, rulesProblem } from './rules.ts';
import type { Payment } from './transaction.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function bookWith(rules: Partial<Rules>): OpenBook {
  const open = openBook();
  expect(open.run({ type: 'change_rules', rules }).refusal).toBeUndefined();
  return open;
}

function paid(open: OpenBook, details: Parameters<OpenBook['pay']>[0] = {}): Payment {
  const { syssn } = open.pay(details);
  open.run({ type: 'approve', syssn });
  return open.payment(syssn);
}

function again(open: OpenBook, { out_trade_no, pay_type, txamt, txcurrcd }: Payment) {
  const request = { out_trade_no, pay_type, txamt, txcurrcd, txdtm: '2026-01-01 10:00:00' };
  return open.run({ type: 'create_payment', app_code: APP_CODE, ...request });
}

describe('rules', () => {
  it('begin with what is safe: nothing that depends on the hour, the day or a contract', () => {
    expect(openBook().book.rules).toEqual(DEFAULT_RULES);
    expect(DEFAULT_RULES).toEqual({
      duplicate_payment: '2011',
      duplicate_refund: '1251',
      over_refund: '1272',
      refunded_again: '1262',
      partial_refunds: 'allowed',
      refund_notify_type: 'refund',
      t0: false,
      fps_refunds: false,
      refund_window: false,
      refund_period: false,
      unsettled_balance: false,
      same_day_card: false,
      default_currency: false,
      alipay_minimum: false,
      hkd_only: false,
      cancel_pay_types: false,
      late_payment: false,
      month_rule: true,
      rate_limit: false,
    });
  });

  it.each(Object.entries(RULES))('%s says what it does and who says so', (_name, entry) => {
    expect(entry.says).not.toBe('');
    expect(entry.source).not.toBe('');
    expect(['documented', 'observed', 'inferred']).toContain(entry.provenance);
    expect(entry.values.length).toBeGreaterThan(1);
  });

  it.each([
    [{ t1: true }, /^t1: expected one of duplicate_payment, /],
    [{ t0: 'yes' }, 't0: expected false or true. Received "yes"'],
    [
      { duplicate_payment: '9999' },
      'duplicate_payment: expected 2011 or 1102 or existing. Received "9999"',
    ],
  ])('refuse %j', (wanted, sentence) => {
    expect(rulesProblem(wanted)).toEqual(
      sentence instanceof RegExp ? expect.stringMatching(sentence) : sentence,
    );
  });

  it('are written down only where they change, and forgotten by a reset', () => {
    const open = openBook();
    expect(open.run({ type: 'change_rules', rules: { t0: true, month_rule: true } }).facts).toEqual(
      [{ type: 'rules.changed', rules: { t0: true } }],
    );
    expect(open.run({ type: 'change_rules', rules: { t0: true } }).facts).toEqual([]);
    open.run({ type: 'reset' });
    expect(open.book.rules).toEqual(DEFAULT_RULES);
  });
});

describe('a used number', () => {
  it.each(['2011', '1102'] as const)('answers a payment with %s', (duplicate_payment) => {
    const open = bookWith({ duplicate_payment });
    expect(again(open, open.pay()).refusal?.respcd).toBe(duplicate_payment);
  });

  it('answers with the existing order when it is unpaid and the same', () => {
    const open = bookWith({ duplicate_payment: 'existing' });
    const first = open.pay();
    expect(again(open, first)).toEqual({ facts: [], syssn: first.syssn });
    expect(again(open, { ...first, txamt: 999 }).refusal?.respcd).toBe('2011');
    open.run({ type: 'approve', syssn: first.syssn });
    expect(again(open, first).refusal?.respcd).toBe('2011');
  });

  it('is used by refunds as well', () => {
    const open = openBook();
    const payment = paid(open);
    const { syssn } = open.refund(payment, 100);
    const { out_trade_no } = open.refundRow(syssn);
    expect(again(open, { ...payment, out_trade_no }).refusal?.respcd).toBe('2011');
  });

  it.each(['1251', '1102', '2011'] as const)(
    'answers a refund with %s and "out_trade_no is used"',
    (duplicate_refund) => {
      const open = bookWith({ duplicate_refund });
      const payment = paid(open);
      const { syssn } = open.refund(payment, 100);
      const { out_trade_no } = open.refundRow(syssn);
      expect(open.refund(payment, 100, { out_trade_no }).refusal).toEqual({
        respcd: duplicate_refund,
        respmsg: 'out_trade_no is used',
      });
    },
  );

  it('is another merchant’s own business', () => {
    const open = openBook();
    const { out_trade_no } = open.pay();
    expect(open.pay({ out_trade_no, app_code: 'B0001' }).app_code).toBe('B0001');
  });
});

describe('refunds', () => {
  it('are made in parts until nothing is left', () => {
    const open = openBook();
    const payment = paid(open);
    expect(open.refund(payment, 400).refusal).toBeUndefined();
    expect(open.payment(payment.syssn)).toMatchObject({
      state: 'partially_refunded',
      cancel: '5',
      refunded: 400,
    });
    expect(open.refund(payment, 601).refusal).toEqual({
      respcd: '1272',
      respmsg: 'txamt: at most 600 can be refunded, received 601',
    });
    expect(open.refund(payment, 600).refusal).toBeUndefined();
    expect(open.payment(payment.syssn)).toMatchObject({ state: 'refunded', cancel: '3' });
    expect(open.refund(payment, 1).refusal?.respcd).toBe('1262');
  });

  it('of an unknown order, or of another merchant’s, answer 1268', () => {
    const open = openBook();
    const payment = paid(open);
    expect(open.refund({ ...payment, syssn: '1' }, 1).refusal?.respcd).toBe('1268');
    expect(open.refund(payment, 1, { app_code: 'B0001' }).refusal?.respcd).toBe('1268');
  });

  it('wait for one that is being processed', () => {
    const open = openBook();
    const payment = paid(open);
    const { syssn } = open.refund(payment, 100, { script: { source: 'test', respcd: '1145' } });
    expect(open.refundRow(syssn)).toMatchObject({ state: 'pending', respcd: '1143' });
    expect(open.refund(payment, 100).refusal?.respcd).toBe('1155');
    open.run({ type: 'complete_refund', syssn: syssn ?? '' });
    expect(open.refund(payment, 100).refusal).toBeUndefined();
  });

  it('give back what they held when they fail', () => {
    const open = openBook();
    const payment = paid(open);
    const { syssn = '' } = open.refund(payment, 1000, {
      script: { source: 'test', approve_respcd: '1269' },
    });
    expect(open.payment(payment.syssn).refunded).toBe(1000);
    open.run({ type: 'complete_refund', syssn });
    expect(open.refundRow(syssn)).toMatchObject({ state: 'failed', respcd: '1269' });
    expect(open.payment(payment.syssn)).toMatchObject({ refunded: 0, state: 'paid' });
  });

  it.each([
    ['over_refund', '1155', 1001, '1155'],
    ['partial_refunds', '1270', 999, '1270'],
    ['partial_refunds', '1271', 999, '1271'],
    ['t0', true, 1000, '1150'],
  ] as const)('are refused by %s: %s', (name, value, txamt, respcd) => {
    const open = bookWith({ [name]: value });
    expect(open.refund(paid(open), txamt).refusal?.respcd).toBe(respcd);
  });

  it.each(['1264', '1125'] as const)('of a refunded order can answer %s', (refunded_again) => {
    const open = bookWith({ refunded_again });
    const payment = paid(open);
    open.refund(payment, 1000);
    expect(open.refund(payment, 1).refusal?.respcd).toBe(refunded_again);
  });

  it('of FPS need to be allowed', () => {
    const closed = openBook();
    expect(closed.refund(paid(closed, { pay_type: '802001' }), 100).refusal?.respcd).toBe('1155');
    const open = bookWith({ fps_refunds: true });
    expect(open.refund(paid(open, { pay_type: '802001' }), 100).refusal).toBeUndefined();
  });

  it.each([
    ['23:29:59', undefined],
    ['23:30:00', '1265'],
    ['00:29:59', '1265'],
    ['00:30:00', undefined],
  ])('at %s in the night answer %s when the window is on', (time, respcd) => {
    const open = bookWith({ refund_window: true });
    const payment = paid(open);
    open.now = new Date(`2026-01-02T${time}+08:00`).getTime();
    expect(open.refund(payment, 100).refusal?.respcd).toBe(respcd);
  });

  it.each([
    ['802001', 29],
    ['805814', 90],
    ['801514', 365],
  ])('of %s end after %s days when the period counts', (pay_type, days) => {
    const open = bookWith({ refund_period: true, fps_refunds: true });
    const payment = paid(open, { pay_type });
    open.now = START + days * DAY;
    expect(open.refund(payment, 1).refusal).toBeUndefined();
    open.now += 1;
    expect(open.refund(payment, 1).refusal?.respcd).toBe('1265');
  });

  it('need takings of the day and the pay type when the balance counts', () => {
    const open = bookWith({ unsettled_balance: true });
    const yesterday = paid(open);
    open.now += DAY;
    expect(open.refund(yesterday, 1).refusal?.respcd).toBe('1269');
    paid(open, { pay_type: '801101', txamt: 5000 });
    expect(open.refund(yesterday, 1).refusal?.respcd).toBe('1269');
    paid(open, { txamt: 300 });
    expect(open.refund(yesterday, 301).refusal?.respcd).toBe('1269');
    expect(open.refund(yesterday, 300).refusal).toBeUndefined();
    expect(open.refund(yesterday, 1).refusal?.respcd).toBe('1269');
  });

  it('are not covered by a card payment of the day that a reversal gave back', () => {
    const open = bookWith({ unsettled_balance: true });
    const yesterday = paid(open, { pay_type: '802801' });
    open.now += DAY;
    const { syssn } = paid(open, { pay_type: '802801' });
    open.run({ type: 'reverse', app_code: APP_CODE, syssn });
    expect(open.payment(syssn).state).toBe('refunded');
    expect(open.refund(yesterday, 1).refusal?.respcd).toBe('1269');
  });

  it('of a card payment are all or nothing on its day when the rule is on', () => {
    const open = bookWith({ same_day_card: true });
    const payment = paid(open, { pay_type: '802801' });
    expect(open.refund(payment, 999).refusal?.respcd).toBe('1124');
    open.now += DAY;
    expect(open.refund(payment, 999).refusal).toBeUndefined();
  });

  it('call themselves cancel when the store is told so', () => {
    const open = bookWith({ refund_notify_type: 'cancel' });
    const { syssn } = open.refund(paid(open), 100);
    const [notification] = open.book.notificationsOf(syssn ?? '');
    expect(notification?.notify_type).toBe('cancel');
    expect(JSON.parse(notification?.body ?? '')).toMatchObject({ notify_type: 'cancel' });
  });
});

describe('payments', () => {
  it('of 801101 need more than 1.00 when the minimum counts', () => {
    const open = bookWith({ alipay_minimum: true });
    expect(() => open.pay({ pay_type: '801101', txamt: 100 })).toThrow();
    expect(open.pay({ pay_type: '801101', txamt: 101 }).state).toBe('created');
    expect(open.pay({ pay_type: '801514', txamt: 1 }).state).toBe('created');
  });

  it('of Hong Kong wallets are in HKD when that counts', () => {
    const open = bookWith({ hkd_only: true });
    expect(() => open.pay({ txcurrcd: 'USD' })).toThrow();
    expect(open.pay({ txcurrcd: 'USD', pay_type: '801101' }).txcurrcd).toBe('USD');
  });

  it('can come late when that is wanted, and are notified', () => {
    const open = bookWith({ late_payment: true });
    const { syssn } = open.pay();
    open.run({ type: 'close', syssn, app_code: APP_CODE });
    expect(open.run({ type: 'approve', syssn }).refusal).toBeUndefined();
    expect(open.payment(syssn).state).toBe('paid');
    expect(open.book.notificationsOf(syssn)).toHaveLength(1);
  });

  it('come late one by one with an approval that says so', () => {
    const open = openBook();
    const payment = open.pay();
    open.now = payment.expires_at;
    expect(open.run({ type: 'approve', syssn: payment.syssn, late: true }).refusal).toBeUndefined();
  });
});

describe('closing and reversing', () => {
  it.each([
    ['801514', undefined],
    ['801101', '1297'],
  ])('%s answers %s when only listed pay types may', (pay_type, respcd) => {
    const open = bookWith({ cancel_pay_types: true });
    const { syssn } = open.pay({ pay_type });
    expect(open.run({ type: 'close', syssn, app_code: APP_CODE }).refusal?.respcd).toBe(respcd);
  });

  it('is refused with 1150 for a T0 store', () => {
    const open = bookWith({ t0: true });
    const { syssn } = open.pay();
    expect(open.run({ type: 'reverse', syssn, app_code: APP_CODE }).refusal?.respcd).toBe('1150');
  });

  it.each([
    [{ syssn: '1' }, '1268'],
    [{ out_trade_no: 'nobody' }, '1268'],
    [{ txamt: 999 }, '1266'],
    [{ out_trade_no: 'other' }, '1267'],
    [{ app_code: 'B0001' }, '1268'],
  ])('with %j answers %s', (details, respcd) => {
    const open = openBook();
    const { syssn } = open.pay();
    const named = 'out_trade_no' in details && details.out_trade_no === 'nobody' ? {} : { syssn };
    const command = { type: 'close' as const, app_code: APP_CODE, ...named, ...details };
    expect(open.run(command).refusal?.respcd).toBe(respcd);
    expect(open.payment(syssn).state).toBe('created');
  });
});

describe('a scanned payment', () => {
  const scan = (open: OpenBook, auth_code: string) =>
    open.run({
      type: 'create_payment',
      app_code: APP_CODE,
      out_trade_no: `S-${open.journal.length}`,
      pay_type: '800208',
      txamt: 500,
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
      auth_code,
    });

  it('is paid at once, and notified', () => {
    const open = openBook();
    const { refusal, syssn = '' } = scan(open, '134567890123456789');
    expect(refusal).toBeUndefined();
    expect(open.payment(syssn)).toMatchObject({ state: 'paid', respcd: '0000' });
    expect(open.book.notificationsOf(syssn)).toHaveLength(1);
  });

  it.each(['1201', '1205', '2007'])(
    'whose code ends in %s fails with it and stays visible',
    (respcd) => {
      const open = openBook();
      const { refusal, syssn = '' } = scan(open, `13456789012345${respcd}`);
      expect(refusal?.respcd).toBe(respcd);
      expect(open.payment(syssn)).toMatchObject({ state: 'failed', respcd });
    },
  );

  it.each(['1143', '1145'])('whose code ends in %s waits for the wallet', (respcd) => {
    const open = openBook();
    const { refusal, syssn = '' } = scan(open, `13456789012345${respcd}`);
    expect(refusal?.respcd).toBe(respcd);
    expect(open.payment(syssn).state).toBe('created');
    open.run({ type: 'approve', syssn });
    expect(open.payment(syssn).state).toBe('paid');
  });

  it('uses its code up', () => {
    const open = openBook();
    scan(open, '134567890123456789');
    expect(scan(open, '134567890123456789').refusal?.respcd).toBe('2005');
  });
});

describe('a script', () => {
  const scripted = (respcd: string) => ({ script: { source: 'test', respcd } });

  it.each(['1100', '1108', '1243', '1297', '2011'])('of %s leaves nothing behind', (respcd) => {
    const open = openBook();
    expect(() => open.pay(scripted(respcd))).toThrow();
    expect(open.journal).toEqual([]);
  });

  it('of 1205 leaves a failed row, of 0000 a paid one', () => {
    const open = openBook();
    expect(open.pay(scripted('1205'))).toMatchObject({ state: 'failed', respcd: '1205' });
    expect(open.pay(scripted('0000'))).toMatchObject({ state: 'paid', respcd: '0000' });
  });

  it('fails the order when the customer approves', () => {
    const open = openBook();
    const { syssn } = open.pay({ script: { source: 'test', approve_respcd: '1201' } });
    open.run({ type: 'approve', syssn });
    expect(open.payment(syssn)).toMatchObject({ state: 'failed', respcd: '1201' });
    expect(open.book.notificationsOf(syssn)).toEqual([]);
  });

  it('of a pending code keeps the order hanging', () => {
    const open = openBook();
    const { syssn } = open.pay({ script: { source: 'test', approve_respcd: '1143' } });
    open.run({ type: 'approve', syssn });
    open.run({ type: 'approve', syssn });
    expect(open.payment(syssn).state).toBe('paying');
  });

  it('answers a close', () => {
    const open = openBook();
    const { syssn } = open.pay({ script: { source: 'test', cancel_respcd: '1297' } });
    expect(open.run({ type: 'close', syssn, app_code: APP_CODE }).refusal?.respcd).toBe('1297');
    expect(open.payment(syssn).state).toBe('created');
  });
});
