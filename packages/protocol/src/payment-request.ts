import type { CurrencyCode } from './currency.ts';

/** What every payment request carries (QFPay, Public Payment Request Parameters). */
export interface PaymentFields {
  /** Minor units, 1 to 99999999999. QFPay suggests more than 200 to stay clear of risk control. */
  txamt: number;
  txcurrcd: CurrencyCode;
  /** Your number, never used before for any payment or refund. */
  out_trade_no: string;
  /** Your clock, `YYYY-MM-DD HH:mm:ss`; the client fills it in. */
  txdtm?: string | undefined;
  /** At most 64 characters (QFPay advises 20), no `&`. */
  goods_name?: string | undefined;
  /** Only if QFPay issued one to you. */
  mchid?: string | undefined;
  /** Your device id, shown in QFPay's reports. */
  udid?: string | undefined;
  /** Where this payment's notification goes, instead of the registered address. */
  notify_url?: string | undefined;
  /** Offset of `txdtm`; older editions only. */
  txzone?: string | undefined;
}

/** A payment page of UnionPay, PayMe or Octopus: desktop (WEB) or mobile browser (WAP). */
export interface PagePayment extends PaymentFields {
  /** Where the shopper returns after success. Proves nothing: query, or wait for the notification. */
  return_url?: string | undefined;
  /** Validity in minutes, 5 to 120; 30 when absent. */
  expired_time?: number | undefined;
}

/** Alipay web, Hong Kong (801514) and overseas (801101). */
export interface WebPayment extends PagePayment {
  /** Which Alipay wallet may pay; ALIPAYHK when absent. */
  pay_tag?: 'ALIPAYHK' | 'ALIPAYCN' | undefined;
}

/** Alipay in a mobile browser. Alipay takes a `return_url` of 200 characters at most. */
export interface AlipayWapPayment extends PagePayment {
  /** `no_credit`: no credit cards (mainland wallets only). */
  limit_pay?: 'no_credit' | undefined;
}

/** A QR code that the merchant shows. */
export interface QrPayment extends PaymentFields {
  /** Validity in minutes, 5 to 120; 30 when absent. */
  expired_time?: number | undefined;
}

/** An Alipay QR code. */
export interface AlipayQrPayment extends QrPayment {
  pay_tag?: 'ALIPAYHK' | 'ALIPAYCN' | undefined;
  limit_pay?: 'no_credit' | undefined;
}

/** A WeChat QR code. */
export interface WeChatQrPayment extends QrPayment {
  /** `Y` together with `txcurrcd: 'CNY'`. */
  rmb_tag?: 'Y' | undefined;
  extend_info?: RealName | undefined;
  limit_pay?: 'no_credit' | undefined;
}

/** The merchant scans the payer's code; the reply is the outcome. */
export interface ScannedPayment extends PaymentFields {
  /** What the scanner read. Single use, valid for about a minute. */
  auth_code: string;
}

/** WeChat official account (800207), inside WeChat. */
export interface WeChatJsapiPayment extends PaymentFields {
  /** The payer's id for your account, fresh for every attempt. */
  sub_openid: string;
  extend_info?: RealName | undefined;
  limit_pay?: 'no_credit' | undefined;
}

/** WeChat mini program (800213). */
export interface MiniProgramPayment extends WeChatJsapiPayment {
  expired_time?: number | undefined;
}

/** WeChat H5 (800212): a mobile browser outside WeChat. */
export interface WeChatH5Payment extends PagePayment {
  extend_info: WeChatScene;
  limit_pay?: 'no_credit' | undefined;
}

/** Alipay service window (800107), inside Alipay. */
export interface AlipayServiceWindowPayment extends PaymentFields {
  /** The payer's Alipay user id. */
  openid: string;
  return_url?: string | undefined;
  limit_pay?: 'no_credit' | undefined;
}

/** Handed to a wallet's app from inside yours. */
export interface InAppPayment extends PaymentFields {
  goods_name: string;
  return_url?: string | undefined;
  expired_time?: number | undefined;
}

/** Alipay's app SDK. `goods_info` is needed in practice. */
export interface AlipayInAppPayment extends InAppPayment {
  goods_info?: string | undefined;
  goods_detail?: string | undefined;
  trade_name?: string | undefined;
  seller_id?: string | undefined;
  pay_tag?: 'ALIPAYHK' | 'ALIPAYCN' | undefined;
}

/** WeChat's app SDK. */
export interface WeChatInAppPayment extends InAppPayment {
  goods_info?: string | undefined;
  rmb_tag?: 'Y' | undefined;
  extend_info?: RealName | undefined;
}

/** Real-name data of a mainland WeChat payer; sent as JSON text, masked in every error. */
export interface RealName {
  user_creid: string;
  user_truename: string;
}

/** The page a WeChat H5 payment comes from, and the payer's own address; sent as JSON text. */
export interface WeChatScene {
  scene_info: { h5_info: { type: 'Wap'; wap_url: string; wap_name: string } };
  /** The payer's real IP address, not your server's. */
  spbill_create_ip: string;
}
