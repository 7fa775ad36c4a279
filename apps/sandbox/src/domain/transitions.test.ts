import { describe, expect, it } from 'vitest';
import type { Command, CreatePayment } from './command.ts';
import { APP_CODE, type OpenBook, openBook } from './open-book.ts';
import type { Payment, PaymentState } from './transaction.ts';
import { type Call, TRANSITIONS } from './transitions.ts';

/** How a payment gets into each state. */
const WAYS: Readonly<Record<PaymentState, (open: OpenBook) => Payment>> = {
  created: (open) => open.pay(),
  paying: (open) => after(open, { type: 'scan' }),
  frozen: (open) => after(open, { type: 'approve' }, { pay_type: '802801', preauth: true }),
  paid: (open) => after(open, { type: 'approve' }),
  partially_refunded: (open) => {
    const payment = after(open, { type: 'approve' });
    open.refund(payment, 400);
    return open.payment(payment.syssn);
  },
  refunded: (open) => {
    const payment = after(open, { type: 'approve' });
    open.refund(payment, 1000);
    return open.payment(payment.syssn);
  },
  closed: (open) => after(open, { type: 'close', app_code: APP_CODE }),
  reversed: (open) => after(open, { type: 'reverse', app_code: APP_CODE }),
  expired: (open) => after(open, { type: 'expire' }),
  failed: (open) => after(open, { type: 'decline' }),
};

function after(open: OpenBook, command: object, details: Partial<CreatePayment> = {}): Payment {
  const { syssn } = open.pay(details);
  open.run({ ...command, syssn } as Command);
  return open.payment(syssn);
}

const CALLS: Readonly<Record<Call, (payment: Payment) => Command>> = {
  scan: ({ syssn }) => ({ type: 'scan', syssn }),
  approve: ({ syssn }) => ({ type: 'approve', syssn }),
  decline: ({ syssn }) => ({ type: 'decline', syssn }),
  expire: ({ syssn }) => ({ type: 'expire', syssn }),
  close: ({ syssn }) => ({ type: 'close', syssn, app_code: APP_CODE }),
  reverse: ({ syssn }) => ({ type: 'reverse', syssn, app_code: APP_CODE }),
  refund: ({ syssn }) => ({
    type: 'create_refund',
    syssn,
    app_code: APP_CODE,
    out_trade_no: 'next-refund',
    txamt: 100,
    txdtm: '2026-01-01 10:05:00',
  }),
};

/** The whole table, written down a second time by hand: a state it leads to, or the code of a refusal. */
const EXPECTED: Readonly<Record<PaymentState, Readonly<Record<Call, string>>>> = {
  created: row('paying', 'paid', 'failed', 'expired', 'closed', 'reversed', '1261'),
  paying: row('paying', 'paid', 'failed', 'expired', 'closed', 'reversed', '1261'),
  frozen: row('1260', '1260', '1260', '1260', '1260', '1260', '1261'),
  paid: row('1260', '1260', '1260', '1260', '1260', '1260', 'partially_refunded'),
  partially_refunded: row('1260', '1260', '1260', '1260', '1260', '1260', 'partially_refunded'),
  refunded: row('1262', '1262', '1262', '1262', '1262', '1262', '1262'),
  closed: row('1142', '1142', '1142', '1142', '1142', '1264', '1264'),
  reversed: row('1263', '1263', '1263', '1263', '1263', '1263', '1263'),
  expired: row('1181', '1181', '1181', '1181', '1181', '1181', '1181'),
  failed: row('1136', '1136', '1136', '1136', '1136', '1136', '1136'),
};

function row(...cells: [string, string, string, string, string, string, string]) {
  const [scan, approve, decline, expire, close, reverse, refund] = cells;
  return { scan, approve, decline, expire, close, reverse, refund };
}

const cells = Object.entries(EXPECTED).flatMap(([state, calls]) =>
  Object.entries(calls).map(([call, leadsTo]) => ({
    state: state as PaymentState,
    call: call as Call,
    leadsTo,
  })),
);

describe('the transition table', () => {
  it.each(cells)('$state: $call leads to $leadsTo', ({ state, call, leadsTo }) => {
    const open = openBook();
    const payment = WAYS[state](open);
    expect(payment.state).toBe(state);
    const { refusal, facts } = open.run(CALLS[call](payment));
    if (/^\d{4}$/.test(leadsTo)) {
      expect(refusal?.respcd).toBe(leadsTo);
      expect(facts).toEqual([]);
      expect(open.payment(payment.syssn)).toEqual(payment);
    } else {
      expect(refusal).toBeUndefined();
      expect(open.payment(payment.syssn).state).toBe(leadsTo);
    }
  });

  it('says of every cell how sure we are, and why', () => {
    for (const calls of Object.values(TRANSITIONS)) {
      for (const { provenance, source } of Object.values(calls)) {
        expect(['documented', 'observed', 'inferred']).toContain(provenance);
        expect(source.length).toBeGreaterThan(5);
      }
    }
  });
});

describe('expiry', () => {
  it.each([
    ['close', '1181'],
    ['reverse', '1181'],
    ['approve', '1181'],
    ['refund', '1181'],
  ] as const)('wins over %s at the very moment', (call, respcd) => {
    const open = openBook();
    const payment = open.pay({ expired_time: 5 });
    open.now = payment.expires_at;
    expect(open.run(CALLS[call](payment)).refusal?.respcd).toBe(respcd);
    expect(open.payment(payment.syssn)).toMatchObject({ state: 'expired', respcd: '1181' });
  });

  it('has not come one millisecond earlier', () => {
    const open = openBook();
    const payment = open.pay({ expired_time: 5 });
    open.now = payment.expires_at - 1;
    expect(open.run(CALLS.approve(payment)).refusal).toBeUndefined();
  });

  it.each([
    [undefined, 30],
    [5, 5],
    [120, 120],
  ])('of %s comes after %s minutes', (expired_time, minutes) => {
    const open = openBook();
    const details = expired_time === undefined ? {} : { expired_time };
    expect(open.pay(details).expires_at - open.now).toBe(minutes * 60_000);
  });
});

describe('a reversal', () => {
  it.each(['802801', '806527'])('gives a paid card payment (%s) back', (pay_type) => {
    const open = openBook();
    const { syssn } = open.pay({ pay_type });
    open.run({ type: 'approve', syssn });
    const { refusal } = open.run({ type: 'reverse', syssn, app_code: APP_CODE });
    expect(refusal).toBeUndefined();
    expect(open.payment(syssn)).toMatchObject({
      state: 'refunded',
      respcd: '0000',
      cancel: '3',
      refunded: 1000,
    });
  });

  it('does not give a card payment back that a pending refund is giving back', () => {
    const open = openBook();
    const { syssn } = open.pay({ pay_type: '802801' });
    open.run({ type: 'approve', syssn });
    open.refund(open.payment(syssn), 1000, { pending: true });
    const { refusal } = open.run({ type: 'reverse', syssn, app_code: APP_CODE });
    expect(refusal?.respcd).toBe('1260');
    expect(open.payment(syssn)).toMatchObject({ state: 'paid', refunded: 1000 });
  });

  it.each([
    ['800208', '1'],
    ['801514', '2'],
  ])('marks a row of %s with cancel %s', (pay_type, cancel) => {
    const open = openBook();
    const { syssn } = open.pay({ pay_type });
    open.run({ type: 'reverse', syssn, app_code: APP_CODE });
    expect(open.payment(syssn)).toMatchObject({ respcd: '0000', cancel });
  });
});
