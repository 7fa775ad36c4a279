import {
  type Expected,
  ProtocolError,
  parseTimestamp,
  queryOperation,
  readRequest,
} from '@qf/protocol';
import { valid } from './checked-fields.ts';

/**
 * Which payment: your number or QFPay's. An outcome, an order of yours or a notification will do;
 * names that are not listed here are ignored.
 */
export interface PaymentRef {
  readonly out_trade_no?: string | undefined;
  readonly syssn?: string | undefined;
  /** The order's own time, UTC+8: tells the months to search (D-8). */
  readonly txdtm?: string | undefined;
  /** Minor units; a row with another amount is a mismatch. */
  readonly txamt?: number | undefined;
  readonly txcurrcd?: string | undefined;
  /** Minutes, as the order was sent with; tells `waitFor` when the order cannot arrive any more. */
  readonly expired_time?: number | undefined;
  /** The order was made on the hosted checkout page, where a failed try is not the end. */
  readonly checkout?: boolean | undefined;
}

/**
 * What is known of the order, checked.
 *
 * @throws InvalidRequestError without a number, or with malformed facts
 */
export function paymentRef(ref: PaymentRef): Expected {
  return valid('query', () => {
    const { out_trade_no, syssn, txdtm, txamt, txcurrcd } = ref;
    readRequest(queryOperation, { out_trade_no, syssn });
    if (txdtm !== undefined) parseTimestamp(txdtm);
    assertMinorUnits(txamt);
    assertValidity(ref.expired_time);
    return { out_trade_no: out_trade_no ?? '', syssn, txdtm, txamt, txcurrcd };
  });
}

/** @throws ProtocolError for an amount that no row can have */
export function assertMinorUnits(txamt: unknown): void {
  if (txamt === undefined || (Number.isSafeInteger(txamt) && (txamt as number) >= 0)) return;
  refuse('txamt', 'minor units, a whole number', txamt);
}

function assertValidity(minutes: unknown): void {
  const isMinutes = Number.isSafeInteger(minutes) && (minutes as number) >= 1;
  if (minutes === undefined || (isMinutes && (minutes as number) <= 120)) return;
  refuse('expired_time', 'minutes, a whole number from 1 to 120', minutes);
}

function refuse(field: string, expected: string, value: unknown): never {
  const received = typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
  const issue = { field, rule: 'range', expected, received };
  throw new ProtocolError('ERR_QF_INVALID_REQUEST', [issue]);
}
