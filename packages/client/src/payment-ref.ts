import { type Expected, parseTimestamp, queryOperation, readRequest } from '@qf/protocol';
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
}

/**
 * What is known of the order, checked.
 *
 * @throws InvalidRequestError without a number, or with a malformed number or time
 */
export function paymentRef(ref: PaymentRef): Expected {
  return valid('query', () => {
    const { out_trade_no, syssn, txdtm, txamt, txcurrcd } = ref;
    readRequest(queryOperation, { out_trade_no, syssn });
    if (txdtm !== undefined) parseTimestamp(txdtm);
    return { out_trade_no: out_trade_no ?? '', syssn, txdtm, txamt, txcurrcd };
  });
}
