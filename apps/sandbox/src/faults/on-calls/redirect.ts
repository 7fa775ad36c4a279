import { type CallFault, sendWhole } from '../call-fault.ts';

/** A redirect, which must never be followed with a signed POST. */
export const redirect: CallFault = {
  says: 'answers HTTP 302 to another path of the sandbox',
  spoil: (answer) => {
    answer.response.status(302);
    sendWhole(answer, { body: '', headers: { location: '/trade/v1/elsewhere' } });
  },
};
