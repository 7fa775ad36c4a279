import type { NotificationFault } from '../notification-fault.ts';
import { withOtherAmount } from './notify-tampered.ts';

/** Genuine in every respect, and about another amount than the order's. */
export const notifyWrongAmount: NotificationFault = {
  says: 'the amount is another one, properly signed',
  plan: ({ message, signed }) => ({ waves: [[signed(withOtherAmount(message.body))]] }),
};
