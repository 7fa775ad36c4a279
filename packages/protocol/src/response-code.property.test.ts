import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from './operations.ts';
import { dispositionOf, RESPONSE_CODES } from './response-code.ts';

describe('dispositionOf', () => {
  it('calls a code that nobody lists ambiguous, whatever the text beside it', () => {
    const operation = fc.constantFrom(
      ...(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[]),
      'payment-row' as const,
      'refund-row' as const,
    );
    fc.assert(
      fc.property(operation, fc.string(), fc.string(), (call, respcd, respmsg) => {
        fc.pre(!Object.hasOwn(RESPONSE_CODES, respcd));
        expect(dispositionOf(respcd, { operation: call, respmsg })).toBe('ambiguous');
      }),
      { numRuns: 1000 },
    );
  });
});
