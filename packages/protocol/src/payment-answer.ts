import {
  type AnswerContext,
  codeVerdict,
  isDone,
  type Rejected,
  type Settle,
  unconfirmed,
} from './answer.ts';
import type {
  Created,
  CreatedWithPayParams,
  CreatedWithQrcode,
  CreatedWithUrl,
} from './created.ts';
import type { PaymentReply } from './operations/payment.ts';
import type { Payment } from './outcome.ts';
import { ownTime } from './own-time.ts';
import { payTypeOf } from './pay-type.ts';
import type { DrivingField } from './pay-type-row.ts';
import type { PaymentRequest } from './pay-types.ts';

/** What a create's own reply says: an order, an outcome, a no, or "query". */
export type PaymentAnswer =
  | CreatedWithUrl
  | CreatedWithQrcode
  | CreatedWithPayParams
  | Payment
  | Rejected
  | Settle;

/**
 * Reads the reply of the payment call. 0000 means created, for a scanned code paid; without the
 * field that the customer needs, or without QFPay's number, it means "query", and so does a paid one
 * without the order's own number.
 */
export function paymentAnswer(
  reply: PaymentReply,
  request: PaymentRequest,
  context: AnswerContext = {},
): PaymentAnswer {
  const { out_trade_no, txamt, txcurrcd } = request;
  const verdict = codeVerdict(reply, { out_trade_no, txamt, txcurrcd }, 'payment', context);
  const { respcd } = reply;
  switch (verdict) {
    case 'success':
      return successAnswer(reply, request, context);
    case 'pending': {
      const reason = respcd === '1143' ? 'awaiting_payer' : 'processing';
      const { syssn } = reply;
      const others = facts(reply, request, context);
      return { status: 'pending', final: false, reason, respcd, syssn, ...others };
    }
    case 'declined': {
      const said = { respcd, respmsg: reply.respmsg ?? reply.resperr };
      return {
        status: 'failed',
        final: true,
        reason: 'declined',
        ...said,
        syssn: reply.syssn,
        ...facts(reply, request, context),
      };
    }
    default:
      return verdict;
  }
}

function facts(reply: PaymentReply, request: PaymentRequest, context: AnswerContext) {
  return {
    out_trade_no: request.out_trade_no,
    txdtm: ownTime(reply.txdtm, request.txdtm),
    mchid: request.mchid,
    raw: context.raw ?? reply,
    httpStatus: context.httpStatus,
  };
}

function successAnswer(
  reply: PaymentReply,
  request: PaymentRequest,
  context: AnswerContext,
): PaymentAnswer {
  const entry = payTypeOf(request.pay_type);
  if (reply.syssn === undefined || entry === undefined) return unconfirmed(reply, context);
  const others = facts(reply, request, context);
  const { txamt, txcurrcd, pay_type } = request;
  const { syssn, paydtm } = reply;
  // A spread is cheap where it comes last in its literal, and dear where names follow it.
  if (entry.mode === 'CPM') {
    // Without the order's own number, it may be the answer to somebody's close.
    const isItsOwn = reply.out_trade_no !== undefined;
    if (!isItsOwn || !isDone(reply)) return unconfirmed(reply, context);
    const money = { syssn, txamt, txcurrcd, paydtm };
    return { status: 'paid', final: true, refunded: 'none', duplicates: [], ...money, ...others };
  }
  const order = { syssn, txamt, txcurrcd, pay_type };
  const created: Created = { status: 'created', final: false, ...order, ...others };
  return (
    withDriver(created, reply, entry.drives) ??
    withDriver(created, reply, entry.drivesOr) ??
    unconfirmed(reply, context)
  );
}

function withDriver(
  created: Created,
  { pay_url, qrcode, pay_params }: PaymentReply,
  drives: DrivingField,
): PaymentAnswer | undefined {
  if (drives === 'pay_url' && pay_url !== undefined) return { pay_url, ...created };
  if (drives === 'qrcode' && qrcode !== undefined) return { qrcode, ...created };
  if (drives === 'pay_params' && pay_params !== undefined) return { pay_params, ...created };
  return undefined;
}
