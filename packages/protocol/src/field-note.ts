/** What a request field must look like, in words, with one value that is right. */
export interface FieldNote {
  readonly expected: string;
  readonly example: string;
}

/**
 * The sentence and the example behind every issue, by field name. A name means the same in every
 * operation, so one table serves them all (QFPay, Common fields and formats).
 */
export const FIELD_NOTES = {
  txamt: { expected: 'an integer of minor units, 1 to 99999999999', example: '1234' },
  txcurrcd: { expected: 'an ISO 4217 code from the currency registry', example: 'HKD' },
  pay_type: { expected: 'a pay type that this call can create', example: '801514' },
  out_trade_no: { expected: '1 to 128 of A-Z a-z 0-9 _ | * . -', example: 'order-20260101-0001' },
  syssn: {
    expected: "QFPay's number: 1 to 40 letters or digits",
    example: '20260101000100020012345678',
  },
  txdtm: { expected: 'a time that exists, YYYY-MM-DD HH:mm:ss', example: '2026-01-01 10:30:34' },
  txzone: { expected: 'an offset from UTC such as +0800', example: '+0800' },
  mchid: { expected: '1 to 32 letters or digits', example: 'ZaMVg0000000' },
  udid: { expected: '1 to 40 characters without &', example: 'till-3' },
  goods_name: { expected: '1 to 64 characters without &', example: 'Tea' },
  goods_info: { expected: '1 to 512 characters without &', example: 'Green tea, 100 g' },
  goods_detail: { expected: '1 to 512 characters without &', example: 'Green tea, 100 g' },
  trade_name: { expected: '1 to 128 characters without &', example: 'Tea' },
  seller_id: { expected: '1 to 64 characters without &', example: '2088000000000000' },
  expired_time: { expected: 'whole minutes from 5 to 120', example: '30' },
  limit_pay: { expected: 'no_credit', example: 'no_credit' },
  pay_tag: { expected: 'ALIPAYHK or ALIPAYCN', example: 'ALIPAYHK' },
  rmb_tag: { expected: 'Y', example: 'Y' },
  return_url: {
    expected:
      'an http(s) URL of at most 512 characters, without user:password and without &name= of a request field',
    example: 'https://shop.example/thanks',
  },
  notify_url: {
    expected:
      'an http(s) URL of at most 256 characters, without user:password and without &name= of a request field',
    example: 'https://shop.example/qfpay/notify',
  },
  auth_code: { expected: "the digits of the payer's payment code", example: '280000000000000000' },
  openid: {
    expected: 'the Alipay user id, 1 to 64 letters, digits, _ or -',
    example: '2088000000000000',
  },
  sub_openid: {
    expected: 'the WeChat user id, 1 to 128 letters, digits, _ or -',
    example: 'o0000000000000000000000000000',
  },
  extend_info: {
    expected: 'an object; the wire carries it as JSON text',
    example: '{"user_creid":"000000000000000000","user_truename":"demo"}',
  },
  scene_info: { expected: 'an object with h5_info', example: '{"h5_info":{"type":"Wap"}}' },
  h5_info: { expected: 'an object with type, wap_url and wap_name', example: '{"type":"Wap"}' },
  type: { expected: 'Wap', example: 'Wap' },
  wap_url: {
    expected: 'an http(s) URL of at most 256 characters',
    example: 'https://shop.example',
  },
  wap_name: { expected: '1 to 64 characters without &', example: 'Demo shop' },
  spbill_create_ip: { expected: "the payer's IP address", example: '192.0.2.1' },
  user_creid: { expected: '1 to 32 letters or digits', example: '000000000000000000' },
  user_truename: { expected: '1 to 64 characters without &', example: 'demo' },
  product_id: {
    expected: "QFPay's id: 1 to 64 letters, digits, _ or -",
    example: 'prod_0000000000000001',
  },
  quantity: { expected: 'an integer from 1', example: '1' },
  respcd: { expected: 'four digits', example: '0000' },
  start_time: {
    expected: 'a time that exists, YYYY-MM-DD HH:mm:ss, in the month of end_time and not after it',
    example: '2026-01-01 00:00:00',
  },
  end_time: {
    expected: 'a time that exists, YYYY-MM-DD HH:mm:ss, in the month of start_time',
    example: '2026-01-31 23:59:59',
  },
  page: { expected: 'an integer from 1', example: '1' },
  page_size: { expected: 'an integer from 1 to 100', example: '100' },
} as const satisfies Readonly<Record<string, FieldNote>>;

const NOTES: ReadonlyMap<string, FieldNote> = new Map(Object.entries(FIELD_NOTES));

/** The note of a field, or undefined for a name that no request has. */
export function fieldNote(name: string): FieldNote | undefined {
  return NOTES.get(name);
}
