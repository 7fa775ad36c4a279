import { HEADERS } from '@qf/protocol';
import { type CallFault, sendWhole } from '../call-fault.ts';

/** The header "may" be there, the documents say. */
export const unsigned: CallFault = {
  says: 'answers properly without a signature',
  spoil: (answer) => {
    const { [HEADERS.sign]: _left, ...headers } = answer.headers;
    sendWhole(answer, { body: answer.body, headers });
  },
};
