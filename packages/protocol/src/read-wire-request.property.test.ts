import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { readRequest } from './read-request.ts';
import { readWireRequest } from './read-wire-request.ts';
import { wireFields } from './wire-fields.ts';

const { payment } = OPERATIONS;

describe('readWireRequest', () => {
  it('reads whatever readRequest lets through and wireFields writes', () => {
    const text = fc.stringMatching(/^[A-Za-z0-9 奶茶🧋=+%"{}[\]]{1,20}$/u);
    const request = fc.record({
      pay_type: fc.constant('801101' as const),
      txamt: fc.integer({ min: 1, max: 99_999_999_999 }),
      txcurrcd: fc.constantFrom('HKD' as const, 'JPY' as const),
      out_trade_no: fc.stringMatching(/^[A-Za-z0-9_|*.-]{1,128}$/),
      txdtm: fc.constant('2026-01-01 10:30:34'),
      goods_name: text,
      udid: text,
    });
    fc.assert(
      fc.property(request, (one) => {
        expect(
          readWireRequest(payment, Object.entries(wireFields(readRequest(payment, one)))),
        ).toMatchObject({
          request: one,
        });
      }),
    );
  });

  it('never throws, whatever was sent', () => {
    const names = fc.oneof(
      fc.constantFrom('txamt', 'txcurrcd', 'pay_type', 'extend_info', 'products'),
      fc.string(),
    );
    const pairs = fc.array(fc.tuple(names, fc.string()), { maxLength: 12 });
    const operation = fc.constantFrom(
      ...(Object.values(OPERATIONS) as Operation<unknown, unknown>[]),
    );
    fc.assert(
      fc.property(operation, pairs, fc.boolean(), (one, fields, strict) => {
        const reading = readWireRequest(one, fields, { strict });
        if (!reading.ok) expect(reading.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
