import { type Expected, type Payment, type PaymentContext, paymentOutcome } from '@qf/protocol';
import { shown } from './hide-secrets.ts';
import { lookUp } from './look-up.ts';
import type { Session } from './session.ts';
import type { Doubt } from './settle.ts';

/**
 * The truth about one order, as the gateway's rows tell it.
 *
 * @throws QFPayError when no answer came, or the gateway refused the question
 */
export async function queryPayment(
  expected: Expected,
  session: Session,
  context: PaymentContext = {},
): Promise<Payment> {
  const { out_trade_no, syssn, txdtm } = expected;
  const number = out_trade_no === '' ? { syssn } : { out_trade_no };
  const ref = { txdtm, checkout: context.checkout, ...number };
  const { rows, httpStatus, oddCode } = await lookUp(ref, session);
  const outcome = paymentOutcome(rows, expected, { httpStatus, ...context });
  const isCertain = outcome.status === 'paid' || outcome.status === 'refunded';
  if (oddCode === undefined || isCertain) return shown(outcome, session);
  // A question that was not answered fully proves nothing but the money it shows.
  const doubt = { reason: 'ambiguous_code', respcd: oddCode, raw: rows, httpStatus } as const;
  return shown(unknownPayment(expected, doubt), session);
}

/** A payment of which nothing definite can be said. */
export function unknownPayment(
  { out_trade_no, syssn, txdtm }: Expected,
  { reason, respcd, raw, httpStatus, cause }: Doubt,
): Payment {
  const facts = { out_trade_no, syssn, txdtm, raw, httpStatus };
  return { status: 'unknown', final: false, reason, respcd, cause, ...facts };
}
