import type { Row } from '@qf/protocol';
import { dropConnections } from './drop-connections.ts';
import { queryPage } from './query-page.ts';
import { latestRanges, type QueryRange, rangesAround } from './query-range.ts';
import type { Session } from './session.ts';

/** Which transaction to look up: your number or QFPay's. */
export interface NumberRef {
  readonly out_trade_no?: string | undefined;
  readonly syssn?: string | undefined;
  /** The order's own time. Without it this month and the last one are searched. */
  readonly txdtm?: string | undefined;
  /** Made on the hosted checkout page: filed when the shopper pays, not when the page is made. */
  readonly checkout?: boolean | undefined;
}

/** What queries by a number brought. */
export interface Found {
  readonly rows: readonly Row[];
  readonly httpStatus: number;
  /** A code that leaves open whether the question was answered. */
  readonly oddCode: string | undefined;
}

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
  dropConnections(session);
  return lookUpOnce(ref, session);
}

async function lookUpOnce(ref: NumberRef, session: Session): Promise<Found> {
  const { txdtm, checkout } = ref;
  const now = session.settings.clock.now();
  if (txdtm !== undefined) {
    const until = checkout === true ? now : undefined;
    return lookUpIn(rangesAround(txdtm, until), ref, session);
  }
  const { near, before } = latestRanges(now);
  const found = await lookUpIn(near, ref, session);
  const times = found.rows.flatMap(({ txdtm: sent, sysdtm }) => sysdtm ?? sent ?? []);
  const reachesBack = times.some((time) => touches(time, before));
  if (found.oddCode !== undefined || (times.length > 0 && !reachesBack)) return found;
  const earlier = await lookUpIn([before], ref, session);
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
  for (const { start_time, end_time } of ranges) {
    for (let page = 1; ; page += 1) {
      const answer = await queryPage({ start_time, end_time, ...number }, page, session);
      httpStatus = answer.httpStatus;
      if (!answer.isAnswered) return { rows, httpStatus, oddCode: answer.reply.respcd };
      rows.push(...answer.reply.data);
      if (!answer.isFull) break;
    }
  }
  return { rows, httpStatus, oddCode: undefined };
}
