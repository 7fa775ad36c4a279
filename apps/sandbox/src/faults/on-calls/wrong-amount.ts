import { type CallFault, sendWhole } from '../call-fault.ts';

/** The answer speaks of another amount than the request. */
export const wrongAmount: CallFault = {
  says: 'answers with another txamt, properly signed',
  spoil: (answer) => {
    const txamt = String(Number(answer.fields['txamt'] ?? 0) + 1);
    sendWhole(answer, answer.print({ ...answer.fields, txamt }));
  },
};
