import * as z from 'zod';
import type { PayParams } from '../created.ts';
import { type FlatReply, flatReply, flatReplyShape } from '../flat-reply.ts';
import type { Operation } from '../operation.ts';
import type { PaymentRequest } from '../pay-types.ts';
import { paymentSchema } from '../payment-schema.ts';
import { keyText, looseText } from '../reply-field.ts';

/** What the payment call answers; 0000 means created, for a scanned code paid. */
export interface PaymentReply extends FlatReply {
  /** A page: show as QR code, embed, redirect. */
  readonly pay_url?: string | undefined;
  /** Text of a QR code. */
  readonly qrcode?: string | undefined;
  /** For the wallet's script or app. */
  readonly pay_params?: PayParams | undefined;
  /** Address of a picture to show with a PayMe code (805801). */
  readonly payme_logo?: string | undefined;
  /** GrabPay's page (older). */
  readonly web_url?: string | undefined;
}

const payParams = z.preprocess(
  (value) => (value === null || value === '' ? undefined : value),
  z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
);

/** `POST /trade/v1/payment`: creates an order, or charges a scanned code. */
export const paymentOperation: Operation<PaymentRequest, PaymentReply> = {
  name: 'payment',
  method: 'POST',
  path: '/trade/v1/payment',
  readOnly: false,
  request: paymentSchema,
  reply: flatReply({
    ...flatReplyShape,
    pay_url: keyText,
    qrcode: keyText,
    pay_params: payParams,
    payme_logo: looseText,
    web_url: looseText,
  }),
  wire: {
    required: ['txdtm'],
    // Requests of 2017 to 2019, and one sample program of the current page, carry no currency.
    defaults: { txcurrcd: 'HKD' },
  },
};
