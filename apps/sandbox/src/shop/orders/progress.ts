import type { Order, OrderProgress, OrderStatus } from './order.ts';

/** What became known about an order; what is left out stays as it was. */
export type Change = Partial<OrderProgress> & Pick<OrderProgress, 'status'>;

/**
 * How much a status says. A page to pay on is more than the bare word that the order exists, a definite no is more than
 * both, and money is more than everything: an order that was given up and is paid all the same is a paid order.
 */
const SAYS: Readonly<Record<OrderStatus, number>> = {
  sending: 0,
  unknown: 1,
  pending: 2,
  awaiting_payment: 3,
  failed: 4,
  paid: 5,
  partially_refunded: 6,
  refunded: 7,
};

/**
 * The order after a piece of news, or the very same order when the news says less than is known.
 *
 * News overtake one another: a notification arrives before the answer to the payment call, a slow query after both. So
 * it does not matter what came last, only what says more.
 */
export function progress(order: Order, change: Change): Order {
  if (SAYS[change.status] < SAYS[order.status]) return order;
  const refunded = Math.max(order.refunded, change.refunded ?? 0);
  return { ...order, ...change, refunded };
}

/** The status of a paid order of which so much was given back. */
export function statusAfterRefund(txamt: number, refunded: number): OrderStatus {
  if (refunded >= txamt) return 'refunded';
  return refunded > 0 ? 'partially_refunded' : 'paid';
}
