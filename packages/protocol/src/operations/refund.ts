import { type FlatReply, flatReply, flatReplyShape } from '../flat-reply.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { strictRequest } from '../sparse-object.ts';

/** Gives a payment back, whole or in part. */
export interface RefundRequest {
  /** QFPay's number of the payment (after a capture: of the capture). */
  syssn: string;
  /** A new number, never used for a payment or refund. */
  out_trade_no: string;
  /** Minor units; all refunds together at most the payment. */
  txamt: number;
  /** Your clock; the client fills it in. */
  txdtm?: string | undefined;
  mchid?: string | undefined;
  udid?: string | undefined;
  txzone?: string | undefined;
}

/** What the refund call answers; 0000 means the money is on its way. */
export interface RefundReply extends FlatReply {
  /** The payment that was given back. */
  readonly orig_syssn?: string | undefined;
  readonly cash_fee?: string | undefined;
  readonly cash_fee_type?: string | undefined;
  readonly cash_refund_fee?: string | undefined;
  readonly cash_refund_fee_type?: string | undefined;
}

/** `POST /trade/v1/refund`. On the day of a card payment it voids, and then only as a whole. */
export const refundOperation: Operation<RefundRequest, RefundReply> = {
  name: 'refund',
  method: 'POST',
  path: '/trade/v1/refund',
  readOnly: false,
  request: strictRequest({
    syssn: field.syssn,
    out_trade_no: field.outTradeNo,
    txamt: field.txamt,
    txdtm: field.txdtm.optional(),
    mchid: field.mchid.optional(),
    udid: field.udid.optional(),
    txzone: field.txzone.optional(),
  }),
  reply: flatReply({
    ...flatReplyShape,
    orig_syssn: keyText,
    cash_fee: looseText,
    cash_fee_type: looseText,
    cash_refund_fee: looseText,
    cash_refund_fee_type: looseText,
  }),
  wire: { required: ['txdtm'] },
};
