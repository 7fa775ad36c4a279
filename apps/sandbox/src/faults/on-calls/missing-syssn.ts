import { type CallFault, sendWhole } from '../call-fault.ts';

/** A yes that does not say to what. */
export const missingSyssn: CallFault = {
  says: 'answers without syssn and without what the customer acts on, signed',
  spoil: (answer) => {
    const {
      syssn: _syssn,
      pay_url: _url,
      qrcode: _code,
      pay_params: _params,
      ...fields
    } = answer.fields;
    sendWhole(answer, answer.print(fields));
  },
};
