import { type CallFault, sendWhole } from '../call-fault.ts';

/** Some samples print amounts as numbers; a tolerant reader sees no difference. */
export const numberTypes: CallFault = {
  says: 'answers txamt as a number instead of text, signed',
  spoil: (answer) => {
    const txamt = Number(answer.fields['txamt'] ?? 0);
    sendWhole(answer, answer.print({ ...answer.fields, txamt }));
  },
};
