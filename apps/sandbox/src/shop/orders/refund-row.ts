/** Where a refund stands; `sending`, `pending` and `unknown` are open. */
export type RefundStatus = 'sending' | 'refunded' | 'pending' | 'unknown' | 'failed';

/** What is known before the gateway hears of a refund; all of it is stored first. */
export interface NewRefund {
  /** The order's number. */
  readonly order_no: string;
  /**
   * The refund's own number at the gateway: the order's, `-R` and a count. The form that asks for the n-th refund names
   * it, so that a second click, or the same page in another window, finds the refund that is there.
   */
  readonly out_trade_no: string;
  /** Minor units. */
  readonly txamt: number;
  /** Our clock, UTC+8, as sent. */
  readonly txdtm: string;
}

/** A row of the refund table. */
export interface RefundRow extends NewRefund {
  readonly status: RefundStatus;
  /** The gateway's or the client's words. */
  readonly message: string | null;
}

/** Whether it is not known yet what became of it. */
export function isOpenRefund({ status }: Pick<RefundRow, 'status'>): boolean {
  return status === 'sending' || status === 'pending' || status === 'unknown';
}
