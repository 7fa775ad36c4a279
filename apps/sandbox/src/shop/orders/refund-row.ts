/** Where a refund stands; `sending`, `pending` and `unknown` are open. */
export type RefundStatus = 'sending' | 'refunded' | 'pending' | 'unknown' | 'failed';

/** A row of the refund table. */
export interface RefundRow {
  /** The refund's own number. */
  readonly out_trade_no: string;
  /** The order's number. */
  readonly order_no: string;
  readonly form_key: string;
  /** Minor units. */
  readonly txamt: number;
  /** Our clock, UTC+8, as sent. */
  readonly txdtm: string;
  readonly status: RefundStatus;
  /** The gateway's or the client's words. */
  readonly message: string | null;
}

/** Whether it is not known yet what became of it. */
export function isOpenRefund({ status }: RefundRow): boolean {
  return status === 'sending' || status === 'pending' || status === 'unknown';
}
