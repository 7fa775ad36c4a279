import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { readBasket, totalOf, withQuantity } from './basket.ts';
import { productOf } from './catalogue.ts';

const basket = (cookie?: string) => readBasket({ headers: { cookie } } as Request);
const shown = (cookie?: string) =>
  basket(cookie).map(({ product, quantity }) => `${quantity} ${product.id}`);

describe('readBasket', () => {
  it.each([
    [undefined, []],
    ['other=1', []],
    ['other=1; qf_shop_basket=jasmine-2.tray-1', ['2 jasmine', '1 tray']],
    // What is not on the shelf, or not a count, is left out.
    ['qf_shop_basket=gold-1.jasmine-0.tray-10.oolong--1.puerh-1e9', []],
    ['qf_shop_basket=__proto__-1.constructor-2', []],
    ['qf_shop_basket=jasmine-1.jasmine-3', ['3 jasmine']],
  ])('reads %s', (cookie, lines) => {
    expect(shown(cookie)).toEqual(lines);
  });

  it('takes prices from the catalogue alone', () => {
    expect(totalOf(basket('qf_shop_basket=jasmine-2.chrysanthemum-1'))).toBe(2 * 6800 + 4550);
  });
});

describe('withQuantity', () => {
  const jasmine = productOf('jasmine');
  if (jasmine === undefined) throw new Error('There is no jasmine tea.');

  it('sets, limits and takes out', () => {
    const one = withQuantity([], jasmine, 1);
    expect(one).toMatchObject([{ quantity: 1 }]);
    expect(withQuantity(one, jasmine, 50)).toMatchObject([{ quantity: 9 }]);
    expect(withQuantity(one, jasmine, 0)).toEqual([]);
  });
});
