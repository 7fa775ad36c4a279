import { type CallFault, sendWhole } from '../call-fault.ts';

/** A code that no edition lists; it is neither a yes nor a no. */
export const unknownRespcd: CallFault = {
  says: 'answers respcd 9999, which no document lists, signed',
  spoil: (answer) => {
    const verdict = { resperr: 'unlisted', respmsg: '', respcd: '9999' };
    sendWhole(answer, answer.print({ ...answer.fields, ...verdict }));
  },
};
