import type { PaymentRequest, PayTypeCode, PayTypes } from '../pay-types.ts';

const order = {
  txamt: 1234,
  txcurrcd: 'HKD',
  out_trade_no: 'order-20260101-0001',
  txdtm: '2026-01-01 10:30:34',
  goods_name: '奶茶',
  mchid: 'M0001',
  udid: 'till-3',
  notify_url: 'https://shop.example/qfpay/notify',
  txzone: '+0800',
} as const;

const realName = { user_creid: '000000000000000000', user_truename: '示例' };

const scene = {
  scene_info: {
    h5_info: { type: 'Wap', wap_url: 'https://shop.example', wap_name: '示例' },
  },
  spbill_create_ip: '203.0.113.7',
} as const;

const page = { ...order, return_url: 'https://shop.example/r', expired_time: 30 };
const scanned = { ...order, auth_code: '280000000000000000' };
const weChatInApp = { ...page, goods_info: 'tea', rmb_tag: 'Y', extend_info: realName } as const;
const alipayInApp = {
  ...page,
  goods_info: 'tea',
  goods_detail: 'green',
  trade_name: 'tea',
  seller_id: '2088000000000000',
  pay_tag: 'ALIPAYCN',
} as const;
const jsapi = {
  ...order,
  sub_openid: 'o0000000000000000000000000000',
  extend_info: realName,
  limit_pay: 'no_credit',
} as const;
const wap = { ...page, limit_pay: 'no_credit' } as const;
const web = { ...page, pay_tag: 'ALIPAYHK' } as const;
const qr = { ...order, expired_time: 5 };
const alipayQr = { ...qr, pay_tag: 'ALIPAYHK', limit_pay: 'no_credit' } as const;

/** The fields of one payment of every pay type, with everything it can take. */
export const SAMPLE_FIELDS: { readonly [P in PayTypeCode]: PayTypes[P]['request'] } = {
  '800008': scanned,
  '800101': alipayQr,
  '800107': { ...order, openid: '2088000000000000', return_url: page.return_url },
  '800108': scanned,
  '800201': { ...qr, rmb_tag: 'Y', extend_info: realName, limit_pay: 'no_credit' },
  '800207': jsapi,
  '800208': scanned,
  '800210': weChatInApp,
  '800212': { ...wap, extend_info: scene },
  '800213': { ...jsapi, expired_time: 120 },
  '800701': qr,
  '800708': scanned,
  '800710': page,
  '800712': page,
  '800714': page,
  '801008': scanned,
  '801010': weChatInApp,
  '801101': web,
  '801107': wap,
  '801110': alipayInApp,
  '801501': alipayQr,
  '801510': alipayInApp,
  '801512': wap,
  '801514': web,
  '802001': qr,
  '802010': page,
  '803701': qr,
  '803708': scanned,
  '803712': page,
  '803714': page,
  '805801': qr,
  '805808': scanned,
  '805810': page,
  '805812': page,
  '805814': page,
};

/** One payment of every pay type. */
export const SAMPLE_PAYMENTS = Object.entries(SAMPLE_FIELDS).map(
  ([pay_type, fields]) => ({ pay_type, ...fields }) as PaymentRequest,
);
