import type { DrivingField, PayMode, PayTypeDetails, PayTypeRow } from './pay-type-row.ts';
import { CURRENT_PAY_TYPES } from './pay-types-current.ts';
import { LEGACY_PAY_TYPES } from './pay-types-legacy.ts';

/** One pay type of the registry. Which codes work is a matter of store configuration. */
export interface PayTypeEntry {
  readonly code: string;
  readonly name: string;
  readonly wallet: string;
  readonly mode: PayMode;
  /** Kind of merchant (all, overseas, HK) or, for older codes, the region; empty where unknown. */
  readonly merchants: string;
  /** The reply field the customer acts on; null where there is none. */
  readonly drives: DrivingField;
  /** Also seen instead of `drives`. */
  readonly drivesOr: DrivingField;
  /** On a published list of codes that take `expired_time`. */
  readonly expiry: boolean;
  /** How to end an unfinished order, as advice (D-15); `void` gives a paid card order back. */
  readonly cancel: 'reversal' | 'close' | 'void' | null;
  readonly refunds: boolean;
  /** Days after the payment in which production refunds; observed, undefined where nobody looked. */
  readonly refundDays?: number;
  /** Extra request fields: mandatory ones, and those it can use. */
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  readonly state: 'current' | 'legacy';
  /** The editions that show it; letters as in the registry's row type. */
  readonly seen: string;
  readonly notes?: string;
}

const DRIVES: Readonly<Partial<Record<PayMode, DrivingField>>> = {
  WEB: 'pay_url',
  WAP: 'pay_url',
  MPM: 'qrcode',
  JSAPI: 'pay_params',
  MINI_PROGRAM: 'pay_params',
  IN_APP: 'pay_params',
  PREAUTH_WEB: 'pay_url',
  PREAUTH_MPM: 'qrcode',
  PREAUTH_IN_APP: 'pay_params',
};

type CurrentRow = (typeof CURRENT_PAY_TYPES)[number];
type CodesByName = { readonly [Row in CurrentRow as Row[1]]: Row[0] };

/**
 * The current codes by name.
 *
 * @example
 * PayType.ALIPAY_WEB_HK; // '801514'
 */
export const PayType: CodesByName = Object.freeze(
  Object.fromEntries(CURRENT_PAY_TYPES.map(([code, name]) => [name, code])) as CodesByName,
);

/** Every code of any edition (QFPay, Payment Types). Never derive behaviour from a code's digits. */
export const PAY_TYPES: Readonly<Record<string, PayTypeEntry>> = Object.freeze(
  Object.fromEntries([
    ...CURRENT_PAY_TYPES.map((row) => entry(row, 'current')),
    ...LEGACY_PAY_TYPES.map((row) => entry(row, 'legacy')),
  ]),
);

/** The registry's entry, or undefined for a code that no edition lists. */
export function payTypeOf(code: string): PayTypeEntry | undefined {
  return Object.hasOwn(PAY_TYPES, code) ? PAY_TYPES[code] : undefined;
}

function entry(row: PayTypeRow, state: PayTypeEntry['state']): [string, PayTypeEntry] {
  const [code, name, wallet, mode, merchants, seen, details] = row;
  return [
    code,
    { code, name, wallet, mode, merchants, state, seen, ...withDefaults(mode, details) },
  ];
}

function withDefaults(mode: PayMode, details: PayTypeDetails = {}) {
  return {
    drives: DRIVES[mode] ?? null,
    drivesOr: null,
    expiry: false,
    cancel: null,
    refunds: true,
    needs: [],
    takes: [],
    ...details,
  };
}
