import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, toMinorUnits } from './amount.ts';
import { CURRENCIES } from './currency.ts';

/** Every currency with every exponent that it can have. */
const KINDS = Object.values(CURRENCIES).flatMap(({ code, exponent, exponentIsCertain }) =>
  exponentIsCertain ? [{ code, exponent }] : [0, 2].map((one) => ({ code, exponent: one })),
);

describe('amounts', () => {
  it.each(KINDS)('of $code with exponent $exponent survive the way there and back', (kind) => {
    const { code, exponent } = kind;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (minor) => {
        const decimal = formatAmount(minor, code, { exponent });
        expect(toMinorUnits(decimal, code, { exponent })).toBe(minor);
      }),
    );
  });

  it('equal what exact integer arithmetic gives', () => {
    const whole = fc.bigInt({ min: 0n, max: 999_999_999n });
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 99 }), (dollars, cents) => {
        const decimal = `${dollars}.${String(cents).padStart(2, '0')}`;
        const exact = dollars * 100n + BigInt(cents);
        expect(BigInt(toMinorUnits(decimal, 'HKD'))).toBe(exact);
      }),
    );
  });
});
