import type { NotificationFault } from '../notification-fault.ts';

/** Signed, and not JSON. */
export const notifyMalformed: NotificationFault = {
  says: 'the JSON lacks its end, properly signed',
  plan: ({ message, signed }) => ({ waves: [[signed(message.body.slice(0, -1))]] }),
};
