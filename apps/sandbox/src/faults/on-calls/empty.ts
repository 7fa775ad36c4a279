import { type CallFault, sendWhole } from '../call-fault.ts';

/** A good status and nothing behind it. */
export const empty: CallFault = {
  says: 'answers HTTP 200 with an empty body',
  spoil: (answer) =>
    sendWhole(answer, { body: '', headers: { 'content-type': 'application/json' } }),
};
