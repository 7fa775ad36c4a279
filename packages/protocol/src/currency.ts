/** What the registry knows about a currency. */
export interface Currency {
  readonly code: string;
  readonly name: string;
  /** Decimal places of the minor unit (ISO 4217). */
  readonly exponent: 0 | 2;
  /**
   * False where the documents disagree on what `txamt` counts: "cents" on the current pages, the
   * smallest unit of the currency in an older one. Ask QFPay, then state the exponent yourself.
   */
  readonly exponentIsCertain: boolean;
  /** Where the code is listed. */
  readonly seen: 'every list' | 'Alipay pre-authorisation only';
}

/**
 * Every currency that QFPay lists. Not every pay type takes every one, many take only HKD. Older
 * pages write RMB for CNY (QFPay, Currencies; the three uncertain ones are our decision D-12).
 */
export const CURRENCIES = {
  AED: certain('AED', 'UAE dirham'),
  AUD: certain('AUD', 'Australian dollar'),
  CAD: certain('CAD', 'Canadian dollar'),
  CNY: certain('CNY', 'Chinese yuan'),
  EUR: certain('EUR', 'Euro'),
  HKD: certain('HKD', 'Hong Kong dollar'),
  IDR: uncertain('IDR', 'Indonesian rupiah', 2),
  JPY: uncertain('JPY', 'Japanese yen', 0),
  MMK: uncertain('MMK', 'Myanmar kyat', 2),
  MYR: certain('MYR', 'Malaysian ringgit'),
  NZD: certain('NZD', 'New Zealand dollar', 'Alipay pre-authorisation only'),
  PHP: certain('PHP', 'Philippine peso', 'Alipay pre-authorisation only'),
  SGD: certain('SGD', 'Singapore dollar'),
  THB: certain('THB', 'Thai baht'),
  USD: certain('USD', 'US dollar'),
} as const satisfies Readonly<Record<string, Currency>>;

/** A code in {@link CURRENCIES}. */
export type CurrencyCode = keyof typeof CURRENCIES;

/** The registry entry of a code, or undefined for a code that QFPay does not list. */
export function currencyOf(code: string): Currency | undefined {
  return Object.hasOwn(CURRENCIES, code) ? CURRENCIES[code as CurrencyCode] : undefined;
}

function certain(code: string, name: string, seen: Currency['seen'] = 'every list'): Currency {
  return { code, name, exponent: 2, exponentIsCertain: true, seen };
}

function uncertain(code: string, name: string, exponent: Currency['exponent']): Currency {
  return { code, name, exponent, exponentIsCertain: false, seen: 'every list' };
}
