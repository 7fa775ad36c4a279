import type { NotificationFault } from '../notification-fault.ts';

/** Another JSON style, genuinely signed: only a receiver that rebuilds the text minds. */
export const notifyCompact: NotificationFault = {
  says: 'the JSON has no blanks and no escapes, properly signed',
  plan: ({ message, signed }) => ({ waves: [[signed(JSON.stringify(JSON.parse(message.body)))]] }),
};
