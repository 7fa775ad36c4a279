import { RESPONSE_CODES } from '@qf/protocol';
import { type CallFault, sendWhole } from '../call-fault.ts';

/** The gateway says a code, whatever it did. */
export const respcd: CallFault = {
  says: 'answers the code of `respcd` (1100 when absent)',
  spoil: (answer) => {
    const code = answer.options.respcd ?? '1100';
    const resperr = RESPONSE_CODES[code]?.meaning ?? 'unknown code';
    const verdict = { resperr, respmsg: '', respcd: code };
    sendWhole(answer, answer.print({ ...answer.fields, ...verdict }));
  },
};
