import { formatTimestamp, parseTimestamp, type QueryRequest, queryOperation } from '@qf/protocol';
import type { State, Transaction } from '../engine.ts';
import { type Answer, type Call, readCall } from './call.ts';
import { rowOf } from './row.ts';
import { verdict } from './signed-reply.ts';
import { isOwn } from './store-policy.ts';

/** Page size when the request names none. */
const DEFAULT_PAGE_SIZE = 10;

/** `POST /trade/v1/query`: rows newest first, filters AND-ed, comma lists OR-ed (U-15). */
export async function query(call: Call): Promise<Answer> {
  const reading = readCall(queryOperation, call);
  if (!reading.ok)
    return { reply: { ...verdict(reading.respcd, reading.respmsg), data: [] }, hints: [] };
  const scripted = call.script?.respcd ?? '0000';
  if (scripted !== '0000') {
    return {
      reply: { ...verdict(scripted, 'as the scenario says'), data: [] },
      hints: reading.hints,
    };
  }
  const { request, hints } = reading;
  const { page = 1, page_size = DEFAULT_PAGE_SIZE } = request;
  const range = rangeOf(request, call);
  const now = call.engine.clock.now();
  const asked = candidates(call.engine.state(), request, call.merchant.app_code)
    .filter((row) => isOwn(row, call))
    .filter((row) => isAsked(row, request) && hasAppeared(row, now));
  const rows = asked.filter((row) => isWithin(row, range));
  const shown = rows
    .sort(newestFirst)
    .slice((page - 1) * page_size, page * page_size)
    .map(rowOf);
  const reply = { page, page_size, ...verdict('0000'), data: shown };
  const isNamed = request.syssn !== undefined || request.out_trade_no !== undefined;
  const [missed] = isNamed && rows.length === 0 && isFar(range, now) ? asked : [];
  return { reply, hints: [...hints, ...(missed === undefined ? [] : [elsewhere(missed, range)])] };
}

const DAY = 86_400_000;

/** Neither this month nor the one before, which clients ask about to be sure. */
function isFar({ from }: Range, now: number): boolean {
  if (from === '') return false;
  const age = now - parseTimestamp(from).getTime();
  return age < 0 || age > 62 * DAY;
}

/** What a program meets whose clock is in another month than this sandbox. */
function elsewhere({ out_trade_no, sysdtm }: Transaction, { from, to }: Range): string {
  return `${out_trade_no} was filed at ${sysdtm}, outside of ${from} to ${to}; is the program's clock in another month?`;
}

/** A number leads straight to its rows; only a query without one walks the whole book. */
function candidates(state: State, request: QueryRequest, app_code: string): Transaction[] {
  const { syssn, out_trade_no } = request;
  if (syssn !== undefined) return listOf(syssn).flatMap((one) => state.findBySyssn(one) ?? []);
  if (out_trade_no !== undefined) {
    return listOf(out_trade_no).flatMap((one) => state.allByNumber(one, app_code));
  }
  return [...state.transactions.values()];
}

function isAsked(row: Transaction, { out_trade_no, pay_type, respcd }: QueryRequest): boolean {
  return (
    isListed(row.out_trade_no, out_trade_no) &&
    isListed(row.pay_type, pay_type) &&
    isListed(row.respcd, respcd)
  );
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** `YYYY-MM-DD HH:mm:ss` sorts as text. One given end makes the rest of its month the range. */
function rangeOf({ start_time, end_time }: QueryRequest, { engine }: Call): Range {
  const given = start_time ?? end_time;
  if (given === undefined && !engine.state().rules.month_rule) return { from: '', to: '9' };
  const month = (given ?? formatTimestamp(new Date(engine.clock.now()))).slice(0, 7);
  return { from: start_time ?? `${month}-01 00:00:00`, to: end_time ?? `${month}-31 23:59:59` };
}

function isWithin({ sysdtm }: Transaction, { from, to }: Range): boolean {
  return sysdtm >= from && sysdtm <= to;
}

/** A test may have asked for a row that is late (our decision U-3). */
function hasAppeared({ created_at, script }: Transaction, now: number): boolean {
  return created_at + (script?.appears_after_ms ?? 0) <= now;
}

function newestFirst(a: Transaction, b: Transaction): number {
  return b.created_at - a.created_at || (a.syssn < b.syssn ? 1 : -1);
}

function isListed(value: string, list: string | undefined): boolean {
  return list === undefined || listOf(list).includes(value);
}

function listOf(text: string): string[] {
  return [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== '');
}
