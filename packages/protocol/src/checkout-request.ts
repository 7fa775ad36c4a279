import * as z from 'zod';
import type { CurrencyCode } from './currency.ts';
import { noted } from './noted.ts';
import type { WireRules } from './operation.ts';
import * as field from './request-field.ts';
import { CHECKOUT_FIELD_NAMES } from './request-field-name.ts';
import { strictRequest } from './sparse-object.ts';

/** Parameters of the hosted checkout page, by the page's own names (QFPay, Checkout). */
export interface CheckoutRequest {
  /** The app code; here without an underscore. */
  appcode: string;
  /** Minor units. */
  txamt: number;
  txcurrcd: CurrencyCode;
  /** Your number, new for every checkout. It can collect several transactions. */
  out_trade_no: string;
  /** Your clock. */
  txdtm: string;
  /** Where the shopper goes after success. Proves nothing. */
  return_url: string;
  /** Where the shopper goes after a failure or when the page has timed out. */
  failed_url: string;
  notify_url: string;
  /** "Back to store". */
  cancel_url?: string | undefined;
  /** The algorithm of the signature, written as you like; `SHA256` when absent. */
  sign_type?: 'SHA256' | 'sha256' | 'MD5' | 'md5' | undefined;
  /** Must end in `_checkout`; `remotepay_checkout` when absent. */
  paysource?: string | undefined;
  /** What other calls name `mchid`; only if QFPay issued one. */
  mchntid?: string | undefined;
  /** At most 64 characters (QFPay advises 20), no `&`. */
  goods_name?: string | undefined;
  udid?: string | undefined;
  txzone?: string | undefined;
  /** Validity of a QR code on the page, 5 to 120 minutes. */
  expired_time?: number | undefined;
  /** Validity of the page: minutes (up to 999), or the moment it ends in Unix milliseconds. */
  checkout_expired_time?: number | undefined;
  /** WeChat only. */
  limit_pay?: 'no_credit' | undefined;
  /** The browser's language when absent. Not signed. */
  lang?: 'zh-hk' | 'zh-cn' | 'en' | undefined;
}

/** An address on the page: `&name=` of a parameter could be split off by whoever holds the URL. */
function pageAddress(max: number, example: string) {
  const expected = `an http(s) URL of at most ${max} characters, without user:password and without &name= of a checkout parameter`;
  return noted({ expected, example }, field.webAddress(max, CHECKOUT_FIELD_NAMES));
}

/** Three digits are minutes, thirteen a moment (our decision D-32); nothing lies between. */
const validity = z
  .int()
  .min(1)
  .max(9_999_999_999_999)
  .refine((value) => value <= 999 || value >= 1_000_000_000_000, { params: { rule: 'range' } });

/** Checks the parameters of the hosted checkout, strictly. */
export const checkoutSchema: z.ZodType<CheckoutRequest> = strictRequest({
  appcode: noted(
    { expected: 'the app code: 1 to 64 letters or digits', example: 'DEMOAPPCODE0001' },
    field.identifierUpTo(64),
  ),
  txamt: field.txamt,
  txcurrcd: field.txcurrcd,
  out_trade_no: field.outTradeNo,
  txdtm: field.txdtm,
  return_url: pageAddress(256, 'https://shop.example/thanks'),
  failed_url: pageAddress(256, 'https://shop.example/failed'),
  notify_url: pageAddress(256, 'https://shop.example/qfpay/notify'),
  cancel_url: pageAddress(256, 'https://shop.example/basket').optional(),
  sign_type: noted(
    { expected: 'SHA256 or MD5', example: 'SHA256' },
    z.enum(['SHA256', 'sha256', 'MD5', 'md5']),
  ).optional(),
  paysource: noted(
    { expected: 'a word that ends in _checkout', example: 'remotepay_checkout' },
    z.string().regex(/^[A-Za-z0-9_]{0,54}_checkout$/),
  ).optional(),
  mchntid: noted('mchid', field.identifierUpTo(32)).optional(),
  goods_name: field.goodsName.optional(),
  udid: field.udid.optional(),
  txzone: field.txzone.optional(),
  expired_time: field.expiredTime.optional(),
  checkout_expired_time: noted(
    {
      expected: 'minutes from 1 to 999, or a moment in Unix milliseconds (13 digits)',
      example: '30',
    },
    validity,
  ).optional(),
  limit_pay: field.limitPay.optional(),
  lang: noted(
    { expected: 'zh-hk, zh-cn or en', example: 'en' },
    z.enum(['zh-hk', 'zh-cn', 'en']),
  ).optional(),
});

/** The parameters as they may arrive at the page. */
export type ReceivedCheckout = Omit<CheckoutRequest, 'failed_url' | 'notify_url'> &
  Partial<Pick<CheckoutRequest, 'failed_url' | 'notify_url'>>;

/**
 * The hosted checkout from the page's side, for {@link readWireRequest}: the documents demand
 * `sign_type` and `paysource`, and one deployed shop sends no address but `return_url` (our decision
 * D-41).
 */
export const receivedCheckout: {
  readonly request: z.ZodType<ReceivedCheckout>;
  readonly wire: WireRules;
} = {
  request: checkoutSchema,
  wire: { required: ['sign_type', 'paysource'], optional: ['failed_url', 'notify_url'] },
};
