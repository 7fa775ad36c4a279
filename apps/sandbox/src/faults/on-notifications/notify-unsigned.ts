import { HEADERS } from '@qf/protocol';
import type { NotificationFault } from '../notification-fault.ts';

/** No signature at all. */
export const notifyUnsigned: NotificationFault = {
  says: 'the signature is missing',
  plan: ({ message }) => {
    const { [HEADERS.sign]: _left, ...headers } = message.headers;
    return { waves: [[{ ...message, headers }]] };
  },
};
