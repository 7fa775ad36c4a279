import type { NotificationFault } from '../notification-fault.ts';

/** No order is promised: the refund is told of before the payment. */
export const notifyReordered: NotificationFault = {
  says: 'the payment’s notification waits until a refund of the order was notified',
  plan: () => ({ waves: [], hold_for_refund: true }),
};
