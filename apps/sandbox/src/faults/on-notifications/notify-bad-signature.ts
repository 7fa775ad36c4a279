import { HEADERS } from '@qf/protocol';
import type { NotificationFault } from '../notification-fault.ts';

/** The signature is well formed and fits nothing. */
export const notifyBadSignature: NotificationFault = {
  says: 'the signature does not fit',
  plan: ({ message }) => {
    const headers = { ...message.headers, [HEADERS.sign]: '0'.repeat(32) };
    return { waves: [[{ ...message, headers }]] };
  },
};
