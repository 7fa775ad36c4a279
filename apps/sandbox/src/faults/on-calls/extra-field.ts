import { type CallFault, sendWhole } from '../call-fault.ts';

/** New fields may appear at any time and must not disturb. */
export const extraField: CallFault = {
  says: 'answers with a field that no document lists, signed',
  spoil: (answer) =>
    sendWhole(answer, answer.print({ ...answer.fields, brand_new_field: { nested: ['yes'] } })),
};
