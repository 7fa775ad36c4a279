import { type ExpectedRefund, type Refund, refundOutcome } from '@qf/protocol';
import { shown, shownOutcome } from './hide-secrets.ts';
import { lookUp } from './look-up.ts';
import type { Session } from './session.ts';
import type { Doubt } from './settle.ts';

/**
 * The truth about one refund, looked up by its own number.
 *
 * @param everywhere the gateway knows the number, perhaps from another month than the refund's own
 * @throws QFPayError when no answer came, or the gateway refused the question
 */
export async function queryRefund(
  expected: ExpectedRefund,
  session: Session,
  everywhere?: boolean,
): Promise<Refund> {
  const { out_trade_no, txdtm, mchid } = expected;
  const { rows, httpStatus, gap } = await lookUp(
    { out_trade_no, txdtm, everywhere, mchid },
    (some) => refundOutcome(some, expected).status === 'refunded',
    session,
  );
  const outcome = refundOutcome(rows, expected, { httpStatus });
  if (gap === undefined || outcome.status === 'refunded') return shownOutcome(outcome, session);
  return shown(unknownRefund(expected, { ...gap, raw: rows, httpStatus }), session);
}

/** A refund of which nothing definite can be said. */
export function unknownRefund(
  { out_trade_no, orig_syssn, txamt, txdtm, mchid }: ExpectedRefund,
  { reason, respcd, raw, httpStatus, cause }: Doubt,
): Refund {
  const facts = { out_trade_no, orig_syssn, txamt, txdtm, mchid, raw, httpStatus };
  return { status: 'unknown', final: false, reason, respcd, cause, ...facts };
}
