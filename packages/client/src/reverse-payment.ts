import { type CancelRequest, type Payment, payTypeOf, reversalOperation } from '@qf/protocol';
import { cancelPayment } from './cancel-payment.ts';
import { checkedFields } from './checked-fields.ts';
import { payTypeIn } from './pay-type-in.ts';
import { QFPayError } from './qfpay-error.ts';
import { queryPayment } from './query-payment.ts';
import type { Session } from './session.ts';

/** A reversal, and what it reverses. */
export interface ReverseRequest extends CancelRequest {
  /** Of the order. The gateway is asked when absent; what is known to neither is not reversed. */
  readonly pay_type?: string | undefined;
}

/**
 * Asks first: an order that is decided needs no reversal, and a card must not be reversed. Then
 * reverses, and asks again.
 */
export async function reversePayment(
  { pay_type, ...request }: ReverseRequest,
  session: Session,
): Promise<Payment> {
  const { out_trade_no = '', ...rest } = checkedFields(
    reversalOperation,
    request,
    session.settings,
  );
  if (pay_type !== undefined) assertReversible(pay_type, session);
  const { syssn, txamt, txdtm } = rest;
  const before = await queryPayment({ out_trade_no, syssn, txamt, txdtm }, session);
  if (before.final) return before;
  // Rows of another order, or of another amount, do not tell what would be reversed.
  if (before.status === 'unknown' && before.reason === 'mismatch') return before;
  const found = payTypeIn(before.raw);
  if (found === undefined && pay_type === undefined) return before;
  if (found !== undefined) assertReversible(found, session);
  return cancelPayment('reversal', request, session);
}

/** The reversal of a completed card or Apple Pay order voids it: never as a way to clean up. */
function assertReversible(code: string, { out_trade_no }: Session): void {
  const entry = payTypeOf(code);
  const isWallet =
    entry !== undefined && entry.cancel !== 'void' && !/^(CARD|APPLE)/.test(entry.mode);
  if (isWallet) return;
  const kind = entry?.name ?? 'unknown to the registry';
  throw new QFPayError(
    'ERR_QF_CARD_REVERSAL',
    `Pay type ${code} is ${kind}: a reversal could void a good payment. Query it, and refund what was paid.`,
    { operation: 'reversal', out_trade_no },
  );
}
