import {
  type Expected,
  ProtocolError,
  parseTimestamp,
  queryOperation,
  readRequest,
} from '@qf/protocol';
import { described } from './check-options.ts';
import { valid } from './checked-fields.ts';

/**
 * Which payment: your number or QFPay's. An outcome, an order of yours or a notification will do;
 * names that are not listed here are ignored, and null or "" is absent, as in a row of a database.
 */
export interface PaymentRef {
  readonly out_trade_no?: string | null | undefined;
  readonly syssn?: string | null | undefined;
  /** The order's own time, UTC+8: tells the months to search (D-8). */
  readonly txdtm?: string | null | undefined;
  /** The shop whose order it is, where the request named one; the client's own unless told. */
  readonly mchid?: string | null | undefined;
  /** Minor units; a row with another amount is a mismatch. */
  readonly txamt?: number | null | undefined;
  /** Three capital letters; a row with another currency is a mismatch. */
  readonly txcurrcd?: string | null | undefined;
  /** Minutes, as the order was sent with; tells `waitFor` when the order cannot arrive any more. */
  readonly expired_time?: number | null | undefined;
  /**
   * The order was made on the hosted checkout page, where a failed try is not the end. No outcome tells
   * it: say it with each of them, until the page has timed out.
   */
  readonly checkout?: boolean | undefined;
}

/**
 * What is known of the order, checked.
 *
 * @throws InvalidRequestError without a number, or with malformed facts
 */
export function paymentRef(ref: PaymentRef): Expected {
  return valid('query', () => {
    const out_trade_no = given(ref.out_trade_no);
    const syssn = given(ref.syssn);
    const mchid = given(ref.mchid);
    if (syssn === undefined) assertGiven(out_trade_no, 'your number, or QFPay’s as syssn');
    readRequest(queryOperation, { out_trade_no, syssn, mchid });
    assertOne('out_trade_no', out_trade_no);
    assertOne('syssn', syssn);
    assertValidity(given(ref.expired_time));
    const txdtm = time(ref.txdtm);
    const txamt = minorUnits(ref.txamt);
    const txcurrcd = currency(ref.txcurrcd);
    return { out_trade_no: out_trade_no ?? '', syssn, txdtm, txamt, txcurrcd, mchid };
  });
}

/**
 * A query takes several numbers, separated by commas; a reference is about one.
 *
 * @throws ProtocolError for several
 */
export function assertOne(field: string, numbers: string | undefined): void {
  if (numbers?.includes(',') === true) refuse(field, 'one number', numbers);
}

/** @throws ProtocolError without a number, which a query could do without but a reference cannot */
export function assertGiven(out_trade_no: string | null | undefined, expected: string): void {
  if (given(out_trade_no) === undefined) refuse('out_trade_no', expected, out_trade_no);
}

/** What a caller gave, if it is anything. */
export function given<Value>(value: Value | null | undefined): Value | undefined {
  return value === null || value === '' ? undefined : value;
}

/** What rows of the gateway show where a program sent no time. */
const NO_TIME = '0000-00-00 00:00:00';

/** @throws ProtocolError for a time that does not exist */
export function time(value: string | null | undefined): string | undefined {
  const txdtm = value === NO_TIME ? undefined : given(value);
  if (txdtm !== undefined) naming('txdtm', txdtm, parseTimestamp);
  return txdtm;
}

/**
 * Reads a time, and names its field where it is none.
 *
 * @throws ProtocolError for a time that does not exist
 */
export function naming<Value, Time>(
  field: string,
  value: Value,
  read: (value: Value) => Time,
): Time {
  try {
    return read(value);
  } catch {
    return refuse(field, 'a time that exists, YYYY-MM-DD HH:mm:ss', value);
  }
}

/** @throws ProtocolError for an amount that no row can have */
export function minorUnits(value: number | null | undefined): number | undefined {
  const txamt = given(value);
  if (txamt === undefined || (Number.isSafeInteger(txamt) && txamt >= 0)) return txamt;
  return refuse('txamt', 'minor units, a whole number', txamt);
}

/** @throws ProtocolError for a currency that no row can have */
export function currency(value: string | null | undefined): string | undefined {
  const txcurrcd = given(value);
  if (txcurrcd === undefined || isCurrency(txcurrcd)) return txcurrcd;
  return refuse('txcurrcd', 'three capital letters', txcurrcd);
}

function isCurrency(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
}

function assertValidity(minutes: number | undefined): void {
  const isMinutes = Number.isSafeInteger(minutes) && (minutes as number) >= 1;
  if (minutes === undefined || (isMinutes && (minutes as number) <= 120)) return;
  refuse('expired_time', 'minutes, a whole number from 1 to 120', minutes);
}

/** @throws ProtocolError always */
export function refuse(field: string, expected: string, value: unknown): never {
  const issue = { field, rule: 'range', expected, received: described(value) };
  throw new ProtocolError('ERR_QF_INVALID_REQUEST', [issue]);
}
