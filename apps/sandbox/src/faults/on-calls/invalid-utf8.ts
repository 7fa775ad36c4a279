import { type CallFault, sendWhole } from '../call-fault.ts';

/** Text in another character set: 0xC4 0xE3 is GBK, and no UTF-8. */
export const invalidUtf8: CallFault = {
  says: 'answers with bytes that are not UTF-8',
  spoil: (answer) => {
    const open = answer.body.slice(0, -1);
    const body = Buffer.concat([
      Buffer.from(`${open}, "goods_name": "`),
      Uint8Array.of(0xc4, 0xe3),
      Buffer.from('"}'),
    ]);
    sendWhole(answer, { body, headers: { 'content-type': 'application/json' } });
  },
};
