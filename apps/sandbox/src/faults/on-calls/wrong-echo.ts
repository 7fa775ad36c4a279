import { type CallFault, sendWhole } from '../call-fault.ts';

/** Somebody else's answer on this connection. */
export const wrongEcho: CallFault = {
  says: 'answers about another out_trade_no, properly signed',
  spoil: (answer) => {
    const out_trade_no = `${answer.fields['out_trade_no'] ?? ''}-OTHER`;
    sendWhole(answer, answer.print({ ...answer.fields, out_trade_no }));
  },
};
