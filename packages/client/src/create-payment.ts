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
import { shown } from './hide-secrets.ts';
import { queryPayment, unknownPayment } from './query-payment.ts';
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
  const { out_trade_no, txamt, txcurrcd, txdtm } = sent.fields;
  const expected = { out_trade_no, txamt, txcurrcd, txdtm };
  if (sent.kind === 'unanswered') return settlePayment(doubtAbout(sent), expected, session);
  const { reply, raw, httpStatus } = sent;
  const answer = paymentAnswer(reply, sent.fields, { raw, httpStatus });
  switch (answer.status) {
    case 'rejected':
      throw rejectedError(shown({ ...answer, httpStatus }, session), 'payment', session);
    case 'settle': {
      const doubt = doubtAbout(answer, { httpStatus });
      const outcome = await settlePayment(doubt, expected, session);
      const isRepeated = answer.reason === 'already_done' && isAbsent(outcome);
      return isRepeated ? searchedFurther(doubt, expected, session) : outcome;
    }
    default:
      return shown(answer, session);
  }
}

function isAbsent(payment: Payment): boolean {
  return payment.status === 'unknown' && payment.reason === 'not_found';
}

/** The number is known to the gateway, perhaps from an earlier month than this call's `txdtm` says. */
async function searchedFurther(
  doubt: Doubt,
  { txdtm, ...anyMonth }: Expected,
  session: Session,
): Promise<Payment> {
  const found = await settlePayment(doubt, anyMonth, session);
  return { ...found, txdtm: found.txdtm ?? txdtm };
}

/** What the gateway's rows say of an order that is in doubt. */
export function settlePayment(
  doubt: Doubt,
  expected: Expected,
  session: Session,
): Promise<Payment> {
  return settle(
    doubt,
    session,
    () => queryPayment(expected, session),
    (left) => unknownPayment(expected, left),
  );
}
