import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paymentOutcome } from './payment-outcome.ts';
import { dispositionOf, RESPONSE_CODES } from './response-code.ts';
import type { Row } from './row.ts';

const ORDER = { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD' } as const;

describe('any rows', () => {
  const code = fc.oneof(
    fc.constantFrom(...Object.keys(RESPONSE_CODES)),
    fc.stringMatching(/^\d{4}$/),
    fc.constant(undefined),
  );
  const row: fc.Arbitrary<Row> = fc.record({
    syssn: fc.constantFrom('1', '2', '3', undefined),
    out_trade_no: fc.constantFrom('order-1', 'order-2', undefined),
    pay_type: fc.constantFrom('801514', '800108', '801808', '899999', undefined),
    order_type: fc.constantFrom('payment', 'refund', 'close', 'later', undefined),
    txamt: fc.constantFrom(1234, 1, undefined),
    txcurrcd: fc.constantFrom('HKD', 'CNY', undefined),
    respcd: code,
    cancel: fc.constantFrom('0', '1', '2', '3', '4', '5', '9', undefined),
    sysdtm: fc.constantFrom('2026-01-01 10:30:00', '2026-01-01 10:31:00', undefined),
    origssn: fc.constantFrom('1', undefined),
  });
  const context = fc.record({
    readTwice: fc.boolean(),
    reversed: fc.boolean(),
    checkout: fc.boolean(),
  });
  const rows = fc.array(row, { maxLength: 5 });

  it('call an order failed only with a listed no of that order, and never while its page is open', () => {
    fc.assert(
      fc.property(rows, context, (list, circumstances) => {
        const outcome = paymentOutcome(list, ORDER, circumstances);
        if (outcome.status !== 'failed') return;
        expect(circumstances.checkout).toBe(false);
        const { respcd = '', cancel, out_trade_no, txamt } = outcome.raw as Row;
        expect(out_trade_no).toBe('order-1');
        expect(txamt).not.toBe(1);
        const isReversed = respcd === '0000' && (cancel === '1' || cancel === '2');
        const readTwice = circumstances.readTwice;
        const disposition = dispositionOf(respcd, { operation: 'payment-row', readTwice });
        expect(isReversed || disposition === 'declined').toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('call an order paid exactly when a row of it is', () => {
    fc.assert(
      fc.property(rows, (list) => {
        // Pages may show a row twice; here every row has a number of its own.
        const distinct = list.map((one, index) => ({ ...one, syssn: String(index) }));
        const isPaid = distinct.some(
          ({ respcd, cancel, txamt, txcurrcd, out_trade_no, order_type, origssn, pay_type }) =>
            respcd === '0000' &&
            [undefined, '0', '5'].includes(cancel) &&
            txamt === 1234 &&
            txcurrcd !== 'CNY' &&
            out_trade_no === 'order-1' &&
            (order_type === 'payment' || (order_type === undefined && origssn === undefined)) &&
            pay_type !== '801808',
        );
        expect(paymentOutcome(distinct, ORDER).status === 'paid').toBe(isPaid);
      }),
      { numRuns: 1500 },
    );
  });

  it('mean the same in any order of the list, but for rows of one moment', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const distinct = list.map((one, index) => ({
          ...one,
          syssn: String(index),
          sysdtm: `2026-01-01 10:30:0${index}`,
        }));
        expect(paymentOutcome(distinct.toReversed(), ORDER)).toMatchObject({
          status: paymentOutcome(distinct, ORDER).status,
          syssn: paymentOutcome(distinct, ORDER).syssn,
        });
      }),
      { numRuns: 1000 },
    );
  });
});
