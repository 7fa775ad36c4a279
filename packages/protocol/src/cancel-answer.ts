import {
  type AnswerContext,
  codeVerdict,
  isDone,
  type Rejected,
  type Settle,
  textOf,
  unconfirmed,
} from './answer.ts';
import type { CancelReply, CancelRequest } from './cancel-schema.ts';

/** What the reply of a close or reversal says. Whatever it is, query before believing it. */
export type CancelAnswer =
  | { readonly status: 'cancelled'; readonly syssn: string; readonly raw: unknown }
  | { readonly status: 'pending'; readonly raw: unknown }
  | Rejected
  | Settle;

/**
 * Reads the reply of a close or reversal. A no speaks about the cancel only: the order keeps its
 * last queried state. 0000 without the cancel's own number is how an unsupported wallet answers.
 */
export function cancelAnswer(
  reply: CancelReply,
  request: CancelRequest,
  operation: 'close' | 'reversal',
  context: AnswerContext = {},
): CancelAnswer {
  const { out_trade_no, txamt, syssn: orig_syssn } = request;
  const verdict = codeVerdict(reply, { out_trade_no, txamt, orig_syssn }, operation, context);
  const { raw = reply } = context;
  const { respcd, syssn } = reply;
  switch (verdict) {
    case 'success':
      return syssn === undefined || !isDone(reply)
        ? unconfirmed(reply, context)
        : { status: 'cancelled', syssn, raw };
    case 'pending':
      return { status: 'pending', raw };
    case 'declined':
      return { status: 'rejected', respcd, disposition: 'declined', respmsg: textOf(reply), raw };
    default:
      return verdict;
  }
}
