import {
  type Payment,
  paymentOutcome,
  queryOperation,
  type Refund,
  type Row,
  readRequest,
  refundOutcome,
} from '@qf/protocol';
import { valid } from './checked-fields.ts';
import type { CallOptions } from './client-options.ts';
import type { Clock } from './clock.ts';
import { inTurn } from './in-turn.ts';
import {
  assertGiven,
  assertOne,
  currency,
  given,
  minorUnits,
  refuse,
  time,
} from './payment-ref.ts';
import type { Payments } from './payments.ts';
import { QFPayError } from './qfpay-error.ts';
import type { Refunds } from './refunds.ts';
import type { TimeRange } from './time-range.ts';
import type { Transactions } from './transactions.ts';

/** One line of your own books. */
export interface LocalEntry {
  /** `payment` unless told. */
  readonly kind?: 'payment' | 'refund' | null | undefined;
  /** Your number of the payment or of the refund. */
  readonly out_trade_no: string;
  /** Minor units. */
  readonly txamt: number;
  readonly txcurrcd?: string | null | undefined;
  /** What you believe; `created` is as good as `pending`, and `unknown` is always told. */
  readonly status: 'created' | 'pending' | 'paid' | 'refunded' | 'failed' | 'unknown';
  /** As sent, UTC+8; finds an entry that the gateway filed outside the range. */
  readonly txdtm?: string | null | undefined;
}

/** What to compare: a range, and your entries of it. */
export interface ReconcileQuery extends TimeRange {
  readonly local: Iterable<LocalEntry> | AsyncIterable<LocalEntry>;
}

/** One difference between your books and the gateway's. */
export type Discrepancy =
  /** The gateway has it, you do not. */
  | { readonly type: 'missing_locally'; readonly out_trade_no: string; readonly gateway: Truth }
  /** You have it, the gateway does not, not even outside the range. */
  | {
      readonly type: 'missing_at_gateway';
      readonly out_trade_no: string;
      readonly local: LocalEntry;
    }
  /** Another amount or currency. */
  | Difference<'amount'>
  /** Another state; also where the gateway's own state is not certain. */
  | Difference<'status'>
  /** Paid more than once: refund the duplicates. */
  | {
      readonly type: 'paid_twice';
      readonly out_trade_no: string;
      readonly gateway: Payment;
      readonly duplicates: readonly Row[];
    };

/** What the gateway's rows say. */
export type Truth = Payment | Refund;

/** One entry that both books have, and differ about. */
export interface Difference<Type extends string> {
  readonly type: Type;
  readonly out_trade_no: string;
  readonly local: LocalEntry;
  readonly gateway: Truth;
}

/** The resources that reconciling needs. */
interface Books {
  readonly payments: Payments;
  readonly refunds: Refunds;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

/**
 * Compares both books, the gateway's rows first.
 *
 * @throws InvalidRequestError for a query or an entry that is none
 */
export async function* reconcile(
  books: Books,
  query: ReconcileQuery,
  options: CallOptions | undefined,
): AsyncGenerator<Discrepancy, void> {
  const { start_time, end_time, local } = checkedQuery(query);
  const groups = await rowsByNumber(books.transactions.list({ start_time, end_time }, options));
  const known = new Set<string>();
  for await (const entry of entriesOf(local)) {
    const { out_trade_no } = entry;
    known.add(out_trade_no);
    yield* differences(entry, await truthOf(entry, groups.get(out_trade_no), books, options));
  }
  for (const [out_trade_no, rows] of groups) {
    const kind = kindOf(rows);
    if (known.has(out_trade_no) || kind === undefined) continue;
    const gateway = judged({ out_trade_no, kind }, rows);
    yield { type: 'missing_locally', out_trade_no, gateway };
    yield* paidTwice(out_trade_no, gateway);
  }
}

function checkedQuery(query: ReconcileQuery): ReconcileQuery {
  return valid('query', () => {
    const { start_time, end_time, local } = query;
    const isIterable =
      Object(local) === local && (Symbol.iterator in local || Symbol.asyncIterator in local);
    if (!isIterable) refuse('local', 'your own entries, iterable', local);
    return { start_time, end_time, local };
  });
}

/** Rows by your number; a row without one belongs to nobody's books. */
async function rowsByNumber(list: AsyncIterable<Row>): Promise<Map<string, Row[]>> {
  const groups = new Map<string, Row[]>();
  for await (const row of list) {
    const number = row.out_trade_no ?? '';
    const group = groups.get(number);
    if (group === undefined) groups.set(number, [row]);
    else group.push(row);
  }
  return groups;
}

/** An entry, checked, and as it was given. */
interface Entry extends Subject {
  readonly kind: 'payment' | 'refund';
  readonly txamt: number;
  readonly txcurrcd: string | undefined;
  readonly txdtm: string | undefined;
  readonly status: LocalEntry['status'];
  readonly local: LocalEntry;
}

/** The entries one by one; what the caller's own iterable throws is wrapped. */
async function* entriesOf(local: ReconcileQuery['local']): AsyncGenerator<Entry, void> {
  try {
    for await (const entry of local) yield valid('query', () => checkedEntry(entry));
  } catch (error) {
    throw QFPayError.from(error);
  }
}

function checkedEntry(local: LocalEntry): Entry {
  const { out_trade_no, status } = local;
  const kind = given(local.kind) ?? 'payment';
  assertGiven(out_trade_no, 'your number');
  readRequest(queryOperation, { out_trade_no });
  assertOne('out_trade_no', out_trade_no);
  if (kind !== 'payment' && kind !== 'refund') refuse('kind', 'payment or refund', kind);
  if (!STATES.has(status)) refuse('status', `one of ${[...STATES].join(', ')}`, status);
  const txamt = minorUnits(local.txamt) ?? refuse('txamt', 'minor units, a whole number', null);
  const [txcurrcd, txdtm] = [currency(local.txcurrcd), time(local.txdtm)];
  return { out_trade_no, kind, txamt, txcurrcd, txdtm, status, local };
}

const STATES: ReadonlySet<string> = new Set<LocalEntry['status']>([
  'created',
  'pending',
  'paid',
  'refunded',
  'failed',
  'unknown',
]);

type Subject = Pick<LocalEntry, 'out_trade_no' | 'kind'>;

/** A number of which only cancellations are listed is nobody's payment and nobody's refund. */
function kindOf(rows: readonly Row[]): 'payment' | 'refund' | undefined {
  const isRefund = ({ order_type, origssn }: Row) =>
    order_type === 'refund' || (order_type === undefined && origssn !== undefined);
  const others = rows.filter((row) => !isRefund(row) && row.order_type !== 'close');
  if (others.length > 0) return 'payment';
  return rows.some(isRefund) ? 'refund' : undefined;
}

/** Amounts are compared afterwards, so that they are told as amounts. */
function judged({ out_trade_no, kind }: Subject, rows: readonly Row[]): Truth {
  return kind === 'refund'
    ? refundOutcome(rows, { out_trade_no })
    : paymentOutcome(rows, { out_trade_no });
}

/**
 * What the range says of an entry, or, where it shows no money and is not what the entry says, what
 * the gateway knows of the number: it may have been paid with another try, after the range or just now.
 */
async function truthOf(
  entry: Entry,
  rows: readonly Row[] | undefined,
  books: Books,
  options: CallOptions | undefined,
): Promise<Truth> {
  if (rows === undefined) return retrieved(books, entry, options);
  const listed = judged(entry, rows);
  if (isMoney(listed) || listed.status === believed(entry)) return listed;
  const { txdtm = listed.txdtm } = entry;
  const found = await retrieved(books, { ...entry, txdtm }, options);
  return isMoney(found) ? found : listed;
}

function isMoney({ status }: Truth): boolean {
  return status === 'paid' || status === 'refunded';
}

/** What the entry says, in the gateway's words. */
function believed({ status }: Entry): string {
  return status === 'created' ? 'pending' : status;
}

async function retrieved(
  { payments, refunds, clock }: Books,
  { out_trade_no, kind, txdtm }: Entry,
  options: CallOptions | undefined,
): Promise<Truth> {
  const resource = kind === 'refund' ? refunds : payments;
  return inTurn<Truth>(clock, () => resource.retrieve({ out_trade_no, txdtm }, options));
}

function* differences(entry: Entry, gateway: Truth): Generator<Discrepancy> {
  const { out_trade_no, local } = entry;
  if (gateway.status === 'unknown' && gateway.reason === 'not_found') {
    yield { type: 'missing_at_gateway', out_trade_no, local };
    return;
  }
  if (hasOtherAmount(entry, gateway)) yield { type: 'amount', out_trade_no, local, gateway };
  // Two books that do not know agree on nothing.
  const isCertain = gateway.status !== 'unknown';
  if (!isCertain || believed(entry) !== gateway.status) {
    yield { type: 'status', out_trade_no, local, gateway };
  }
  yield* paidTwice(out_trade_no, gateway);
}

function hasOtherAmount({ txamt, txcurrcd }: Entry, gateway: Truth): boolean {
  const amount = 'txamt' in gateway ? gateway.txamt : undefined;
  const currencyThere = 'txcurrcd' in gateway ? gateway.txcurrcd : undefined;
  const isOtherCurrency =
    txcurrcd !== undefined && currencyThere !== undefined && currencyThere !== txcurrcd;
  return isOtherCurrency || (amount !== undefined && amount !== txamt);
}

function* paidTwice(out_trade_no: string, gateway: Truth): Generator<Discrepancy> {
  if (gateway.status !== 'paid' || gateway.duplicates.length === 0) return;
  const { duplicates } = gateway;
  yield { type: 'paid_twice', out_trade_no, gateway, duplicates };
}
