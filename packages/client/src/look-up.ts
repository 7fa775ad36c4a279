import type { Row, UnknownReason } from '@qf/protocol';
import { dropConnections } from './drop-connections.ts';
import { type Page, PageTurn, queryPage } from './query-page.ts';
import { latestRanges, type QueryRange, rangesAround } from './query-range.ts';
import type { Session } from './session.ts';

/** Which transaction to look up: your number or QFPay's. */
export interface NumberRef {
  readonly out_trade_no?: string | undefined;
  readonly syssn?: string | undefined;
  /** The shop, if another one than the client's. */
  readonly mchid?: string | undefined;
  /** The order's own time. Without it this month and the last one are searched. */
  readonly txdtm?: string | undefined;
  /** Made on the hosted checkout page: filed when the shopper pays, not when the page is made. */
  readonly checkout?: boolean | undefined;
  /**
   * Whatever the order's own time says, it may be in another month: all of them up to this one are
   * searched as well, and the last one.
   */
  readonly everywhere?: boolean | undefined;
}

/** What queries by a number brought. */
export interface Found {
  readonly rows: readonly Row[];
  readonly httpStatus: number;
  /** Why there may be rows that were not shown, if so. */
  readonly gap: Gap | undefined;
}

/** What came instead of the rest of an answer. */
export interface Gap {
  readonly reason: Extract<UnknownReason, 'ambiguous_code' | 'unreadable_answer'>;
  readonly respcd: string;
}

/** Whether rows are decisive, whatever other months may hold: they show the money. */
export type IsDecided = (rows: readonly Row[]) => boolean;

/**
 * Asks for every row of one number, in every month in which the order can be filed (D-8). The gateway
 * files it when it comes, which may be later than its own time says: months that hold nothing of it
 * prove nothing, and this one and the last are asked too. Where it may be anywhere, a month is spared
 * only by money: a number that failed in this month may be paid in the last.
 * Rows of other numbers mean that the answer belongs to somebody else: connections are dropped and it
 * is asked once more.
 *
 * @throws QFPayError when no answer came, or the gateway refused the question
 */
export async function lookUp(
  ref: NumberRef,
  isDecided: IsDecided,
  session: Session,
): Promise<Found> {
  const found = await lookUpOnce(ref, isDecided, session);
  if (!found.rows.some((row) => isStranger(row, ref))) return found;
  dropConnections(session);
  return lookUpOnce(ref, isDecided, session);
}

async function lookUpOnce(ref: NumberRef, isDecided: IsDecided, session: Session): Promise<Found> {
  const mayBeAnywhere = ref.txdtm === undefined || ref.everywhere === true;
  const asked = new Set<string>();
  let found: Found = { rows: [], httpStatus: 0, gap: undefined };
  for (const months of searchOrder(ref, session.settings.clock.now())) {
    const ranges = unasked(months, asked);
    if (ranges.length === 0) continue;
    const more = await lookUpIn(ranges, ref, session);
    found = { ...more, rows: [...found.rows, ...more.rows] };
    if (found.gap !== undefined) break;
    if (found.rows.length > 0 && (!mayBeAnywhere || isDecided(found.rows))) break;
  }
  return found;
}

/** Those of the months that were not asked about, which they now are. */
function unasked(months: QueryRange[], asked: Set<string>): QueryRange[] {
  const left =
    asked.size === 0 ? months : months.filter(({ start_time }) => !asked.has(start_time));
  for (const { start_time } of left) asked.add(start_time);
  return left;
}

/** The months to search, those first that come together; later ones are made only when it comes to them. */
function* searchOrder(
  { txdtm, checkout, everywhere }: NumberRef,
  now: number,
): Generator<QueryRange[], void> {
  if (txdtm === undefined) {
    const { near, before } = latestRanges(now);
    yield near;
    yield [before];
    return;
  }
  yield rangesAround(txdtm, checkout === true ? now : undefined);
  const { near, before } = latestRanges(now);
  yield near;
  if (everywhere === true || txdtm < before.start_time) yield [before];
  if (everywhere === true) yield rangesAround(txdtm, now);
}

function isStranger(row: Row, { out_trade_no, syssn }: NumberRef): boolean {
  if (out_trade_no === undefined) return row.syssn !== undefined && row.syssn !== syssn;
  return row.out_trade_no !== undefined && row.out_trade_no !== out_trade_no;
}

async function lookUpIn(
  ranges: readonly QueryRange[],
  ref: NumberRef,
  session: Session,
): Promise<Found> {
  const number = numberOf(ref);
  const rows: Row[] = [];
  let httpStatus = 0;
  for (const { start_time, end_time } of ranges) {
    const turn = new PageTurn();
    for (let page = 1; ; page += 1) {
      const answer = await queryPage({ start_time, end_time, ...number }, page, session);
      httpStatus = answer.httpStatus;
      const gap = gapIn(answer, turn);
      if (gap !== undefined) return { rows, httpStatus, gap };
      // One by one: spread into the call, a very long answer would overflow the stack.
      for (const row of answer.reply.data) rows.push(row);
      if (!answer.isFull) break;
    }
  }
  return { rows, httpStatus, gap: undefined };
}

function numberOf({
  out_trade_no,
  syssn,
  mchid,
}: NumberRef): Pick<NumberRef, 'out_trade_no' | 'syssn' | 'mchid'> {
  const number = out_trade_no === undefined ? { syssn } : { out_trade_no };
  return mchid === undefined ? number : { ...number, mchid };
}

function gapIn(page: Page, turn: PageTurn): Gap | undefined {
  const { respcd } = page.reply;
  if (!page.isAnswered) return { reason: 'ambiguous_code', respcd };
  return turn.isStuck(page) ? { reason: 'unreadable_answer', respcd } : undefined;
}
