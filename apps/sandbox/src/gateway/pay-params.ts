import { createHash } from 'node:crypto';
import { currencyOf, payTypeOf } from '@qf/protocol';
import type { Payment } from '../engine.ts';

/** What an app or a script hands to the wallet: an object, or for FPS an address. */
export type PayParams = Readonly<Record<string, string | number>> | string;

/**
 * The parameters that start the wallet, with the fields each wallet's own kit expects.
 *
 * They look real and lead nowhere: the payment is approved on the sandbox's wallet page.
 */
export function payParams(payment: Payment, publicUrl: string): PayParams {
  const { wallet = '', mode } = payTypeOf(payment.pay_type) ?? {};
  if (wallet.startsWith('FPS')) return `${publicUrl}/w/${payment.token}`;
  if (wallet.startsWith('WeChat')) {
    return mode === 'IN_APP' ? weChatApp(payment) : weChatScript(payment);
  }
  return mode === 'JSAPI' ? { tradeNO: payment.syssn } : alipayApp(payment, publicUrl);
}

/** For WeChat's script in its browser and for mini programs. */
function weChatScript(payment: Payment): PayParams {
  const nonceStr = madeUp(payment, 'nonce').slice(0, 32);
  return {
    appId: 'wx0000000000000000',
    timeStamp: String(Math.floor(payment.created_at / 1000)),
    nonceStr,
    package: `prepay_id=wx${madeUp(payment, 'prepay').slice(0, 34)}`,
    signType: 'MD5',
    paySign: madeUp(payment, 'paySign').toUpperCase(),
  };
}

/** For WeChat's kit in a native app; the names differ in case from the script's. */
function weChatApp(payment: Payment): PayParams {
  return {
    appid: 'wx0000000000000000',
    partnerid: '0000000000',
    prepayid: `wx${madeUp(payment, 'prepay').slice(0, 34)}`,
    package: 'Sign=WXPay',
    noncestr: madeUp(payment, 'nonce'),
    timestamp: Math.floor(payment.created_at / 1000),
    sign: madeUp(payment, 'sign').toUpperCase(),
  };
}

/** For Alipay's kit; `out_trade_no` is QFPay's number and `total_fee` major units. */
function alipayApp(payment: Payment, publicUrl: string): PayParams {
  const { syssn, goods_name = '', return_url = '', txcurrcd, txamt } = payment;
  return {
    partner: '2088000000000000',
    seller_id: '2088000000000000',
    subject: goods_name,
    body: goods_name,
    total_fee: txamt / 10 ** (currencyOf(txcurrcd)?.exponent ?? 2),
    notify_url: `${publicUrl}/wallet/notify`,
    service: 'mobile.securitypay.pay',
    payment_type: '1',
    _input_charset: 'utf-8',
    it_b_pay: '30m',
    return_url,
    payment_inst: payment.pay_type === '801510' ? 'ALIPAYHK' : 'ALIPAYCN',
    currency: txcurrcd,
    product_code: 'NEW_WAP_OVERSEAS_SELLER',
    sign: madeUp(payment, 'sign'),
    sign_type: 'RSA',
    secondary_merchant_id: payment.app_code.slice(0, 8),
    secondary_merchant_name: 'Sandbox',
    secondary_merchant_industry: '5812',
    forex_biz: 'FP',
    out_trade_no: syssn,
  };
}

/** 32 hex digits that the payment decides. */
function madeUp({ token }: Payment, purpose: string): string {
  return createHash('sha256').update(`${purpose} ${token}`).digest('hex').slice(0, 32);
}
