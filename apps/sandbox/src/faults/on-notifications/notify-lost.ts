import type { NotificationFault } from '../notification-fault.ts';

/** The attempt counts, and nothing was sent. */
export const notifyLost: NotificationFault = {
  says: 'the attempt is lost on its way',
  plan: () => ({ waves: [] }),
};
