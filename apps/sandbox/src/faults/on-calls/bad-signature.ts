import { HEADERS } from '@qf/protocol';
import { type CallFault, sendWhole } from '../call-fault.ts';

/** The answer was changed on its way, or signed with another key. */
export const badSignature: CallFault = {
  says: 'answers properly with a signature that does not fit',
  spoil: (answer) => {
    const headers = { ...answer.headers, [HEADERS.sign]: '0'.repeat(32) };
    sendWhole(answer, { body: answer.body, headers });
  },
};
