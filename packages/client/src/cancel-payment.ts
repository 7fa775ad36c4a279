import {
  type CancelRequest,
  cancelAnswer,
  closeOperation,
  type Expected,
  type Payment,
  reversalOperation,
} from '@qf/protocol';
import { call } from './call.ts';
import { valid } from './checked-fields.ts';
import { settlePayment } from './create-payment.ts';
import { shown } from './hide-secrets.ts';
import { currency } from './payment-ref.ts';
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

/** A cancel, and what is known of the order beyond it. */
export interface CloseRequest extends CancelRequest {
  /** Of the order. It is not sent: a row with another currency is a mismatch. */
  readonly txcurrcd?: string | undefined;
}

/** Closes an order, then asks what became of it. */
export async function closePayment(request: CloseRequest, session: Session): Promise<Payment> {
  const { txcurrcd, ...sent } = valid('close', () => withCurrency(request));
  return cancelPayment('close', sent, txcurrcd, session);
}

/**
 * Closes or reverses an order, then asks what became of it: the answer to a cancel is a hint, only
 * a row is the truth. Throws only where the gateway refused, or saw nothing.
 */
export async function cancelPayment(
  kind: 'close' | 'reversal',
  request: CancelRequest,
  txcurrcd: string | undefined,
  session: Session,
): Promise<Payment> {
  const { doubt, expected } = await sendCancel(kind, request, session);
  return settlePayment(doubt, { ...expected, txcurrcd }, session);
}

/**
 * A copy that can be taken apart, whatever the caller handed over.
 *
 * @throws ProtocolError for a currency that no row can have
 */
export function withCurrency<Request extends CloseRequest>(request: Request): Request {
  const copy: Request = { ...request };
  return { ...copy, txcurrcd: currency(copy.txcurrcd) };
}

/** Closes or reverses an order, and leaves the asking to the caller. */
export async function sendCancel(
  kind: 'close' | 'reversal',
  request: CancelRequest,
  session: Session,
): Promise<SentCancel> {
  const sent = await call(OPERATIONS[kind], request, session);
  const { out_trade_no = '', syssn, txamt, txdtm, mchid } = sent.fields;
  const expected = { out_trade_no, syssn, txamt, txdtm, mchid };
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
