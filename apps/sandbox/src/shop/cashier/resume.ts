import { keepAsking } from './ask.ts';
import type { Desk } from './desk.ts';
import { keepAskingRefund } from './refund.ts';

/** After a start: asks about everything that a crash may have left without an answer. */
export function resume(desk: Desk): void {
  for (const order of desk.orders.openOrders()) {
    // The others have a page, and a notification or a look at the order will tell.
    if (order.status !== 'awaiting_payment') keepAsking(desk, order);
  }
  for (const refund of desk.orders.openRefunds()) keepAskingRefund(desk, refund);
}
