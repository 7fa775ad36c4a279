import { type Payment, payTypeOf, reversalOperation } from '@qf/protocol';
import { type CloseRequest, cancelPayment, withCurrency } from './cancel-payment.ts';
import { checkedFields, valid } from './checked-fields.ts';
import { shown } from './hide-secrets.ts';
import { isReversible, obstacleIn } from './obstacle.ts';
import { QFPayError } from './qfpay-error.ts';
import { lookUpPayment, paymentIn, unknownPayment } from './query-payment.ts';
import type { Session } from './session.ts';

/** A reversal, and what it reverses. */
export interface ReverseRequest extends CloseRequest {
  /** Of the order. The gateway is asked when absent; what is known to neither is not reversed. */
  readonly pay_type?: string | undefined;
}

/**
 * Asks first: an order that is decided needs no reversal, a card must not be reversed, and nothing is
 * reversed of which not every row was seen to be this order's. Then reverses, and asks again.
 */
export async function reversePayment(given: ReverseRequest, session: Session): Promise<Payment> {
  const { pay_type, txcurrcd, ...request } = valid('reversal', () => withCurrency(given));
  const { out_trade_no = '', ...rest } = checkedFields(
    reversalOperation,
    request,
    session.settings,
  );
  if (pay_type !== undefined) assertReversible([pay_type], session);
  const { syssn, txamt, txdtm, mchid } = rest;
  const expected = { out_trade_no, syssn, txamt, txcurrcd, txdtm, mchid };
  const found = await lookUpPayment(expected, session);
  const before = paymentIn(found, expected, session);
  if (before.final) return before;
  const { rows, httpStatus } = found;
  switch (obstacleIn(found, expected, pay_type)) {
    case undefined:
      return cancelPayment('reversal', request, txcurrcd, session);
    case 'card':
      assertReversible(
        rows.flatMap((row) => row.pay_type ?? []),
        session,
      );
      return before;
    case 'mismatch':
      return shown(
        unknownPayment(expected, { reason: 'mismatch', raw: rows, httpStatus }),
        session,
      );
    default:
      return before;
  }
}

/** The reversal of a completed card or Apple Pay order voids it: never as a way to clean up. */
function assertReversible(codes: readonly string[], { out_trade_no }: Session): void {
  const code = codes.find((one) => !isReversible(one));
  if (code === undefined) return;
  const kind = payTypeOf(code)?.name ?? 'unknown to the registry';
  throw new QFPayError(
    'ERR_QF_CARD_REVERSAL',
    `Pay type ${code} is ${kind}: a reversal could void a good payment. Query it, and refund what was paid.`,
    { operation: 'reversal', out_trade_no },
  );
}
