import type { Merchant } from '../merchants.ts';

/** What the page offers, in this order: one pay type for each way to pay. */
const OFFERED = [
  ['801514', 'AlipayHK'],
  ['801101', 'Alipay'],
  ['800201', 'WeChat Pay'],
  ['800714', 'UnionPay'],
  ['802001', 'FPS'],
  ['805814', 'PayMe'],
  ['803714', 'Octopus'],
  ['802801', 'Visa, Mastercard'],
  ['802801-hold', 'Visa, Mastercard (pre-authorisation)'],
  ['806527', 'Apple Pay'],
] as const;

const HOLD = '-hold';

/** The pay type of a way to pay. */
export function payTypeIn(method: string): string {
  return method.replace(HOLD, '');
}

/** The way to pay of a pay type. */
export function methodOf(pay_type: string, hold: boolean): string {
  return hold ? `${pay_type}${HOLD}` : pay_type;
}

/** Whether the money is to be held only. */
export function isHold(method: string): boolean {
  return method.endsWith(HOLD);
}

/** A way to pay. */
export interface Method {
  readonly pay_type: string;
  readonly name: string;
}

/** The ways to pay that a store has. */
export function methodsOf({ pay_types }: Merchant): readonly Method[] {
  return OFFERED.filter(
    ([code]) => pay_types === undefined || pay_types.includes(payTypeIn(code)),
  ).map(([pay_type, name]) => ({ pay_type, name }));
}
