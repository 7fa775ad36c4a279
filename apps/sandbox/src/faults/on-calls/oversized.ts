import { type CallFault, sendWhole } from '../call-fault.ts';

const TWO_MIB = 2 * 1024 * 1024;

/** More than any honest answer. */
export const oversized: CallFault = {
  says: 'answers 2 MiB of JSON, signed',
  spoil: (answer) =>
    sendWhole(answer, answer.print({ ...answer.fields, filler: 'x'.repeat(TWO_MIB) })),
};
