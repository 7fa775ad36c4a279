import type { NotificationFault } from '../notification-fault.ts';

const TWO_MIB = 2 * 1024 * 1024;

/** More than any honest notification. */
export const notifyOversized: NotificationFault = {
  says: 'the body has 2 MiB, properly signed',
  plan: ({ message, signed }) => {
    const filler = `{"filler": "${'x'.repeat(TWO_MIB)}", `;
    return { waves: [[signed(message.body.replace('{', filler))]] };
  },
};
