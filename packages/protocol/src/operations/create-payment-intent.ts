import * as z from 'zod';
import type { CurrencyCode } from '../currency.ts';
import { type FlatReply, flatReply, flatReplyShape } from '../flat-reply.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { customerId } from '../resource-field.ts';
import { strictRequest } from '../sparse-object.ts';

/** What the payment form inside your page (Element) will charge. */
export interface PaymentIntentRequest {
  /** Minor units. */
  txamt: number;
  /** `802801` for cards. */
  pay_type: string;
  /** Your number, new. */
  out_trade_no: string;
  txcurrcd?: CurrencyCode | undefined;
  txdtm?: string | undefined;
  /** Stores the card under this customer. */
  customer_id?: string | undefined;
  return_url?: string | undefined;
  failed_url?: string | undefined;
  notify_url?: string | undefined;
  mchid?: string | undefined;
}

/** The intent. 0000 means that it exists, not that anybody paid. */
export interface PaymentIntentReply extends FlatReply {
  /** Handed to the form in the browser. */
  readonly payment_intent?: string | undefined;
  /** `YYYY-MM-DD HH:mm:ss`: two years from now, in QFPay's sandbox seven days. */
  readonly intent_expiry?: string | undefined;
}

/** `POST /payment_element/v1/create_payment_intent`. */
export const createPaymentIntentOperation: Operation<PaymentIntentRequest, PaymentIntentReply> = {
  name: 'create_payment_intent',
  method: 'POST',
  path: '/payment_element/v1/create_payment_intent',
  readOnly: false,
  request: strictRequest({
    txamt: field.txamt,
    pay_type: noted(
      { expected: 'a pay type of six digits, 802801 for cards', example: '802801' },
      z.string().regex(/^\d{6}$/),
    ),
    out_trade_no: field.outTradeNo,
    txcurrcd: field.txcurrcd.optional(),
    txdtm: field.txdtm.optional(),
    customer_id: customerId.optional(),
    return_url: field.returnUrl.optional(),
    failed_url: noted('return_url', field.webAddress(512)).optional(),
    notify_url: field.notifyUrl.optional(),
    mchid: field.mchid.optional(),
  }),
  reply: flatReply({ ...flatReplyShape, payment_intent: keyText, intent_expiry: looseText }),
};
