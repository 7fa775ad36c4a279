import type { NotificationFault } from '../notification-fault.ts';

/** The same bytes several times at once. */
export const notifyConcurrent: NotificationFault = {
  says: 'the attempt is made `copies` times (3 when absent) at once',
  plan: ({ message, copies = 3 }) => ({ waves: [Array.from({ length: copies }, () => message)] }),
};
