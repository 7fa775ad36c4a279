import { describe, expect, it } from 'vitest';
import { DAY, retentionOf } from './retention.ts';

describe('retentionOf', () => {
  it.each([
    ['90 days where nobody says otherwise', undefined, 90 * DAY],
    ['48 hours at least', 2 * DAY, 2 * DAY],
    ['whole milliseconds, which is what servers take', 2.5 * DAY + 0.1, 2.5 * DAY + 1],
    ['a hundred years for ever', Infinity, 36_500 * DAY],
  ])('is %s', (_, given, expected) => {
    expect(retentionOf(given)).toBe(expected);
  });

  it.each([2 * DAY - 1, 0, -1, Number.NaN])('refuses %d', (given) => {
    const refused = expect.objectContaining({ code: 'ERR_QF_OPTIONS' });
    expect(() => retentionOf(given)).toThrow(refused);
    expect(() => retentionOf(given)).toThrow(/at least 48 hours \(172800000 ms\)/);
  });
});
