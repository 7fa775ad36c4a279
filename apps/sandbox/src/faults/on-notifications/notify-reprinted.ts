import type { NotificationFault } from '../notification-fault.ts';

/** A proxy parsed the JSON and printed it again. */
export const notifyReprinted: NotificationFault = {
  says: 'the JSON is printed without blanks, with the signature of the original bytes',
  plan: ({ message, unsigned }) => ({
    waves: [[unsigned(JSON.stringify(JSON.parse(message.body)))]],
  }),
};
