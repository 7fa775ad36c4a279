import type { OperationName } from '../operation.ts';

const verdict = { respcd: '0000', resperr: 'success', respmsg: '' };

const flat = {
  ...verdict,
  syssn: '20260101000100020012345678',
  out_trade_no: 'order-20260101-0001',
  txamt: '1234',
  txcurrcd: 'HKD',
  txdtm: '2026-01-01 10:30:34',
  sysdtm: '2026-01-01 10:30:35',
  paydtm: '2026-01-01 10:30:35',
  pay_type: '801514',
  udid: 'qiantai2',
  cardcd: '',
  chnlsn: '',
};

const { txcurrcd: _, ...cancelled } = { ...flat, orig_syssn: '20260101000100020012345670' };

/** One row as the query shows it. */
export const SAMPLE_ROW = {
  ...flat,
  order_type: 'payment',
  errmsg: 'success',
  cancel: '0',
  chnlsn2: '',
  cardtp: '5',
  clisn: '000000',
  userid: '0000000',
  goods_name: '奶茶',
  goods_info: '',
  goods_detail: '',
  origssn: null,
  cash_fee: '1234',
  cash_fee_type: 'HKD',
  cash_refund_fee: '',
  cash_refund_fee_type: '',
  exchange_rate: '',
};

const customer = {
  customer_id: 'cust_1',
  name: '示例',
  phone: '',
  email: null,
  billing_address: { city: 'Hong Kong' },
};
const product = {
  product_id: 'prod_1',
  name: 'Tea',
  type: 'recurring',
  txamt: 1234,
  txcurrcd: 'HKD',
  interval: 'monthly',
  interval_count: '1',
  usage_type: 'licensed',
};
const subscription = {
  subscription_id: 'sub_1',
  customer_id: 'cust_1',
  token_id: 'tok_1',
  products: [{ product_id: 'prod_1', quantity: 1 }],
  state: 'ACTIVE',
  total_billing_cycles: null,
  next_billing_time: '2026-02-01T02:30:34Z',
  completed_iteration: 1,
  is_available: true,
};
const declaration = {
  verify_department: 'OTHERS',
  verify_department_trade_id: '0000000000000000',
};

/** What the gateway says when each call succeeds. */
export const SAMPLE_REPLIES: Readonly<Record<OperationName, Readonly<Record<string, unknown>>>> = {
  payment: { ...flat, pay_url: 'https://pay.example/q?t=1&u=2' },
  query: { ...verdict, page: 1, page_size: 10, data: [SAMPLE_ROW] },
  refund: { ...cancelled, out_trade_no: 'refund-1', cash_refund_fee: '1234' },
  close: cancelled,
  reversal: cancelled,
  add_note: { ...verdict, data: { syssn: '20260101000100020012345678' } },
  authtrade: { ...cancelled, respmsg: 'Capture received', out_trade_no: '' },
  unfreeze: { ...cancelled, respmsg: 'Void received' },
  create_payment_intent: {
    respcd: '0000',
    payment_intent: 'pi_0000',
    intent_expiry: '2028-01-01 10:30:34',
    txamt: '1234',
  },
  create_token_intent: { respcd: '0000', sysdtm: '2026-01-01 10:30:35', token_intent: 'ti_0000' },
  customer_create: { ...verdict, data: customer },
  customer_update: { ...verdict, data: { customer_id: 'cust_1', rowAffected: 1 } },
  customer_query: { ...verdict, page: '1', page_size: '10', total_count: 1, data: [customer] },
  customer_delete: { ...verdict, data: { customer_id: 'cust_1', rowDeleted: '1' } },
  product_create: { ...verdict, data: { product_id: 'prod_1' } },
  product_update: { ...verdict, data: product },
  product_query: { ...verdict, data: [product] },
  product_delete: { ...verdict, data: { product_id: 'prod_1', rowDeleted: 1 } },
  token_query: {
    ...verdict,
    data: [{ tokenid: 'tok_1', cardcd: '4000********1091', card_scheme: 'VISA' }],
  },
  subscription_create: { ...verdict, data: { subscription_id: 'sub_1', state: 'ACTIVE' } },
  subscription_update: { ...verdict, data: { subscription_id: 'sub_1', rowAffected: 1 } },
  subscription_query: { ...verdict, data: [subscription] },
  subscription_cancel: { ...verdict, data: null },
  subscription_charge: { ...verdict, data: '' },
  billing_order_list: {
    ...verdict,
    data: [{ subscription_order_id: 'sub_ord_1_0001', trigger_by: 'auto', sequence_no: '1' }],
  },
  customs_declare: { ...verdict, syssn: '20260101000100020012345678', ...declaration },
  customs_redeclare: { respcd: '1145', syssn: '20260101000100020012345678', ...declaration },
  customs_query: {
    ...verdict,
    data: [{ resperr: 'success', sub_order_no: 'part-1', ...declaration }],
  },
  weixin_openid: { ...verdict, openid: 'o0000000000000000000000000000' },
  trade_bill: { respcd: '1104', resperr: 'no bill', respmsg: '' },
};
