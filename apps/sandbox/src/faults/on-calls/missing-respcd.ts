import { type CallFault, sendWhole } from '../call-fault.ts';

/** Without a code nobody knows what happened. */
export const missingRespcd: CallFault = {
  says: 'answers without respcd, signed',
  spoil: (answer) => {
    const { respcd: _left, ...fields } = answer.fields;
    sendWhole(answer, answer.print(fields));
  },
};
