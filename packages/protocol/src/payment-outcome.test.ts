import { describe, expect, it } from 'vitest';
import { paymentOutcome } from './payment-outcome.ts';
import type { Row } from './row.ts';

const ORDER = { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD' } as const;

const paid: Row = {
  ...ORDER,
  syssn: '1',
  pay_type: '801514',
  order_type: 'payment',
  respcd: '0000',
  cancel: '0',
  txdtm: '2026-01-01 10:30:34',
  sysdtm: '2026-01-01 10:30:35',
  paydtm: '2026-01-01 10:31:02',
};

describe('paymentOutcome', () => {
  it('tells everything about a paid order', () => {
    expect(paymentOutcome([paid], ORDER, { httpStatus: 200 })).toEqual({
      status: 'paid',
      final: true,
      out_trade_no: 'order-1',
      syssn: '1',
      txamt: 1234,
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:30:34',
      paydtm: '2026-01-01 10:31:02',
      refunded: 'none',
      duplicates: [],
      raw: paid,
      httpStatus: 200,
    });
  });

  it('says that nothing was found, and what is known of the order all the same', () => {
    const expected = { ...ORDER, syssn: '1', txdtm: '2026-01-01 10:30:34' };
    expect(paymentOutcome([], expected, { httpStatus: 200 })).toEqual({
      status: 'unknown',
      final: false,
      reason: 'not_found',
      out_trade_no: 'order-1',
      syssn: '1',
      txdtm: '2026-01-01 10:30:34',
      raw: [],
      httpStatus: 200,
    });
  });

  it('adopts no row without a number when it knows none itself', () => {
    const { syssn: _, out_trade_no: __, ...nameless } = paid;
    for (const row of [nameless, { ...nameless, respcd: '1143' }]) {
      expect(paymentOutcome([row], ORDER)).toMatchObject({
        status: 'unknown',
        reason: 'mismatch',
        raw: [row],
      });
    }
  });

  it('takes a payment for one although it names another transaction', () => {
    const row = { ...paid, origssn: '0' };
    expect(paymentOutcome([row], ORDER)).toMatchObject({ status: 'paid', raw: row });
    const { order_type: _, ...untyped } = row;
    expect(paymentOutcome([untyped], ORDER)).toMatchObject({ status: 'unknown' });
  });

  it('waits for a pending row that names no amount yet', () => {
    const { txamt: _, ...row } = { ...paid, respcd: '1143' };
    expect(paymentOutcome([row], ORDER)).toMatchObject({ status: 'pending' });
  });

  it.each([
    ['refund', { out_trade_no: 'refund-1', txamt: 1 }],
    ['close', { respcd: '1260' }],
  ])('sees the payment beside a %s under the same number of QFPay’s', (order_type, fields) => {
    const other = { ...paid, order_type, ...fields };
    for (const rows of [
      [paid, other],
      [other, paid],
    ]) {
      expect(paymentOutcome(rows, ORDER)).toMatchObject({ status: 'paid', duplicates: [] });
    }
  });

  it('says that other orders were found', () => {
    const rows = [{ ...paid, out_trade_no: 'order-2' }];
    expect(paymentOutcome(rows, ORDER)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
      out_trade_no: 'order-1',
      raw: rows,
    });
  });

  it.each([
    [
      { respcd: '1142', errmsg: 'closed' },
      { status: 'failed', final: true, reason: 'closed' },
    ],
    [{ respcd: '1181' }, { status: 'failed', reason: 'expired', respcd: '1181' }],
    [{ respcd: '2005' }, { status: 'failed', reason: 'declined', respcd: '2005' }],
    [{ cancel: '1' }, { status: 'failed', reason: 'reversed', respcd: '0000' }],
    [{ cancel: '3' }, { status: 'refunded', final: true, txamt: 1234, paydtm: paid.paydtm }],
    [{ respcd: '1143' }, { status: 'pending', final: false, reason: 'awaiting_payer' }],
    [{ respcd: '1298' }, { status: 'pending', reason: 'processing', respcd: '1298' }],
    [
      { respcd: '1161' },
      { status: 'unknown', final: false, reason: 'ambiguous_code', respcd: '1161' },
    ],
    [{ txamt: 1 }, { status: 'unknown', reason: 'mismatch', respcd: '0000' }],
  ])('reads a row with %j', (shape, outcome) => {
    const row = { ...paid, ...shape };
    expect(paymentOutcome([row], ORDER)).toMatchObject({ ...outcome, raw: row, syssn: '1' });
  });

  it('repeats the words of a failure', () => {
    const row = { ...paid, respcd: '1201', errmsg: 'balance too low' };
    expect(paymentOutcome([row], ORDER)).toMatchObject({ respmsg: 'balance too low' });
  });

  it('fills in what a paid row leaves out and the caller knows', () => {
    const bare = {
      out_trade_no: 'order-1',
      respcd: '0000',
      txamt: 1234,
      txdtm: '0000-00-00 00:00:00',
    };
    const known = { ...ORDER, syssn: '1', txdtm: '2026-01-01 10:30:34' };
    expect(paymentOutcome([bare], known)).toMatchObject({
      status: 'paid',
      syssn: '1',
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:30:34',
      paydtm: undefined,
    });
    expect(paymentOutcome([bare], { out_trade_no: 'order-1' })).toMatchObject({
      status: 'unknown',
    });
  });

  it('finds an order by syssn alone, and shows its number', () => {
    const byNumber = { out_trade_no: '', syssn: '1' };
    expect(paymentOutcome([paid], byNumber)).toMatchObject({
      status: 'paid',
      out_trade_no: 'order-1',
    });
    expect(paymentOutcome([{ ...paid, syssn: '2' }], byNumber)).toMatchObject({
      reason: 'mismatch',
    });
    const { syssn: _, ...unnumbered } = paid;
    expect(paymentOutcome([unnumbered], { out_trade_no: '' })).toMatchObject({
      reason: 'mismatch',
    });
  });

  it('takes a row without out_trade_no only by its syssn', () => {
    const { out_trade_no: _, ...row } = paid;
    expect(paymentOutcome([row], { ...ORDER, syssn: '1' })).toMatchObject({ status: 'paid' });
    expect(paymentOutcome([row], ORDER)).toMatchObject({ reason: 'mismatch' });
  });

  it('calls an order paid twice when it is, and keeps the payment that the caller knows', () => {
    const second = { ...paid, syssn: '2', sysdtm: '2026-01-01 10:40:00' };
    expect(paymentOutcome([second, paid], ORDER)).toMatchObject({
      syssn: '1',
      duplicates: [second],
    });
    expect(paymentOutcome([paid, second], ORDER)).toMatchObject({
      syssn: '1',
      duplicates: [second],
    });
    expect(paymentOutcome([paid, second], { ...ORDER, syssn: '2' })).toMatchObject({
      syssn: '2',
      duplicates: [paid],
    });
  });

  it('sees a row that two pages show once, as it was read last', () => {
    expect(paymentOutcome([paid, paid], ORDER)).toMatchObject({ status: 'paid', duplicates: [] });
    const pending = { ...paid, respcd: '1143' };
    expect(paymentOutcome([pending, paid], ORDER)).toMatchObject({ status: 'paid' });
    expect(paymentOutcome([paid, { ...paid, cancel: '3' }], ORDER)).toMatchObject({
      status: 'refunded',
    });
  });

  it('counts rows without a number of their own one by one', () => {
    const { syssn: _, ...closed } = { ...paid, respcd: '1142' };
    const { syssn: __, ...pending } = { ...paid, respcd: '1145' };
    expect(paymentOutcome([closed, pending], ORDER)).toMatchObject({ status: 'pending' });
    expect(paymentOutcome([pending, closed], ORDER)).toMatchObject({ status: 'pending' });
  });

  it.each([
    ['sysdtm', { sysdtm: '2026-01-01 10:30:00' }, { sysdtm: '2026-01-01 10:31:00' }],
    [
      'txdtm, where there is no sysdtm',
      { sysdtm: undefined, txdtm: '2026-01-01 10:30:00' },
      { sysdtm: undefined, txdtm: '2026-01-01 10:31:00' },
    ],
    ['nothing against a time', { sysdtm: undefined, txdtm: undefined }, {}],
  ])('lets the newest row speak: by %s', (_, older, newer) => {
    const rows: Row[] = [
      { ...paid, syssn: '2', respcd: '1201', ...older },
      { ...paid, syssn: '3', respcd: '1142', ...newer },
    ];
    expect(paymentOutcome(rows, ORDER)).toMatchObject({ reason: 'closed' });
    expect(paymentOutcome(rows.toReversed(), ORDER)).toMatchObject({ reason: 'closed' });
  });

  it('lets the first of rows of the same moment speak', () => {
    const rows: Row[] = [
      { ...paid, syssn: '2', respcd: '1201' },
      { ...paid, syssn: '3', respcd: '1142' },
    ];
    expect(paymentOutcome(rows, ORDER)).toMatchObject({ reason: 'declined' });
  });

  it('is not moved by refunds, closes and others in the same list', () => {
    const others: Row[] = [
      { ...paid, syssn: '8', order_type: 'refund', respcd: '1143' },
      { ...paid, syssn: '9', order_type: 'close', respcd: '0000' },
      { ...paid, syssn: '7', order_type: undefined, origssn: '1', respcd: '1205' },
      { ...paid, syssn: '6', out_trade_no: 'order-2', respcd: '1143' },
    ];
    const declined = { ...paid, respcd: '1201' };
    expect(paymentOutcome([...others, declined], ORDER)).toMatchObject({ status: 'failed' });
    expect(paymentOutcome([...others, paid], ORDER)).toMatchObject({
      status: 'paid',
      duplicates: [],
    });
  });

  it('takes no refund for the order, even one that hides its kind', () => {
    const hidden: Row = { ...paid, syssn: '7', order_type: undefined, origssn: '1' };
    expect(paymentOutcome([hidden], ORDER)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
    expect(paymentOutcome([paid, hidden], ORDER)).toMatchObject({ duplicates: [] });
  });

  it.each(['801808', '801814', '802828', '801103', '801104'])(
    'takes 0000 of %s for no money: it is frozen, only data of a card, or no payment',
    (pay_type) => {
      for (const order_type of ['payment', undefined]) {
        expect(paymentOutcome([{ ...paid, pay_type, order_type }], ORDER)).toMatchObject({
          status: 'unknown',
          reason: 'ambiguous_code',
        });
      }
    },
  );

  it.each([
    [{ readTwice: false, reversed: true }, '801514', 'unknown'],
    [{ readTwice: true }, '801514', 'failed'],
    [{ readTwice: true }, '800108', 'unknown'],
    [{ readTwice: true, reversed: true }, '800108', 'failed'],
    [{ readTwice: true }, undefined, 'unknown'],
  ])('with %j reads 1297 of pay type %s as %s', (context, pay_type, status) => {
    const row = { ...paid, pay_type, respcd: '1297' };
    expect(paymentOutcome([row], ORDER, context)).toMatchObject({ status });
  });

  it('never lets a newer no hide a row that is open, or one that was paid and given back', () => {
    const declined = { ...paid, syssn: '9', respcd: '1201', sysdtm: '2026-01-01 11:00:00' };
    const ambiguous = { ...paid, respcd: '1161' };
    const refunded = { ...paid, cancel: '3' };
    expect(paymentOutcome([declined, ambiguous], ORDER)).toMatchObject({ status: 'unknown' });
    expect(paymentOutcome([declined, refunded], ORDER)).toMatchObject({ status: 'refunded' });
    expect(paymentOutcome([declined, refunded, ambiguous], ORDER)).toMatchObject({
      status: 'unknown',
    });
  });

  it.each([
    ...['1142', '1147', '1181', '1201', '1204', '1205', '1250', '2004', '2005', '2007'].map(
      (respcd) => ({ respcd }),
    ),
    { cancel: '1' },
    { cancel: '2' },
  ])('leaves a try of the hosted checkout with %j open: its page may be', (shape) => {
    const row = { ...paid, ...shape };
    expect(paymentOutcome([row], ORDER, { checkout: true })).toMatchObject({
      status: 'pending',
      final: false,
      reason: 'awaiting_payer',
    });
    expect(paymentOutcome([row], ORDER)).toMatchObject({ status: 'failed', final: true });
  });

  it('ends an order of the hosted checkout by what was paid there, or paid and given back', () => {
    const declined = { ...paid, syssn: '9', respcd: '1201', sysdtm: '2026-01-01 11:00:00' };
    const checkout = { checkout: true };
    expect(paymentOutcome([declined, paid], ORDER, checkout)).toMatchObject({ status: 'paid' });
    expect(paymentOutcome([{ ...paid, cancel: '3' }], ORDER, checkout)).toMatchObject({
      status: 'refunded',
    });
    expect(paymentOutcome([{ ...paid, txamt: 1 }], ORDER, checkout)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
  });

  it('counts a second payment of another amount or currency as one to refund', () => {
    const others: Row[] = [
      { ...paid, syssn: '2', txamt: 2000 },
      { ...paid, syssn: '3', txcurrcd: 'CNY', cancel: '5' },
    ];
    const without: Row[] = [
      { ...paid, syssn: '4', txamt: 2000, cancel: '3' },
      { ...paid, syssn: '5', txamt: 2000, cancel: '1' },
      { ...paid, syssn: '6', txamt: 2000, respcd: '1143' },
      { ...paid, syssn: '7', txamt: undefined },
      { ...paid, syssn: '8', txamt: 2000, pay_type: '801808' },
    ];
    expect(paymentOutcome([...others, paid, ...without], ORDER)).toMatchObject({
      status: 'paid',
      syssn: '1',
      txamt: 1234,
      duplicates: others,
    });
  });

  it.each([0, -100])('takes 0000 with the amount %d for no money', (txamt) => {
    expect(paymentOutcome([{ ...paid, txamt }], { out_trade_no: 'order-1' })).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
    });
    expect(paymentOutcome([paid, { ...paid, syssn: '2', txamt }], ORDER)).toMatchObject({
      duplicates: [],
    });
  });
});
