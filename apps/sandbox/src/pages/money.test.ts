import { afterEach, describe, expect, it, vi } from 'vitest';
import { money } from './money.ts';

afterEach(() => void vi.restoreAllMocks());

describe('money', () => {
  it.each([
    [123_450, 'HKD', 'HK$\u00a01,234.50'],
    [5, 'USD', 'US$\u00a00.05'],
    [1200, 'JPY', 'JPY 1200 in minor units'],
    [1200, 'XXX', 'XXX 1200 in minor units'],
  ])('%i %s is %s', (txamt, txcurrcd, words) => {
    expect(money(txamt, txcurrcd)).toBe(words);
  });

  it('asks for the symbol of a currency once, however many rows there are', () => {
    const asked = vi.spyOn(Intl.NumberFormat.prototype, 'formatToParts');
    for (let row = 1; row <= 100; row += 1) expect(money(row, 'CAD')).toMatch(/^CA\$/);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
