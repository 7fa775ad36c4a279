import { type CallFault, sendWhole } from '../call-fault.ts';

/** The rate limit, without having to reach it. */
export const http429: CallFault = {
  says: 'answers HTTP 429 with Retry-After: 1; nothing was done',
  phase: 'before',
  spoil: (answer) => {
    answer.response.status(429).setHeader('retry-after', '1');
    const fields = { resperr: 'too many requests', respmsg: '', respcd: '1100' };
    sendWhole(answer, answer.print(fields));
  },
};
