import { type CallFault, sendWhole } from '../call-fault.ts';

/** One name twice: readers disagree about which value counts. */
export const duplicateKeys: CallFault = {
  says: 'answers JSON in which respcd occurs twice, signed',
  spoil: (answer) => {
    const body = answer.body.replace('{', '{"respcd": "1205", ');
    sendWhole(answer, { body, headers: { ...answer.headers, ...answer.sign(body) } });
  },
};
