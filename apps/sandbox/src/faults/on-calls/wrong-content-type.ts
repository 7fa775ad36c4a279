import { type CallFault, sendWhole } from '../call-fault.ts';

/** Good JSON that calls itself a page. */
export const wrongContentType: CallFault = {
  says: 'answers good JSON as text/html',
  spoil: (answer) =>
    sendWhole(answer, {
      body: answer.body,
      headers: { ...answer.headers, 'content-type': 'text/html' },
    }),
};
