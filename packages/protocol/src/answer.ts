import type { FlatReply } from './flat-reply.ts';
import type { OperationName } from './operation.ts';
import { dispositionOf, needsConfirmation } from './response-code.ts';
import type { Disposition } from './response-code-row.ts';

/** A listed no: the gateway did nothing. The client throws it. */
export interface Rejected {
  readonly status: 'rejected';
  readonly respcd: string;
  readonly disposition: Disposition;
  readonly respmsg?: string | undefined;
  readonly raw: unknown;
}

/** The reply alone does not settle it: query, and believe the row. */
export interface Settle {
  readonly status: 'settle';
  /**
   * `ambiguous_code`: it may have happened. `already_done`: adopt what the query finds. `confirm`:
   * the code is a no, or the reply is incomplete, and counts only if the row says so. `mismatch`:
   * the reply is about something else.
   */
  readonly reason: 'ambiguous_code' | 'already_done' | 'confirm' | 'mismatch';
  readonly respcd: string;
  readonly respmsg?: string | undefined;
  readonly raw: unknown;
}

/** Circumstances of a reply. */
export interface AnswerContext {
  readonly httpStatus?: number | undefined;
  /** The reply as it came; the reading itself when absent. */
  readonly raw?: unknown;
}

/** What a reply's code says about the call, before its fields are looked at. */
export type CodeVerdict = 'success' | 'pending' | 'declined' | Rejected | Settle;

/** Reads the code of a reply, after making sure that the reply is about this request. */
export function codeVerdict(
  reply: FlatReply,
  echo: Readonly<Record<string, unknown>>,
  operation: OperationName,
  { raw = reply }: AnswerContext,
): CodeVerdict {
  const { respcd } = reply;
  const respmsg = textOf(reply);
  const settle = (reason: Settle['reason']): Settle => ({
    status: 'settle',
    reason,
    respcd,
    respmsg,
    raw,
  });
  if (!echoes(reply, echo)) return settle('mismatch');
  const disposition = dispositionOf(respcd, { operation, respmsg });
  switch (disposition) {
    case 'success':
    case 'pending':
      return disposition;
    case 'ambiguous':
      return settle('ambiguous_code');
    case 'already-done':
      return settle('already_done');
    default:
      if (needsConfirmation(respcd)) return settle('confirm');
      if (disposition === 'declined') return 'declined';
      return { status: 'rejected', respcd, disposition, respmsg, raw };
  }
}

/** Whether 0000 is about the transaction, too: an envelope may tell what became of it inside. */
export function isDone({ txstatus = 'SUCCESS' }: FlatReply): boolean {
  return txstatus === 'SUCCESS';
}

/** An incomplete reply: what it claims must be confirmed by a query. */
export function unconfirmed(reply: FlatReply, { raw = reply }: AnswerContext): Settle {
  return { status: 'settle', reason: 'confirm', respcd: reply.respcd, respmsg: textOf(reply), raw };
}

/** The two texts of a reply as one: which of them holds the telling words varies. */
export function textOf({ respmsg, resperr }: FlatReply): string | undefined {
  if (respmsg === undefined || resperr === undefined) return respmsg ?? resperr;
  return `${respmsg} / ${resperr}`;
}

/** Whether every field that the reply carries has the value that was sent. */
function echoes(reply: object, echo: Readonly<Record<string, unknown>>): boolean {
  for (const name of Object.keys(echo)) {
    const carried: unknown = Reflect.get(reply, name);
    const sent = echo[name];
    if (carried !== undefined && sent !== undefined && carried !== sent) return false;
  }
  return true;
}
