import type * as z from 'zod';
import * as payment from '../payment-schema.ts';

/** The kinds of payment request by the names of their types. */
export const PAYMENT_SCHEMAS: Readonly<Record<string, z.ZodObject>> = {
  WebPayment: payment.webPayment,
  PagePayment: payment.pagePayment,
  AlipayWapPayment: payment.alipayWapPayment,
  QrPayment: payment.qrPayment,
  AlipayQrPayment: payment.alipayQrPayment,
  WeChatQrPayment: payment.weChatQrPayment,
  ScannedPayment: payment.scannedPayment,
  WeChatJsapiPayment: payment.weChatJsapiPayment,
  MiniProgramPayment: payment.miniProgramPayment,
  WeChatH5Payment: payment.weChatH5Payment,
  AlipayServiceWindowPayment: payment.alipayServiceWindowPayment,
  InAppPayment: payment.inAppPayment,
  AlipayInAppPayment: payment.alipayInAppPayment,
  WeChatInAppPayment: payment.weChatInAppPayment,
};
