/**
 * The names that a payment, refund, cancel or query request may carry. A URL that contains `&name=`
 * with one of them could be re-split into an extra parameter without breaking the signature
 * (our reading of the joined text, which escapes nothing).
 */
export const REQUEST_FIELD_NAMES: ReadonlySet<string> = new Set([
  'auth_code',
  'end_time',
  'expired_time',
  'extend_info',
  'goods_detail',
  'goods_info',
  'goods_name',
  'limit_pay',
  'mchid',
  'mchntid',
  'notify_url',
  'openid',
  'out_trade_no',
  'page',
  'page_size',
  'pay_tag',
  'pay_type',
  'respcd',
  'return_url',
  'rmb_tag',
  'seller_id',
  'sign',
  'start_time',
  'sub_openid',
  'syssn',
  'trade_name',
  'txamt',
  'txcurrcd',
  'txdtm',
  'txzone',
  'udid',
]);
