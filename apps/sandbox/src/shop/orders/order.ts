import type { CurrencyCode } from '@qf/protocol';

/**
 * Where an order stands.
 *
 * - `sending`: written, and the gateway has not answered yet
 * - `awaiting_payment`: there is a page to pay on
 * - `pending`: the gateway has it, but the answer with the page was lost
 * - `unknown`: it may exist, it may not; ask again
 * - `failed`: a definite no; a new attempt takes a new number
 */
export type OrderStatus =
  | 'sending'
  | 'awaiting_payment'
  | 'pending'
  | 'unknown'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'failed';

/** One line of an order, with the price of the day. */
export interface OrderLine {
  /** Of the product, so that the order can be tried again. */
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  /** Minor units, of one. */
  readonly price: number;
}

/** What is known before the gateway hears of an order; all of it is stored first. */
export interface NewOrder {
  /** Our number at the gateway. One attempt to pay is one number. */
  readonly out_trade_no: string;
  /** The form's one-time key: a second click finds the first one's order. */
  readonly form_key: string;
  readonly lines: readonly OrderLine[];
  /** Minor units. */
  readonly txamt: number;
  readonly txcurrcd: CurrencyCode;
  readonly pay_type: string;
  /** Our clock, UTC+8, as sent: queries need it to look into the right month. */
  readonly txdtm: string;
}

/** What the gateway's answers add. */
export interface OrderProgress {
  readonly status: OrderStatus;
  /** Why it failed or is not known. */
  readonly reason: string | null;
  /** The gateway's code and words, or our client's. */
  readonly respcd: string | null;
  readonly message: string | null;
  readonly syssn: string | null;
  readonly pay_url: string | null;
  readonly paydtm: string | null;
  /** Minor units given back so far. */
  readonly refunded: number;
}

/** A row of the order table. */
export interface Order extends NewOrder, OrderProgress {
  /** Milliseconds since 1970. */
  readonly created_at: number;
}

/** How a step of the history looks. */
export type Tone = 'good' | 'bad' | 'wait' | 'plain';

/** Something that happened, in words. */
export interface Words {
  readonly text: string;
  readonly tone: Tone;
}

/** Something that happened to an order. */
export interface Step extends Words {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whether money is here, or was. */
export function wasPaid({ status }: Pick<Order, 'status'>): boolean {
  return status === 'paid' || status === 'partially_refunded' || status === 'refunded';
}

/** Whether the last word has not been spoken. */
export function isOpen(order: Pick<Order, 'status'>): boolean {
  return order.status !== 'failed' && !wasPaid(order);
}
