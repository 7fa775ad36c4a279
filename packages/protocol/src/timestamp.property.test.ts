import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarTime } from './calendar-time.ts';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

describe('times', () => {
  const zone = fc
    .tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ max: 59, min: 0 }),
    )
    .map(([sign, hours, minutes]) => {
      return `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    });

  it('survive the way there and back, to the second, in every zone', () => {
    const moment = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9998-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, zone, (date, offset) => {
        const text = formatTimestamp(date, offset);
        const whole = Math.floor(date.getTime() / 1000) * 1000;
        expect(parseTimestamp(text, offset).getTime()).toBe(whole);
        expect(isCalendarTime(text)).toBe(true);
      }),
    );
  });

  it('sort as text as they sort as moments', () => {
    const second = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(second, second, (a, b) => {
        const [first, other] = [a, b].map((one) => formatTimestamp(new Date(one * 1000)));
        expect(String(first) < String(other)).toBe(a < b);
      }),
    );
  });
});
