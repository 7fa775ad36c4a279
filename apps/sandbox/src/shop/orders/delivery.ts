import type { Words } from './order.ts';

/** A notification that arrived, and what the shop made of it. */
export interface NewDelivery extends Words {
  /** What it was about, where it was genuine and readable: a number of ours. */
  readonly out_trade_no: string | null;
  /** The order it belongs to, where there is one. */
  readonly order_no: string | null;
  /** What was answered. */
  readonly http_status: number;
}

/** A row of the table of notifications. */
export interface Delivery extends NewDelivery {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
