import type { NotificationFault } from '../notification-fault.ts';

/** One name twice in a signed body. */
export const notifyDuplicateKeys: NotificationFault = {
  says: 'txamt occurs twice, properly signed',
  plan: ({ message, signed }) => ({
    waves: [[signed(message.body.replace('{', '{"txamt": "1", '))]],
  }),
};
