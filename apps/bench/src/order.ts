/** The payment that every contestant signs, sends or is told about; not near a month's edge, where a query is two. */
export const ORDER = {
  txamt: '1234',
  txcurrcd: 'HKD',
  pay_type: '801514',
  out_trade_no: 'BENCH-20260115-0001',
  txdtm: '2026-01-15 10:30:34',
  goods_name: '奶茶 x2',
  mchid: 'M0001',
  udid: 'bench',
} as const;

/** An invented key. */
export const KEY = 'demo-key-0001-NOT-REAL';
