import { type Currency, currencyOf } from './currency.ts';
import { ProtocolError } from './protocol-error.ts';

/** How to read an amount of a currency whose minor unit the documents leave open. */
export interface AmountOptions {
  /** Decimal places of the minor unit; required for JPY, IDR and MMK. */
  readonly exponent?: number;
}

/** The largest `txamt`: eleven digits (QFPay, Common fields). */
const LARGEST = 99_999_999_999;

// No grouping, no sign, no leading zero: each has a reading that is wrong by a factor of a thousand.
const DECIMAL = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Minor units of a decimal text. Digits are moved, never calculated: no floating point takes part.
 *
 * @throws ProtocolError `ERR_QF_AMOUNT` for a number instead of a text, for more decimal places than
 * the currency has (also zeros: `1.000` may mean a thousand), and outside 1 to 99999999999
 * @example
 * toMinorUnits('12.34', 'HKD'); // 1234
 * toMinorUnits('1200', 'JPY', { exponent: 0 }); // 1200
 */
export function toMinorUnits(decimal: string, currency: string, options?: AmountOptions): number {
  const exponent = exponentFor(currency, options);
  if (typeof decimal !== 'string') {
    refuse('decimal', 'type', 'a decimal text; a number has already been rounded', decimal);
  }
  const parts = DECIMAL.exec(decimal);
  if (parts === null) refuse('decimal', 'pattern', 'digits with an optional point', decimal);
  const [, whole = '', fraction = ''] = parts;
  if (fraction.length > exponent) {
    refuse('decimal', 'decimals', `at most ${exponent} decimal places for ${currency}`, decimal);
  }
  const minor = integerOf(whole + fraction.padEnd(exponent, '0'));
  if (minor < 1) refuse('decimal', 'range', 'at least one minor unit', decimal);
  return minor;
}

/**
 * The decimal text of minor units, the inverse of {@link toMinorUnits}; zero is allowed.
 *
 * @throws ProtocolError `ERR_QF_AMOUNT`
 * @example
 * formatAmount(1234, 'HKD'); // '12.34'
 */
export function formatAmount(minor: number, currency: string, options?: AmountOptions): string {
  const exponent = exponentFor(currency, options);
  if (!Number.isSafeInteger(minor) || minor < 0 || minor > LARGEST) {
    refuse('minor', 'range', `an integer of minor units, 0 to ${LARGEST}`, minor);
  }
  const digits = String(minor).padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  return exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function integerOf(digits: string): number {
  if (digits.length > String(LARGEST).length) {
    refuse('decimal', 'range', `at most ${LARGEST} minor units`, digits);
  }
  return Number.parseInt(digits, 10);
}

function exponentFor(code: string, { exponent }: AmountOptions = {}): number {
  const currency = currencyOf(code);
  if (currency === undefined) {
    refuse('currency', 'choice', 'an ISO 4217 code from the currency registry', code);
  }
  if (exponent === undefined) return statedExponent(currency);
  const isAllowed = currency.exponentIsCertain
    ? exponent === currency.exponent
    : exponent === 0 || exponent === 2;
  if (isAllowed) return exponent;
  const expected = currency.exponentIsCertain ? `${currency.exponent} for ${code}` : '0 or 2';
  return refuse('exponent', 'choice', expected, exponent);
}

function statedExponent({ code, exponent, exponentIsCertain }: Currency): number {
  if (exponentIsCertain) return exponent;
  const expected = `{ exponent: 0 } or { exponent: 2 } for ${code}, as QFPay confirmed for your store`;
  return refuse('exponent', 'required', expected, undefined);
}

function refuse(field: string, rule: string, expected: string, value: unknown): never {
  const received = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : shown(value);
  throw new ProtocolError('ERR_QF_AMOUNT', [{ field, rule, expected, received }]);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'number' ? String(value) : typeof value;
}
