import * as z from 'zod';
import { isCalendarTime } from './calendar-time.ts';
import { noted } from './noted.ts';
import { textUpTo } from './request-field.ts';

/** An id that QFPay made, such as `cust_…`. */
export function idField(example: string) {
  const expected = "QFPay's id: 1 to 64 letters, digits, _ or -";
  return noted({ expected, example }, z.string().regex(/^[A-Za-z0-9_-]{1,64}$/));
}

/** A text of the merchant's own. */
export function ownText(max: number, example: string) {
  return noted({ expected: `1 to ${max} characters without &`, example }, textUpTo(max));
}

/** A time of a subscription: both notations occur (our decision D-28). */
export const billingTime = noted(
  {
    expected: 'a time, YYYY-MM-DD HH:mm:ss or ISO 8601 with Z',
    example: '2026-01-01 10:30:34',
  },
  z.string().refine(isBillingTime, { params: { rule: 'timestamp' } }),
);

function isBillingTime(text: string): boolean {
  return isCalendarTime(text) || z.iso.datetime().safeParse(text).success;
}

export const customerId = idField('cust_0000000000000001');
export const productId = idField('prod_0000000000000001');
export const subscriptionId = idField('sub_0000000000000001');
export const tokenId = idField('tok_0000000000000001');
