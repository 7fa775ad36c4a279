import {
  type ExpectedRefund,
  type Refund,
  type RefundRequest,
  refundAnswer,
  refundOperation,
  type Settle,
} from '@qf/protocol';
import { call } from './call.ts';
import { queryRefund, unknownRefund } from './query-refund.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';
import { type Doubt, doubtAbout, settle } from './settle.ts';

/** Between the two queries that prove a used number unused by this refund. */
const APART = 3_000;

/** Codes that speak of the number, not of the payment: a row must be somewhere. */
const NUMBER_IS_USED: ReadonlySet<string> = new Set(['1102', '1251', '2011']);

/** Refunds, or finds out what became of it. Throws only where nothing was given back. */
export async function createRefund(request: RefundRequest, session: Session): Promise<Refund> {
  const sent = await call(refundOperation, request, session);
  const { out_trade_no, txamt, txdtm, syssn: orig_syssn } = sent.fields;
  const expected = { out_trade_no, txamt, txdtm, orig_syssn };
  if (sent.kind === 'unanswered') return settleRefund(doubtAbout(sent), expected, session);
  const { reply, raw, httpStatus } = sent;
  const answer = refundAnswer(reply, sent.fields, { raw, httpStatus });
  switch (answer.status) {
    case 'rejected':
      throw rejectedError({ ...answer, httpStatus }, 'refund', session);
    case 'settle': {
      const doubt = doubtAbout(answer, { httpStatus });
      const outcome = await settleRefund(doubt, expected, session);
      return answer.reason === 'already_done'
        ? adopted(answer, outcome, expected, session)
        : outcome;
    }
    default:
      return answer;
  }
}

function settleRefund(doubt: Doubt, expected: ExpectedRefund, session: Session): Promise<Refund> {
  return settle(
    doubt,
    session,
    () => queryRefund(expected, session),
    (left) => unknownRefund(expected, left),
  );
}

/**
 * After an already-done code the refund is what its own row says; without a row there is nothing
 * left to refund. A number that is said to be used must have a row, which may only be late: so it
 * is asked for twice before its absence counts.
 */
async function adopted(
  { respcd, respmsg }: Settle,
  outcome: Refund,
  expected: ExpectedRefund,
  session: Session,
): Promise<Refund> {
  if (!isAbsent(outcome)) return outcome;
  const last = NUMBER_IS_USED.has(respcd) ? await askedAgain(outcome, expected, session) : outcome;
  if (!isAbsent(last)) return last;
  const { cause: _, ...facts } = last;
  return { ...facts, status: 'failed', final: true, reason: 'nothing_left', respcd, respmsg };
}

function isAbsent(refund: Refund): refund is Extract<Refund, { status: 'unknown' }> {
  return refund.status === 'unknown' && refund.reason === 'not_found';
}

/** The second answer, or an unknown outcome that counts as no answer at all. */
async function askedAgain(
  first: Refund,
  expected: ExpectedRefund,
  session: Session,
): Promise<Refund> {
  const unanswered: Doubt = { reason: 'no_answer', raw: first.raw, httpStatus: first.httpStatus };
  if (session.deadline.remaining() <= APART) return unknownRefund(expected, unanswered);
  try {
    await session.deadline.wait(APART);
  } catch {
    return unknownRefund(expected, unanswered);
  }
  return settleRefund(unanswered, expected, session);
}
