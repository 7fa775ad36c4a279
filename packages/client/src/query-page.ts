import { dispositionOf, type QueryReply, type QueryRequest, queryOperation } from '@qf/protocol';
import { read } from './call.ts';
import { shown } from './hide-secrets.ts';
import type { Answer } from './read-answer.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';

/** The most rows that the gateway puts on a page. */
const PAGE_SIZE = 100;

/** One page of an answer. */
export type Page = Answer<QueryReply> & {
  /** Whether the question was answered at all. */
  readonly isAnswered: boolean;
  /** Whether another page may follow. */
  readonly isFull: boolean;
};

/** Notices a gateway that does not turn the page: asked on and on, it would be asked for ever. */
export class PageTurn {
  #shown: Set<string> | undefined;

  /**
   * Whether more than half of the rows of this page were on those before it. A few may be: rows that
   * come meanwhile push others onto the next page.
   */
  isStuck({ reply: { data }, isFull }: Page): boolean {
    // The last one in any case, and as a rule the only one.
    if (!isFull) return false;
    const rows = data.map((row) => row.syssn ?? JSON.stringify(row));
    this.#shown ??= new Set();
    const shown = this.#shown;
    const repeated = rows.filter((row) => shown.has(row));
    for (const row of rows) shown.add(row);
    return 2 * repeated.length > rows.length;
  }
}

/** A question without its page. */
export type PageQuery = Omit<QueryRequest, 'page' | 'page_size'>;

/**
 * Asks for one page, from 1.
 *
 * @throws QFPayError when no answer came, or the gateway refused the question
 */
export async function queryPage(query: PageQuery, page: number, session: Session): Promise<Page> {
  const answer = await read(queryOperation, { page, page_size: PAGE_SIZE, ...query }, session);
  const { kind, reply, raw, httpStatus } = answer;
  const { data, page_size = PAGE_SIZE } = reply;
  // A gateway that grants less than was asked for says so.
  const isFull = data.length >= Math.min(PAGE_SIZE, Math.max(1, page_size));
  return { kind, reply, raw, httpStatus, isFull, isAnswered: isAnswered(answer, session) };
}

/**
 * Whether the question was answered.
 *
 * @throws RejectedError for a listed no
 */
export function isAnswered(
  { reply, raw, httpStatus }: Answer<QueryReply>,
  session: Session,
): boolean {
  const { respcd, respmsg } = reply;
  const disposition = dispositionOf(respcd, { operation: 'query', respmsg });
  switch (disposition) {
    case 'success':
      return true;
    case 'ambiguous':
    case 'pending':
    case 'already-done':
      return false;
    default: {
      const refusal = { disposition, respcd, respmsg, raw, httpStatus };
      throw rejectedError(shown(refusal, session), 'query', session);
    }
  }
}
