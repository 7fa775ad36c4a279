import type { NotificationFault } from '../notification-fault.ts';
import { withOtherAmount } from './notify-tampered.ts';

/** A changed copy comes before the genuine one. */
export const notifyTamperedFirst: NotificationFault = {
  says: 'a copy with another amount and the old signature comes before the genuine one',
  plan: ({ message, unsigned }) => ({
    waves: [[unsigned(withOtherAmount(message.body))], [message]],
  }),
};
