import type { NotificationFault } from '../notification-fault.ts';

/** JSON that calls itself a form. */
export const notifyWrongContentType: NotificationFault = {
  says: 'the content type says form',
  plan: ({ message }) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return { waves: [[{ ...message, headers: { ...message.headers, ...type } }]] };
  },
};
