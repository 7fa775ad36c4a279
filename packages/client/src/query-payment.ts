import { type Expected, type Payment, type PaymentContext, paymentOutcome } from '@qf/protocol';
import { shown, shownOutcome } from './hide-secrets.ts';
import { type Found, lookUp } from './look-up.ts';
import type { Session } from './session.ts';
import type { Doubt } from './settle.ts';

/** Circumstances of a question. */
export interface QueryContext extends PaymentContext {
  /** The order may be in another month than its own time says: every one is searched. */
  readonly everywhere?: boolean | undefined;
}

/**
 * The truth about one order, as the gateway's rows tell it.
 *
 * @throws QFPayError when no answer came, or the gateway refused the question
 */
export async function queryPayment(
  expected: Expected,
  session: Session,
  context: QueryContext = {},
): Promise<Payment> {
  const found = await lookUpPayment(expected, session, context);
  return paymentIn(found, expected, session, context);
}

/** The rows of one order; {@link paymentIn} tells what they say. */
export function lookUpPayment(
  expected: Expected,
  session: Session,
  context: QueryContext = {},
): Promise<Found> {
  const { out_trade_no, syssn, txdtm, mchid } = expected;
  const { checkout, everywhere } = context;
  const number = out_trade_no === '' ? { syssn } : { out_trade_no };
  return lookUp(
    { txdtm, checkout, everywhere, mchid, ...number },
    (rows) => isMoney(paymentOutcome(rows, expected, context)),
    session,
  );
}

/** What the rows that were found say, fit to be shown. */
export function paymentIn(
  { rows, httpStatus, gap }: Found,
  expected: Expected,
  session: Session,
  context: QueryContext = {},
): Payment {
  const outcome = paymentOutcome(rows, expected, { httpStatus, ...context });
  if (isMoney(outcome)) return shownOutcome(outcome, session);
  if (gap === undefined) return shownOutcome(withAmount(outcome, expected), session);
  // A question that was not answered fully proves nothing but the money it shows.
  return shown(unknownPayment(expected, { ...gap, raw: rows, httpStatus }), session);
}

/** Without money, it keeps what rows must agree with: whoever asks on by this outcome asks for no less. */
export function withAmount<Outcome extends Payment>(
  outcome: Outcome,
  { txamt, txcurrcd }: Expected,
): Outcome {
  return { txamt, txcurrcd, ...outcome };
}

function isMoney({ status }: Payment): boolean {
  return status === 'paid' || status === 'refunded';
}

/** A payment of which nothing definite can be said. */
export function unknownPayment(
  { out_trade_no, syssn, txdtm, mchid, txamt, txcurrcd }: Expected,
  { reason, respcd, raw, httpStatus, cause }: Doubt,
): Payment {
  const facts = { out_trade_no, syssn, txdtm, mchid, txamt, txcurrcd, raw, httpStatus };
  return { status: 'unknown', final: false, reason, respcd, cause, ...facts };
}
