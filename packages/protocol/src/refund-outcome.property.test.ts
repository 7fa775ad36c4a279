import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundOutcome } from './refund-outcome.ts';
import { dispositionOf, RESPONSE_CODES } from './response-code.ts';
import type { Row } from './row.ts';

const EXPECTED = { out_trade_no: 'refund-1', txamt: 500, orig_syssn: '1' } as const;

describe('refundOutcome', () => {
  it('never adopts a refund of another number, amount or payment, and never fails without a listed no', () => {
    const row: fc.Arbitrary<Row> = fc.record({
      syssn: fc.constantFrom('2', '3', undefined),
      out_trade_no: fc.constantFrom('refund-1', 'refund-2', undefined),
      order_type: fc.constantFrom('payment', 'refund', 'later', undefined),
      txamt: fc.constantFrom(500, 501, undefined),
      origssn: fc.constantFrom('1', '9', undefined),
      respcd: fc.oneof(
        fc.constantFrom('0000', ...Object.keys(RESPONSE_CODES)),
        fc.stringMatching(/^\d{4}$/),
      ),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const outcome = refundOutcome(rows, EXPECTED);
        if (outcome.status === 'unknown') return;
        const { respcd = '', ...facts } = outcome.raw as Row;
        expect(facts).toMatchObject({ out_trade_no: 'refund-1', txamt: 500, origssn: '1' });
        const disposition = dispositionOf(respcd, { operation: 'refund-row' });
        const says = { refunded: 'success', pending: 'pending', failed: 'declined' };
        expect(disposition).toBe(says[outcome.status]);
      }),
      { numRuns: 1500 },
    );
  });
});
