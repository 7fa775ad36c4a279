import {
  type CancelRequest,
  cancelAnswer,
  closeOperation,
  type Payment,
  reversalOperation,
} from '@qf/protocol';
import { call } from './call.ts';
import { settlePayment } from './create-payment.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';
import { type Doubt, doubtAbout } from './settle.ts';

const OPERATIONS = { close: closeOperation, reversal: reversalOperation };

/**
 * Closes or reverses an order, then asks what became of it: the answer to a cancel is a hint, only
 * a row is the truth. Throws only where the gateway refused, or saw nothing.
 */
export async function cancelPayment(
  kind: 'close' | 'reversal',
  request: CancelRequest,
  session: Session,
): Promise<Payment> {
  const sent = await call(OPERATIONS[kind], request, session);
  const { out_trade_no = '', syssn, txamt, txdtm } = sent.fields;
  const expected = { out_trade_no, syssn, txamt, txdtm };
  if (sent.kind === 'unanswered') return settlePayment(doubtAbout(sent), expected, session);
  const { reply, raw, httpStatus } = sent;
  const answer = cancelAnswer(reply, sent.fields, kind, { raw, httpStatus });
  switch (answer.status) {
    case 'rejected':
      throw rejectedError({ ...answer, httpStatus }, kind, session);
    case 'settle':
      return settlePayment(doubtAbout(answer, { httpStatus }), expected, session);
    case 'cancelled':
    case 'pending': {
      const unconfirmed: Doubt = { reason: 'no_answer', respcd: reply.respcd, raw, httpStatus };
      return settlePayment(unconfirmed, expected, session);
    }
  }
}
