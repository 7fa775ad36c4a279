import { type CallFault, sendWhole } from '../call-fault.ts';

/** HTTP is complete and the JSON is not; only reading it tells. */
export const truncatedJson: CallFault = {
  says: 'answers half of the JSON as a complete body, signed',
  spoil: (answer) => {
    const body = answer.body.slice(0, answer.body.length / 2);
    sendWhole(answer, { body, headers: { ...answer.headers, ...answer.sign(body) } });
  },
};
