import { type CallFault, sendWhole } from '../call-fault.ts';

/** An error of some machine in between. */
export const httpStatus: CallFault = {
  says: 'answers the HTTP status of `status` (500 when absent) with a word of text',
  spoil: (answer) => {
    answer.response.status(answer.options.status ?? 500);
    sendWhole(answer, { body: 'error', headers: { 'content-type': 'text/plain' } });
  },
};
