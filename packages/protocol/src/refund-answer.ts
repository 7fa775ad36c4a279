import {
  type AnswerContext,
  codeVerdict,
  isDone,
  type Rejected,
  type Settle,
  unconfirmed,
} from './answer.ts';
import type { RefundReply, RefundRequest } from './operations/refund.ts';
import type { Refund } from './outcome.ts';
import { ownTime } from './own-time.ts';

/** What a refund's own reply says. */
export type RefundAnswer = Refund | Rejected | Settle;

/**
 * Reads the reply of the refund call; 0000 means the money is on its way. Without the refund's own
 * numbers it means "query": an answer to somebody's question, or to a close, says 0000 as well.
 */
export function refundAnswer(
  reply: RefundReply,
  request: RefundRequest,
  context: AnswerContext = {},
): RefundAnswer {
  const { out_trade_no, txamt, syssn: orig_syssn } = request;
  const verdict = codeVerdict(reply, { out_trade_no, txamt, orig_syssn }, 'refund', context);
  const facts = {
    out_trade_no,
    orig_syssn,
    syssn: reply.syssn,
    txamt,
    txdtm: ownTime(reply.txdtm, request.txdtm),
    mchid: request.mchid,
    raw: context.raw ?? reply,
    httpStatus: context.httpStatus,
  };
  const { respcd } = reply;
  switch (verdict) {
    case 'success':
      return isItsOwn(reply, orig_syssn) && isDone(reply)
        ? { ...facts, status: 'refunded', final: true }
        : unconfirmed(reply, context);
    case 'pending':
      return { ...facts, status: 'pending', final: false, reason: 'processing', respcd };
    case 'declined': {
      const respmsg = reply.respmsg ?? reply.resperr;
      return { ...facts, status: 'failed', final: true, reason: 'declined', respcd, respmsg };
    }
    default:
      return verdict;
  }
}

function isItsOwn({ syssn, out_trade_no }: RefundReply, orig_syssn: string): boolean {
  return syssn !== undefined && syssn !== orig_syssn && out_trade_no !== undefined;
}
