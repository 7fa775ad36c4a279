/** One notification of every kind, as the gateway prints them. */
export const PAYMENT = {
  status: '1',
  pay_type: '801101',
  sysdtm: '2026-01-01 10:30:35',
  paydtm: '2026-01-01 10:31:02',
  goods_name: '奶茶',
  txcurrcd: 'HKD',
  txdtm: '2026-01-01 10:30:34',
  txamt: '1000',
  out_trade_no: 'ORDER-20260101-0001',
  syssn: '20260101000100020000000001',
  cancel: '0',
  respcd: '0000',
  notify_type: 'payment',
};

const { notify_type: _n, status: _s, ...form } = PAYMENT;

/** A card payment has neither `notify_type` nor `status`. */
export const CARD = {
  ...form,
  pay_type: '802801',
  order_type: 'payment',
  cardcd: '400000******1091',
};

export const REFUND = {
  ...PAYMENT,
  notify_type: 'refund',
  syssn: '20260101000100020000000002',
  out_trade_no: 'refund-1',
  cash_refund_fee: '1000',
  orig_syssn: '20260101000100020000000001',
  orig_out_trade_no: 'ORDER-20260101-0001',
};

export const TOKEN = {
  notify_type: 'payment_token',
  userid: '17',
  event: 'NEW',
  tokenid: 'tok_1',
  token_expiry_date: '2027-12-31',
  cardcd: '400000******1091',
  card_scheme: 'VISA',
  respcd: '0000',
  respmsg: '',
  sysdtm: '2026-01-01 10:30:35',
  customer_id: 'cust_1',
  token_reason: 'monthly tea',
  token_reference: '',
};

export const SUBSCRIPTION = {
  notify_type: 'subscription',
  subscription_id: 'sub_1',
  state: 'PAST_DUE',
  sysdtm: '2026-01-01 10:30:35',
};

export const BILLING = {
  notify_type: 'subscription_payment',
  subscription_id: 'sub_1',
  subscription_order_id: 'sub_ord_1_0001',
  respcd: '1205',
  respmsg: 'do not honour',
  syssn: '20260101000100020000000003',
  txdtm: '2026-01-01 10:30:34',
  txamt: '1234',
  txcurrcd: 'HKD',
  customer_id: 'cust_1',
  product_id: 'prod_1,prod_2',
  current_iteration: 2,
  reason: 'declined',
};
