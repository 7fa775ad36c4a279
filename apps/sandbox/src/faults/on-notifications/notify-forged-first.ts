import { HEADERS } from '@qf/protocol';
import type { NotificationFault } from '../notification-fault.ts';

/** A forger is quicker than the gateway. */
export const notifyForgedFirst: NotificationFault = {
  says: 'a copy with a wrong signature comes before the genuine one',
  plan: ({ message }) => {
    const headers = { ...message.headers, [HEADERS.sign]: '0'.repeat(32) };
    return { waves: [[{ ...message, headers }], [message]] };
  },
};
