import { type ExpectedRefund, queryOperation, readRequest } from '@qf/protocol';
import { valid } from './checked-fields.ts';
import { assertGiven, assertOne, given, minorUnits, refuse, time } from './payment-ref.ts';

/**
 * Which refund, by its own number. A refund's outcome or your own row will do; null or "" is absent.
 */
export interface RefundRef {
  /** The refund's own number. */
  readonly out_trade_no: string;
  /** The shop whose refund it is, where the request named one; the client's own unless told. */
  readonly mchid?: string | null | undefined;
  /** Minor units; a row with another amount is a mismatch. */
  readonly txamt?: number | null | undefined;
  /** The payment it gives back; a row of another payment is a mismatch. */
  readonly orig_syssn?: string | null | undefined;
  /** The refund's own time, UTC+8: tells the months to search (D-8). */
  readonly txdtm?: string | null | undefined;
}

/**
 * What is known of the refund, checked.
 *
 * @throws InvalidRequestError without a number, or with a malformed number or time
 */
export function refundRef(ref: RefundRef): ExpectedRefund {
  return valid('query', () => {
    const { out_trade_no } = ref;
    const orig_syssn = given(ref.orig_syssn);
    const mchid = given(ref.mchid);
    assertGiven(out_trade_no, 'the refund’s own number');
    readRequest(queryOperation, { out_trade_no, mchid });
    assertOne('out_trade_no', out_trade_no);
    if (orig_syssn !== undefined) assertNumber(orig_syssn);
    const txdtm = time(ref.txdtm);
    const txamt = minorUnits(ref.txamt);
    return { out_trade_no, txamt, orig_syssn, txdtm, mchid };
  });
}

/** Told as what it is here: the query knows it by another name. */
function assertNumber(orig_syssn: unknown): void {
  if (typeof orig_syssn === 'string' && /^[\w.-]{1,40}$/.test(orig_syssn)) return;
  refuse('orig_syssn', 'QFPay’s number of the payment', orig_syssn);
}
