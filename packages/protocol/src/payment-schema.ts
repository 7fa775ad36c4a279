import * as z from 'zod';
import { noted } from './noted.ts';
import * as field from './request-field.ts';
import { strictRequest } from './sparse-object.ts';

const common = {
  txamt: field.txamt,
  txcurrcd: field.txcurrcd,
  out_trade_no: field.outTradeNo,
  txdtm: field.txdtm.optional(),
  goods_name: field.goodsName.optional(),
  mchid: field.mchid.optional(),
  udid: field.udid.optional(),
  notify_url: field.notifyUrl.optional(),
  txzone: field.txzone.optional(),
};

const returnUrl = { return_url: field.returnUrl.optional() };
const expiry = { expired_time: field.expiredTime.optional() };
const limitPay = { limit_pay: field.limitPay.optional() };
const payTag = { pay_tag: field.payTag.optional() };
const rmbTag = { rmb_tag: field.rmbTag.optional() };
const page = { ...common, ...returnUrl, ...expiry };
const inApp = { ...page, goods_name: field.goodsName };

const realName = z.strictObject({
  user_creid: field.personId,
  user_truename: field.personName,
});

const scene = z.strictObject({
  scene_info: z.strictObject({
    h5_info: z.strictObject({
      type: z.literal('Wap'),
      wap_url: field.wapUrl,
      wap_name: field.wapName,
    }),
  }),
  spbill_create_ip: field.payerAddress,
});

const realNameInfo = { extend_info: realName.optional() };

export const webPayment = strictRequest({
  pay_type: z.enum(['801101', '801514']),
  ...page,
  ...payTag,
});

export const pagePayment = strictRequest({
  pay_type: z.enum(['800712', '800714', '803712', '803714', '805812', '805814']),
  ...page,
});

export const alipayWapPayment = strictRequest({
  pay_type: z.enum(['801107', '801512']),
  ...page,
  ...limitPay,
});

export const qrPayment = strictRequest({
  pay_type: z.enum(['800701', '802001', '803701', '805801']),
  ...common,
  ...expiry,
});

export const alipayQrPayment = strictRequest({
  pay_type: z.enum(['800101', '801501']),
  ...common,
  ...expiry,
  ...payTag,
  ...limitPay,
});

export const weChatQrPayment = strictRequest({
  pay_type: z.enum(['800201']),
  ...common,
  ...expiry,
  ...rmbTag,
  ...realNameInfo,
  ...limitPay,
});

export const scannedPayment = strictRequest({
  pay_type: z.enum(['800008', '800108', '800208', '800708', '801008', '803708', '805808']),
  ...common,
  auth_code: field.authCode,
});

export const weChatJsapiPayment = strictRequest({
  pay_type: z.enum(['800207']),
  ...common,
  sub_openid: field.subOpenid,
  ...realNameInfo,
  ...limitPay,
});

export const miniProgramPayment = strictRequest({
  pay_type: z.enum(['800213']),
  ...common,
  sub_openid: field.subOpenid,
  ...realNameInfo,
  ...limitPay,
  ...expiry,
});

export const weChatH5Payment = strictRequest({
  pay_type: z.enum(['800212']),
  ...page,
  extend_info: noted(
    {
      expected: 'an object with scene_info.h5_info and spbill_create_ip',
      example:
        '{"scene_info":{"h5_info":{"type":"Wap","wap_url":"https://shop.example","wap_name":"Demo shop"}},"spbill_create_ip":"192.0.2.1"}',
    },
    scene,
  ),
  ...limitPay,
});

export const alipayServiceWindowPayment = strictRequest({
  pay_type: z.enum(['800107']),
  ...common,
  openid: field.openid,
  ...returnUrl,
  ...limitPay,
});

export const inAppPayment = strictRequest({
  pay_type: z.enum(['800710', '802010', '805810']),
  ...inApp,
});

export const alipayInAppPayment = strictRequest({
  pay_type: z.enum(['801110', '801510']),
  ...inApp,
  goods_info: field.goodsInfo.optional(),
  goods_detail: field.goodsDetail.optional(),
  trade_name: field.tradeName.optional(),
  seller_id: field.sellerId.optional(),
  ...payTag,
});

export const weChatInAppPayment = strictRequest({
  pay_type: z.enum(['800210', '801010']),
  ...inApp,
  goods_info: field.goodsInfo.optional(),
  ...rmbTag,
  ...realNameInfo,
});

/** A payment request of any kind; `pay_type` decides which extra fields it takes. */
export const paymentSchema = z.discriminatedUnion('pay_type', [
  webPayment,
  pagePayment,
  alipayWapPayment,
  qrPayment,
  alipayQrPayment,
  weChatQrPayment,
  scannedPayment,
  weChatJsapiPayment,
  miniProgramPayment,
  weChatH5Payment,
  alipayServiceWindowPayment,
  inAppPayment,
  alipayInAppPayment,
  weChatInAppPayment,
]);
