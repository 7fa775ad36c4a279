import { type CancelReply, cancelReply } from '../cancel-schema.ts';
import type { Operation } from '../operation.ts';
import * as field from '../request-field.ts';
import { strictRequest } from '../sparse-object.ts';

/** Gives back what was frozen and not captured. Once; nothing can be captured afterwards. */
export interface UnfreezeRequest {
  /** QFPay's number of the pre-authorisation. */
  syssn: string;
  /** Your number of the pre-authorisation. */
  out_trade_no: string;
  /** Minor units: the rest that was not captured. */
  txamt: number;
  /** The pre-authorisation's own time. */
  txdtm: string;
  mchid?: string | undefined;
}

/** `POST /trade/v1/unfreeze`: releases a pre-authorisation. 0000 means accepted; confirm by query. */
export const unfreezeOperation: Operation<UnfreezeRequest, CancelReply> = {
  name: 'unfreeze',
  method: 'POST',
  path: '/trade/v1/unfreeze',
  readOnly: false,
  request: strictRequest({
    syssn: field.syssn,
    out_trade_no: field.outTradeNo,
    txamt: field.txamt,
    txdtm: field.txdtm,
    mchid: field.mchid.optional(),
  }),
  reply: cancelReply,
};
