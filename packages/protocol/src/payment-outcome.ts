import type { FailedPayment, OutcomeContext, Payment } from './outcome.ts';
import { ownTime } from './own-time.ts';
import {
  type Expected,
  keepsMoney,
  type PaymentRowContext,
  type RowVerdict,
  rowVerdict,
} from './payment-row.ts';
import type { Row } from './row.ts';

/** Circumstances of a query. */
export interface PaymentContext extends OutcomeContext, PaymentRowContext {}

/**
 * What the rows of a query say about one payment.
 *
 * Any paid row means paid, further ones are duplicates, also of another amount or currency; else any pending row means pending; else a
 * row that leaves open whether it was paid means unknown; else one that was paid and given back
 * means refunded; else the newest row speaks. No row at all is `unknown/not_found`, rows of other
 * orders are `unknown/mismatch`.
 *
 * @example
 * const payment = paymentOutcome(reply.data, { out_trade_no, txamt: 1234, txcurrcd: 'HKD' });
 * if (payment.status === 'paid') deliver(payment.syssn);
 */
export function paymentOutcome(
  rows: readonly Row[],
  expected: Expected,
  context: PaymentContext = {},
): Payment {
  const own = latestReadings(rows.filter((row) => isOwn(row, expected)));
  const verdicts = own.map((row) => rowVerdict(row, expected, context));
  const decisive = decide(verdicts, expected);
  if (decisive !== undefined) return toPayment(decisive, verdicts, expected, context);
  const reason = rows.length === 0 ? 'not_found' : 'mismatch';
  return {
    status: 'unknown',
    final: false,
    reason,
    ...facts(undefined, expected, context),
    raw: rows,
  };
}

/** A row that two pages show is one row; the page read last is the newer one. */
function latestReadings(rows: readonly Row[]): readonly Row[] {
  if (rows.length < 2) return rows;
  const numbered = new Map(rows.map((row, index) => [row.syssn ?? `row ${index}`, row]));
  return [...numbered.values()];
}

/** Payments of this very number; refunds and closes share a list with them but never decide. */
function isOwn(row: Row, expected: Expected): boolean {
  if (row.order_type === 'refund' || row.order_type === 'close') return false;
  if (row.order_type === undefined && row.origssn !== undefined) return false;
  if (expected.out_trade_no === '' || row.out_trade_no === undefined) {
    return expected.syssn !== undefined && row.syssn === expected.syssn;
  }
  return row.out_trade_no === expected.out_trade_no;
}

function decide(verdicts: readonly RowVerdict[], expected: Expected): RowVerdict | undefined {
  if (verdicts.length < 2) return verdicts[0];
  const paid = verdicts.filter(({ status }) => status === 'paid');
  const known = paid.find(({ row }) => row.syssn === expected.syssn);
  return (
    known ??
    newestFirst(paid).at(-1) ??
    newestFirst(verdicts.filter(({ status }) => status === 'pending'))[0] ??
    newestFirst(verdicts.filter(({ status }) => status === 'unknown'))[0] ??
    newestFirst(verdicts.filter(({ status }) => status === 'refunded'))[0] ??
    newestFirst(verdicts)[0]
  );
}

function newestFirst(verdicts: readonly RowVerdict[]): RowVerdict[] {
  return verdicts.toSorted((a, b) =>
    timeOf(b.row) > timeOf(a.row) ? 1 : timeOf(b.row) < timeOf(a.row) ? -1 : 0,
  );
}

function timeOf(row: Row): string {
  return row.sysdtm ?? row.txdtm ?? '';
}

function facts(row: Row | undefined, expected: Expected, { httpStatus }: PaymentContext) {
  return {
    out_trade_no: row?.out_trade_no ?? expected.out_trade_no,
    syssn: row?.syssn ?? expected.syssn,
    txdtm: ownTime(row?.txdtm, expected.txdtm),
    mchid: expected.mchid,
    httpStatus,
  };
}

function toPayment(
  verdict: RowVerdict,
  verdicts: readonly RowVerdict[],
  expected: Expected,
  context: PaymentContext,
): Payment {
  const { row } = verdict;
  // A spread is cheap where it comes last in its literal, and dear where names follow it.
  const common = { raw: row, ...facts(row, expected, context) };
  const { respcd } = row;
  switch (verdict.status) {
    case 'paid': {
      const { refunded, money } = verdict;
      const others = verdicts.map((other) => other.row).filter((other) => other !== row);
      const duplicates = others.filter((other) => keepsMoney(other, expected));
      return { status: 'paid', final: true, refunded, duplicates, ...common, ...money };
    }
    case 'refunded':
      return { status: 'refunded', final: true, ...common, ...verdict.money };
    case 'pending':
      return { status: 'pending', final: false, reason: verdict.reason, respcd, ...common };
    case 'failed':
      return { ...failed(verdict.reason, row), ...common };
    case 'unknown':
      return { status: 'unknown', final: false, reason: verdict.reason, respcd, ...common };
  }
}

function failed(reason: FailedPayment['reason'], row: Row) {
  return {
    status: 'failed',
    final: true,
    reason,
    respcd: row.respcd,
    respmsg: row.errmsg,
  } as const;
}
