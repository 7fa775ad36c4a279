import { type CallFault, sendWhole } from '../call-fault.ts';

/** A good answer, late. */
export const delay: CallFault = {
  says: 'answers properly after `delay_ms` (1,000 when absent)',
  spoil: async (answer) => {
    await answer.pause(answer.options.delay_ms ?? 1000);
    sendWhole(answer, answer);
  },
};
