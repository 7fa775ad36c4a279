import { dispositionOf, type QueryReply, queryOperation, type Row } from '@qf/protocol';
import { read } from './call.ts';
import { valid } from './checked-fields.ts';
import { latestRanges, type QueryRange, rangesAround } from './query-range.ts';
import type { Answer } from './read-answer.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';

/** Which transaction to look up: your number or QFPay's. */
export interface NumberRef {
  readonly out_trade_no?: string | undefined;
  readonly syssn?: string | undefined;
  /** The order's own time. Without it this month and the last one are searched. */
  readonly txdtm?: string | undefined;
}

/** What queries by a number brought. */
export interface Found {
  readonly rows: readonly Row[];
  readonly httpStatus: number;
  /** A code that leaves open whether the question was answered. */
  readonly oddCode: string | undefined;
}

const PAGE_SIZE = 100;

/** Far more rows than one number can have. */
const MOST_PAGES = 20;

/**
 * Asks for every row of one number, in every month in which the order can be filed (D-8). Rows of
 * other numbers mean that the answer belongs to somebody else: connections are dropped and it is
 * asked once more.
 *
 * @throws QFPayError when no answer came, or the gateway refused the question
 */
export async function lookUp(ref: NumberRef, session: Session): Promise<Found> {
  const found = await lookUpOnce(ref, session);
  if (!found.rows.some((row) => isStranger(row, ref))) return found;
  session.settings.transport.dropConnections?.();
  return lookUpOnce(ref, session);
}

async function lookUpOnce(ref: NumberRef, session: Session): Promise<Found> {
  const { txdtm } = ref;
  if (txdtm !== undefined) {
    return lookUpIn(
      valid('query', () => rangesAround(txdtm)),
      ref,
      session,
    );
  }
  const [thisMonth, lastMonth] = latestRanges(session.settings.clock.now());
  const found = await lookUpIn([thisMonth], ref, session);
  const times = found.rows.flatMap(({ txdtm: sent, sysdtm }) => sysdtm ?? sent ?? []);
  const reachesBack = times.some((time) => touches(time, lastMonth));
  if (found.oddCode !== undefined || (times.length > 0 && !reachesBack)) return found;
  const earlier = await lookUpIn([lastMonth], ref, session);
  return { ...earlier, rows: [...found.rows, ...earlier.rows] };
}

function isStranger(row: Row, { out_trade_no, syssn }: NumberRef): boolean {
  if (out_trade_no === undefined) return row.syssn !== undefined && row.syssn !== syssn;
  return row.out_trade_no !== undefined && row.out_trade_no !== out_trade_no;
}

function touches(time: string, month: QueryRange): boolean {
  try {
    return rangesAround(time).some(({ start_time }) => start_time === month.start_time);
  } catch {
    return true;
  }
}

async function lookUpIn(
  ranges: readonly QueryRange[],
  { out_trade_no, syssn }: NumberRef,
  session: Session,
): Promise<Found> {
  const number = out_trade_no === undefined ? { syssn } : { out_trade_no };
  const rows: Row[] = [];
  let httpStatus = 0;
  for (const range of ranges) {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const query = { ...number, ...range, page, page_size: PAGE_SIZE };
      const answer = await read(queryOperation, query, session);
      httpStatus = answer.httpStatus;
      if (!isAnswered(answer, session)) return { rows, httpStatus, oddCode: answer.reply.respcd };
      rows.push(...answer.reply.data);
      if (answer.reply.data.length < PAGE_SIZE) break;
    }
  }
  return { rows, httpStatus, oddCode: undefined };
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
    default:
      throw rejectedError({ disposition, respcd, respmsg, raw, httpStatus }, 'query', session);
  }
}
