import { type CancelReply, cancelReply } from '../cancel-schema.ts';
import type { CurrencyCode } from '../currency.ts';
import type { Operation } from '../operation.ts';
import * as field from '../request-field.ts';
import { strictRequest } from '../sparse-object.ts';

/** Takes frozen money, whole or in part; several captures up to what was frozen. */
export interface CaptureRequest {
  /** QFPay's number of the pre-authorisation. */
  syssn: string;
  /** Minor units. */
  txamt: number;
  txcurrcd?: CurrencyCode | undefined;
  /** Mandatory for an Alipay pre-authorisation. */
  out_trade_no?: string | undefined;
  /** Mandatory for an Alipay pre-authorisation. */
  txdtm?: string | undefined;
  /** Alipay pre-authorisation only. */
  return_url?: string | undefined;
  mchid?: string | undefined;
}

/**
 * `POST /trade/v1/authtrade`: captures a pre-authorisation. 0000 means accepted; confirm by query. A
 * capture is refunded by its own `syssn`.
 */
export const authtradeOperation: Operation<CaptureRequest, CancelReply> = {
  name: 'authtrade',
  method: 'POST',
  path: '/trade/v1/authtrade',
  readOnly: false,
  request: strictRequest({
    syssn: field.syssn,
    txamt: field.txamt,
    txcurrcd: field.txcurrcd.optional(),
    out_trade_no: field.outTradeNo.optional(),
    txdtm: field.txdtm.optional(),
    return_url: field.returnUrl.optional(),
    mchid: field.mchid.optional(),
  }),
  reply: cancelReply,
};
