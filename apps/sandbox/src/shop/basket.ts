import type { Request, Response } from 'express';
import { type Product, productOf } from './catalogue.ts';

/** One product and how many of it. */
export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

/** Cookies know no ports, so the name says whose it is. */
const COOKIE = 'qf_shop_basket';

/** The most of one product that an order takes. */
export const MOST = 9;

/**
 * What the browser's cookie says is in the basket: ids and counts. Names and prices come from the catalogue; what is
 * not on the shelf, or not a count, is left out.
 */
export function readBasket(request: Request): readonly Line[] {
  const pairs = cookieOf(request).split('.');
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const [id = '', count = ''] = pair.split('-');
    if (/^[1-9]$/.test(count)) counts.set(id, Number(count));
  }
  return lines(counts);
}

/** The basket with `quantity` of a product; 0 takes it out. */
export function withQuantity(
  basket: readonly Line[],
  product: Product,
  quantity: number,
): readonly Line[] {
  const counts = new Map(basket.map((line) => [line.product.id, line.quantity]));
  counts.set(product.id, Math.min(MOST, quantity));
  return lines(counts);
}

/** How many of a product are in the basket. */
export function quantityOf(basket: readonly Line[], product: Product): number {
  return basket.find((line) => line.product.id === product.id)?.quantity ?? 0;
}

/** What the basket costs, in minor units. */
export function totalOf(basket: readonly Line[]): number {
  return basket.reduce((total, { product, quantity }) => total + product.price * quantity, 0);
}

/** Remembers the basket in the browser for a week. */
export function keepBasket(response: Response, basket: readonly Line[]): void {
  const text = basket.map(({ product, quantity }) => `${product.id}-${quantity}`).join('.');
  response.cookie(COOKIE, text, { httpOnly: true, sameSite: 'lax', maxAge: 7 * 24 * 3_600_000 });
}

function lines(counts: ReadonlyMap<string, number>): readonly Line[] {
  return [...counts].flatMap(([id, quantity]) => {
    const product = productOf(id);
    return product === undefined || quantity < 1 ? [] : [{ product, quantity }];
  });
}

function cookieOf({ headers }: Request): string {
  const parts = (headers.cookie ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}
