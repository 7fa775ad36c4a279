import {
  type CancelRequest,
  cancelAnswer,
  closeOperation,
  type Expected,
  type Payment,
  reversalOperation,
} from '@qf/protocol';
import { call } from './call.ts';
import { settlePayment } from './create-payment.ts';
import { shown } from './hide-secrets.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';
import { type Doubt, doubtAbout } from './settle.ts';

const OPERATIONS = { close: closeOperation, reversal: reversalOperation };

/** What a close or reversal left to be asked. */
export interface SentCancel {
  /** Whether the gateway said that it is cancelled: a hint, not the truth. */
  readonly isAccepted: boolean;
  readonly doubt: Doubt;
  readonly expected: Expected;
}

/**
 * Closes or reverses an order, then asks what became of it: the answer to a cancel is a hint, only
 * a row is the truth. Throws only where the gateway refused, or saw nothing.
 */
export async function cancelPayment(
  kind: 'close' | 'reversal',
  request: CancelRequest,
  session: Session,
): Promise<Payment> {
  const { doubt, expected } = await sendCancel(kind, request, session);
  return settlePayment(doubt, expected, session);
}

/** Closes or reverses an order, and leaves the asking to the caller. */
export async function sendCancel(
  kind: 'close' | 'reversal',
  request: CancelRequest,
  session: Session,
): Promise<SentCancel> {
  const sent = await call(OPERATIONS[kind], request, session);
  const { out_trade_no = '', syssn, txamt, txdtm } = sent.fields;
  const expected = { out_trade_no, syssn, txamt, txdtm };
  if (sent.kind === 'unanswered') return { isAccepted: false, doubt: doubtAbout(sent), expected };
  const { reply, raw, httpStatus } = sent;
  const answer = cancelAnswer(reply, sent.fields, kind, { raw, httpStatus });
  switch (answer.status) {
    case 'rejected':
      throw rejectedError(shown({ ...answer, httpStatus }, session), kind, session);
    case 'settle':
      return { isAccepted: false, doubt: doubtAbout(answer, { httpStatus }), expected };
    case 'cancelled':
    case 'pending': {
      const doubt: Doubt = { reason: 'no_answer', respcd: reply.respcd, raw, httpStatus };
      return { isAccepted: answer.status === 'cancelled', doubt, expected };
    }
  }
}
