import {
  type ExpectedRefund,
  type Refund,
  type RefundRequest,
  refundAnswer,
  refundOperation,
  type Settle,
} from '@qf/protocol';
import { call } from './call.ts';
import { shown, shownOutcome } from './hide-secrets.ts';
import { queryRefund, unknownRefund } from './query-refund.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';
import { type Doubt, doubtAbout, settle } from './settle.ts';

/** Between the two queries after an already-done code: the row may only be late. */
const APART = 3_000;

/** Codes that speak of the number, not of the payment: a row must be somewhere. */
const NUMBER_IS_USED: ReadonlySet<string> = new Set(['1102', '1251', '2011']);

/** Refunds, or finds out what became of it. Throws only where nothing was given back. */
export async function createRefund(request: RefundRequest, session: Session): Promise<Refund> {
  const sent = await call(refundOperation, request, session);
  const { out_trade_no, txamt, txdtm, mchid, syssn: orig_syssn } = sent.fields;
  const expected = { out_trade_no, txamt, txdtm, mchid, orig_syssn };
  if (sent.kind === 'unanswered') return settleRefund(doubtAbout(sent), expected, session);
  const { reply, raw, httpStatus } = sent;
  const answer = refundAnswer(reply, sent.fields, { raw, httpStatus });
  switch (answer.status) {
    case 'rejected':
      throw rejectedError(shown({ ...answer, httpStatus }, session), 'refund', session);
    case 'settle': {
      const doubt = doubtAbout(answer, { httpStatus });
      const outcome = await settleRefund(doubt, expected, session);
      return answer.reason === 'already_done'
        ? adopted(answer, outcome, expected, session)
        : outcome;
    }
    default:
      return shownOutcome(answer, session);
  }
}

function settleRefund(doubt: Doubt, expected: ExpectedRefund, session: Session): Promise<Refund> {
  return settle(
    doubt,
    session,
    () => queryRefund(expected, session, doubt.isKnown),
    (left) => unknownRefund(expected, left),
  );
}

/**
 * After an already-done code the refund is what its own row says, which is asked for again where there is
 * none. Without a row, a payment that has nothing left was not refunded by this number; a number that
 * is said to be used must have a row somewhere, so that what became of it stays open, for a person to
 * find out.
 */
async function adopted(
  { respcd, respmsg }: Settle,
  outcome: Refund,
  expected: ExpectedRefund,
  session: Session,
): Promise<Refund> {
  if (!isAbsent(outcome)) return outcome;
  const later = await askedAgain(outcome, expected, session);
  if (!isAbsent(later) || NUMBER_IS_USED.has(respcd)) return later;
  const { cause: _, ...facts } = later;
  const said = shown({ respcd, respmsg }, session);
  return { ...facts, status: 'failed', final: true, reason: 'nothing_left', ...said };
}

function isAbsent(refund: Refund): refund is Extract<Refund, { status: 'unknown' }> {
  return refund.status === 'unknown' && refund.reason === 'not_found';
}

/** What its months hold of it a little later, or an unknown outcome that counts as no answer at all. */
async function askedAgain(
  { raw, httpStatus, respcd }: Extract<Refund, { status: 'unknown' }>,
  expected: ExpectedRefund,
  session: Session,
): Promise<Refund> {
  const unanswered: Doubt = { reason: 'no_answer', respcd, raw, httpStatus, isKnown: true };
  if (session.deadline.remaining() <= APART) return unknownRefund(expected, unanswered);
  // Who aborts meanwhile is told by the question that follows.
  await session.deadline.wait(APART).catch(() => {});
  return settleRefund(unanswered, expected, session);
}
