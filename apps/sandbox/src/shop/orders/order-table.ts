import type { Delivery, NewDelivery } from './delivery.ts';
import type { NewOrder, Order, Step, Words } from './order.ts';
import type { Change } from './progress.ts';
import type { NewRefund, RefundRow, RefundStatus } from './refund-row.ts';
import type { SettledEvent } from './settled-event.ts';

/** What became of the wish to give money back. Only `added` may be sent to the gateway. */
export type RefundAdmission =
  | { readonly kind: 'added'; readonly refund: RefundRow }
  /** There is a refund with this number: the same form was sent before. */
  | { readonly kind: 'known'; readonly refund: RefundRow }
  | { readonly kind: 'refused'; readonly why: RefundRefusal };

/** `stale`: the form's number is not the next one, so the page was older than the books. */
export type RefundRefusal = 'not_paid' | 'one_is_open' | 'too_much' | 'nothing' | 'stale';

/**
 * The shop's books. Every method is one transaction that is on the disk when it returns, where there is a disk.
 *
 * What leaves the shop is written here first: an order before the payment call, a refund before the refund call. After a
 * crash the open rows tell what to ask the gateway about.
 */
export interface OrderTable {
  /** Writes an order down, or finds the one that the same form led to. */
  add(order: NewOrder): { readonly order: Order; readonly isNew: boolean };
  find(out_trade_no: string): Order | undefined;
  findByForm(form_key: string): Order | undefined;
  /** Newest first. */
  list(most: number): readonly Order[];
  /** Orders and refunds without a last word, oldest first. */
  openOrders(): readonly Order[];
  openRefunds(): readonly RefundRow[];
  /** Notes what became known, unless more is known already. `words` become a step only when something changed. */
  record(out_trade_no: string, change: Change, words?: Words): Order | undefined;
  /** Adds to the history alone. */
  tell(out_trade_no: string, words: Words): void;
  stepsOf(out_trade_no: string): readonly Step[];
  /**
   * Writes a refund down if it can be made: the order is paid, no other refund of it is open, and together with those that
   * succeeded it gives back no more than was paid.
   */
  addRefund(refund: NewRefund): RefundAdmission;
  findRefund(out_trade_no: string): RefundRow | undefined;
  /** The number of the refund that can be asked for next. */
  nextRefundNumber(order_no: string): string;
  refundsOf(order_no: string): readonly RefundRow[];
  /** Notes what became of a refund; done and failed are last words. The order follows. */
  recordRefund(out_trade_no: string, status: RefundStatus, message: string | null): void;
  /** What was settled under this key; undefined for an event that was not. */
  event(key: string): SettledEvent | undefined;
  /**
   * Remembers an event as settled, and runs its effects in the same transaction: both happen, or neither. False when it
   * was settled before; then nothing is run.
   */
  settle(event: SettledEvent, effects?: readonly (() => unknown)[]): boolean;
  addDelivery(delivery: NewDelivery): void;
  /** Newest first; of one order and its refunds when it is named. */
  deliveries(most: number, order_no?: string): readonly Delivery[];
  /** Differs as soon as anything about the order has changed; '' for an order that does not exist. */
  versionOf(out_trade_no: string): string;
  close(): void;
}
