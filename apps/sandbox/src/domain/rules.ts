import type { Provenance } from './transitions.ts';

/** How this gateway behaves where the documents disagree, are silent, or speak of a particular contract. */
export interface Rules {
  readonly duplicate_payment: '2011' | '1102' | 'existing';
  readonly duplicate_refund: '1251' | '1102' | '2011';
  readonly over_refund: '1272' | '1155';
  readonly refunded_again: '1262' | '1264' | '1125';
  readonly partial_refunds: 'allowed' | '1270' | '1271';
  readonly refund_notify_type: 'refund' | 'cancel';
  readonly t0: boolean;
  readonly fps_refunds: boolean;
  readonly refund_window: boolean;
  readonly refund_period: boolean;
  readonly unsettled_balance: boolean;
  readonly same_day_card: boolean;
  readonly default_currency: boolean;
  readonly alipay_minimum: boolean;
  readonly hkd_only: boolean;
  readonly cancel_pay_types: boolean;
  readonly late_payment: boolean;
  readonly month_rule: boolean;
  readonly rate_limit: boolean;
}

/** One switch: what it may be set to, the first being the default, what it does and who says so. */
export interface RuleEntry<Value = string | boolean> {
  readonly values: readonly [Value, ...Value[]];
  readonly says: string;
  readonly provenance: Provenance;
  readonly source: string;
}

/** Every switch of the gateway. Whatever depends on the hour, the day or a contract is off unless asked for. */
export const RULES: { readonly [Name in keyof Rules]: RuleEntry<Rules[Name]> } = {
  duplicate_payment: {
    values: ['2011', '1102', 'existing'],
    says: 'answers a payment whose number was used; `existing` answers with the unpaid order it names',
    provenance: 'inferred',
    source: 'our decision D-35; older documents allow an unpaid order to be sent again',
  },
  duplicate_refund: {
    values: ['1251', '1102', '2011'],
    says: 'answers a refund whose number was used',
    provenance: 'observed',
    source: 'our decision D-35; production says 1251 with "out_trade_no is used"',
  },
  over_refund: {
    values: ['1272', '1155'],
    says: 'answers a refund of more than what is left; it is never made',
    provenance: 'documented',
    source: 'QFPay, Refund: the sum of refunds cannot exceed the payment',
  },
  refunded_again: {
    values: ['1262', '1264', '1125'],
    says: 'answers a refund of an order that is refunded entirely',
    provenance: 'documented',
    source: 'our decision D-36; production was seen to say 1264',
  },
  partial_refunds: {
    values: ['allowed', '1270', '1271'],
    says: 'refuses a refund of less than the payment with this code',
    provenance: 'documented',
    source: 'QFPay, Refund: some currencies (1270) and methods (1271) allow none',
  },
  refund_notify_type: {
    values: ['refund', 'cancel'],
    says: 'what notifications of refunds call themselves',
    provenance: 'observed',
    source: 'our decision U-5; public add-ons report `cancel`',
  },
  t0: {
    values: [false, true],
    says: 'the store is settled on the same day and cannot refund, close or reverse (1150)',
    provenance: 'documented',
    source: 'QFPay, Status Codes: 1150',
  },
  fps_refunds: {
    values: [false, true],
    says: 'FPS can be refunded; otherwise 1155',
    provenance: 'documented',
    source: 'our decision D-10; production refunds within 29 days',
  },
  refund_window: {
    values: [false, true],
    says: 'refuses refunds between 23:30 and 00:30 (UTC+8) with 1265',
    provenance: 'documented',
    source: 'QFPay, Refund; off by default so that no test depends on the hour (U-19)',
  },
  refund_period: {
    values: [false, true],
    says: 'refuses refunds with 1265 when the pay type’s period is over',
    provenance: 'observed',
    source: 'settings seen in production: 29, 90 or 365 days',
  },
  unsettled_balance: {
    values: [false, true],
    says: 'refuses with 1269 a refund that the day’s takings of its pay type do not cover',
    provenance: 'documented',
    source: 'QFPay, Refund and FAQ; off by default (U-19)',
  },
  same_day_card: {
    values: [false, true],
    says: 'a card payment of the same day is given back entirely or not at all (1124)',
    provenance: 'documented',
    source: 'QFPay, Refund: a same-day card refund is a void; 1124 observed',
  },
  default_currency: {
    values: [false, true],
    says: 'a payment without txcurrcd is taken as one in HKD; otherwise 1104',
    provenance: 'documented',
    source: 'QFPay, Alipay Web Payments: txcurrcd is required; programs of 2017 to 2019 send none',
  },
  alipay_minimum: {
    values: [false, true],
    says: 'refuses 801101 payments of 1.00 or less with 1104',
    provenance: 'documented',
    source: 'our decision D-2; the sample programs of the current page send less',
  },
  hkd_only: {
    values: [false, true],
    says: 'AlipayHK, PayMe, FPS and Octopus take HKD only (1122)',
    provenance: 'inferred',
    source: 'our decision U-24',
  },
  cancel_pay_types: {
    values: [false, true],
    says: 'a pay type on no list for closing or reversing answers 1297',
    provenance: 'inferred',
    source:
      'our decision D-15: which pay types can be closed is thinly documented, 801101 on no list',
  },
  late_payment: {
    values: [false, true],
    says: 'an order can still be paid after it was closed or expired',
    provenance: 'inferred',
    source: 'our decision U-14; QFPay, FAQ: a late success is refunded, not ignored',
  },
  month_rule: {
    values: [true, false],
    says: 'a query without a range sees the current month only',
    provenance: 'documented',
    source: 'our decision D-8',
  },
  rate_limit: {
    values: [false, true],
    says: 'more than 100 calls a second or 400 a minute of one store answer HTTP 429',
    provenance: 'documented',
    source: 'our decision D-37',
  },
};

/** Every switch in its first position. */
export const DEFAULT_RULES: Rules = Object.freeze(
  Object.fromEntries(Object.entries(RULES).map(([name, { values }]) => [name, values[0]])),
) as unknown as Rules;

/** What is wrong with a set of switches, as a sentence; `undefined` when nothing is. */
export function rulesProblem(wanted: object): string | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const entry = Object.hasOwn(RULES, name) ? RULES[name as keyof Rules] : undefined;
    if (entry === undefined) {
      return `${name}: expected one of ${Object.keys(RULES).join(', ')}`;
    }
    const values: readonly unknown[] = entry.values;
    if (!values.includes(value)) {
      return `${name}: expected ${values.join(' or ')}. Received ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}
