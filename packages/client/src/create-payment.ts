import {
  type Created,
  type Expected,
  type Payment,
  type PaymentAnswer,
  type PaymentRequest,
  paymentAnswer,
  paymentOperation,
} from '@qf/protocol';
import { call } from './call.ts';
import { shown, shownOutcome } from './hide-secrets.ts';
import { queryPayment, unknownPayment, withAmount } from './query-payment.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';
import { type Doubt, doubtAbout, settle } from './settle.ts';

/** What a create can end with. */
export type CreateOutcome = Exclude<PaymentAnswer, { status: 'rejected' | 'settle' }> | Created;

/** Creates an order, or finds out what became of it. Throws only where nothing was done. */
export async function createPayment(
  request: PaymentRequest,
  session: Session,
): Promise<CreateOutcome> {
  const sent = await call(paymentOperation, request, session);
  const { out_trade_no, txamt, txcurrcd, txdtm, mchid } = sent.fields;
  const expected = { out_trade_no, txamt, txcurrcd, txdtm, mchid };
  if (sent.kind === 'unanswered') return settlePayment(doubtAbout(sent), expected, session);
  const { reply, raw, httpStatus } = sent;
  const answer = paymentAnswer(reply, sent.fields, { raw, httpStatus });
  switch (answer.status) {
    case 'rejected':
      throw rejectedError(shown({ ...answer, httpStatus }, session), 'payment', session);
    case 'settle':
      return settlePayment(doubtAbout(answer, { httpStatus }), expected, session);
    case 'pending':
      return shownOutcome(withAmount(answer, expected), session);
    default:
      return shownOutcome(answer, session);
  }
}

/** "Order already paid". */
const ALREADY_PAID = '1260';

/**
 * What the gateway's rows say of an order that is in doubt. A number that the gateway says it knows
 * may be filed in another month than this call's `txdtm` tells, and that no row is found of it is no
 * sign that nobody can pay it; one that it says is paid has not failed, whatever row is found of it.
 */
export async function settlePayment(
  doubt: Doubt,
  expected: Expected,
  session: Session,
): Promise<Payment> {
  const everywhere = doubt.isKnown;
  const payment = await settle(
    doubt,
    session,
    () => queryPayment(expected, session, { everywhere }),
    (left) => unknownPayment(expected, left),
  );
  if (!contradicts(payment, doubt)) return payment;
  const { raw, httpStatus } = payment;
  const { respcd } = doubt;
  return unknownPayment(payment, { reason: 'ambiguous_code', respcd, raw, httpStatus });
}

/** Whether what the rows say cannot be, after what the gateway said of the number. */
function contradicts(payment: Payment, { isKnown, respcd }: Doubt): boolean {
  if (payment.status === 'failed') return respcd === ALREADY_PAID;
  return isKnown === true && payment.status === 'unknown' && payment.reason === 'not_found';
}
