import type { NotificationFault } from '../notification-fault.ts';

/** The same bytes again, each after the answer to the one before. */
export const notifyDuplicate: NotificationFault = {
  says: 'the attempt is made `copies` times (2 when absent), one after the other',
  plan: ({ message, copies = 2 }) => ({ waves: Array.from({ length: copies }, () => [message]) }),
};
