import { type ExpectedRefund, parseTimestamp, queryOperation, readRequest } from '@qf/protocol';
import { valid } from './checked-fields.ts';
import { assertMinorUnits } from './payment-ref.ts';

/** Which refund, by its own number. A refund's outcome or your own row will do. */
export interface RefundRef {
  /** The refund's own number. */
  readonly out_trade_no: string;
  /** Minor units; a row with another amount is a mismatch. */
  readonly txamt?: number | undefined;
  /** The payment it gives back; a row of another payment is a mismatch. */
  readonly orig_syssn?: string | undefined;
  /** The refund's own time, UTC+8: tells the months to search (D-8). */
  readonly txdtm?: string | undefined;
}

/**
 * What is known of the refund, checked.
 *
 * @throws InvalidRequestError without a number, or with a malformed number or time
 */
export function refundRef(ref: RefundRef): ExpectedRefund {
  return valid('query', () => {
    const { out_trade_no, txamt, orig_syssn, txdtm } = ref;
    readRequest(queryOperation, { out_trade_no });
    if (txdtm !== undefined) parseTimestamp(txdtm);
    assertMinorUnits(txamt);
    return { out_trade_no, txamt, orig_syssn, txdtm };
  });
}
