import {
  type AnswerContext,
  codeVerdict,
  isDone,
  type Rejected,
  type Settle,
  textOf,
  unconfirmed,
} from './answer.ts';
import type { CancelReply } from './cancel-schema.ts';

/** What the reply of a capture or release says. Whatever it is, query before believing it. */
export type PreauthAnswer =
  | { readonly status: 'accepted'; readonly syssn: string; readonly raw: unknown }
  | { readonly status: 'pending'; readonly raw: unknown }
  | Rejected
  | Settle;

/**
 * Reads the reply of a capture or release. 0000 means accepted; the number it carries names the
 * capture, and refunds of it want that one. A no speaks about this call only.
 */
export function preauthAnswer(
  reply: CancelReply,
  request: { readonly syssn: string; readonly txamt: number },
  operation: 'authtrade' | 'unfreeze',
  context: AnswerContext = {},
): PreauthAnswer {
  const { txamt, syssn: orig_syssn } = request;
  const verdict = codeVerdict(reply, { txamt, orig_syssn }, operation, context);
  const { raw = reply } = context;
  const { respcd, syssn } = reply;
  switch (verdict) {
    case 'success':
      return syssn === undefined || !isDone(reply)
        ? unconfirmed(reply, context)
        : { status: 'accepted', syssn, raw };
    case 'pending':
      return { status: 'pending', raw };
    case 'declined':
      return { status: 'rejected', respcd, disposition: 'declined', respmsg: textOf(reply), raw };
    default:
      return verdict;
  }
}
