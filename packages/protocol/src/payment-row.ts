import type { FailedPayment, PaidPayment, PendingPayment, UnknownPayment } from './outcome.ts';
import { payTypeOf } from './pay-type.ts';
import type { PayMode } from './pay-type-row.ts';
import { dispositionOf } from './response-code.ts';
import type { Row } from './row.ts';

/** The order a query was about. What is known of it must agree with the row. */
export interface Expected {
  /** Your number; "" when only `syssn` is known. */
  readonly out_trade_no: string;
  /** Minor units. */
  readonly txamt?: number | undefined;
  readonly txcurrcd?: string | undefined;
  readonly syssn?: string | undefined;
  readonly txdtm?: string | undefined;
  /** The shop that was asked about; rows do not name it. */
  readonly mchid?: string | undefined;
}

/** Circumstances that change what a row proves. */
export interface PaymentRowContext {
  /** The same row was read before, with a pause: only then can 1297 be a no. */
  readonly readTwice?: boolean | undefined;
  /** A reversal was sent before both readings: only then is 1297 a no of a scanned code. */
  readonly reversed?: boolean | undefined;
  /**
   * The order was made by the hosted checkout and its page may still be open: whatever became of one
   * try, the shopper can pay there with another (our decision D-40). Leave it out once the page has
   * timed out; then the rows speak as those of any other order. Of Element's form the documents do not
   * say whether it takes another try; say so of its orders, too, while the form can be seen.
   */
  readonly checkout?: boolean | undefined;
}

type Money = Pick<PaidPayment, 'syssn' | 'txamt' | 'txcurrcd' | 'paydtm'>;

/** What one payment row says by itself. */
export type RowVerdict = { readonly row: Row } & (
  | { readonly status: 'paid'; readonly refunded: 'none' | 'partial'; readonly money: Money }
  | { readonly status: 'refunded'; readonly money: Money }
  | { readonly status: 'pending'; readonly reason: PendingPayment['reason'] }
  | { readonly status: 'failed'; readonly reason: FailedPayment['reason'] }
  | { readonly status: 'unknown'; readonly reason: UnknownPayment['reason'] }
);

/** Reads one payment row of the expected number. */
export function rowVerdict(row: Row, expected: Expected, context: PaymentRowContext): RowVerdict {
  const verdict = plainVerdict(row, expected, context);
  const isOpen = context.checkout === true && verdict.status === 'failed';
  return isOpen ? { row, status: 'pending', reason: 'awaiting_payer' } : verdict;
}

/** Whether the row keeps money of this number, be it of another amount or currency than ordered. */
export function keepsMoney(row: Row, { out_trade_no, syssn }: Expected): boolean {
  return plainVerdict(row, { out_trade_no, syssn }, {}).status === 'paid';
}

function plainVerdict(row: Row, expected: Expected, context: PaymentRowContext): RowVerdict {
  if (contradicts(row, expected)) return { row, status: 'unknown', reason: 'mismatch' };
  const isOrder = row.order_type === undefined || row.order_type === 'payment';
  if (!isOrder || row.respcd === undefined) return ambiguous(row);
  const { errmsg: respmsg, respcd } = row;
  const readTwice = context.readTwice === true && (context.reversed === true || !isScanned(row));
  switch (dispositionOf(respcd, { operation: 'payment-row', respmsg, readTwice })) {
    case 'success':
      return successVerdict(row, expected);
    case 'pending':
      return {
        row,
        status: 'pending',
        reason: respcd === '1143' ? 'awaiting_payer' : 'processing',
      };
    case 'declined':
      return { row, status: 'failed', reason: FAILED_REASONS[respcd] ?? 'declined' };
    default:
      return ambiguous(row);
  }
}

function contradicts(row: Row, { txamt, txcurrcd }: Expected): boolean {
  const amountDiffers = txamt !== undefined && row.txamt !== undefined && row.txamt !== txamt;
  const currencyDiffers =
    txcurrcd !== undefined && row.txcurrcd !== undefined && row.txcurrcd !== txcurrcd;
  return amountDiffers || currencyDiffers;
}

function ambiguous(row: Row): RowVerdict {
  return { row, status: 'unknown', reason: 'ambiguous_code' };
}

/** 0000 is money only with an amount of at least 1, a number of its own, and a `cancel` that leaves it here. */
function successVerdict(row: Row, expected: Expected): RowVerdict {
  const money = moneyOf(row, expected);
  if (money === undefined) return { row, status: 'unknown', reason: 'mismatch' };
  if (!isPayment(row)) return ambiguous(row);
  switch (row.cancel) {
    case undefined:
    case '0':
      return { row, status: 'paid', refunded: 'none', money };
    case '5':
      return { row, status: 'paid', refunded: 'partial', money };
    case '3':
      return { row, status: 'refunded', money };
    case '1':
    case '2':
      return { row, status: 'failed', reason: 'reversed' };
    default:
      return ambiguous(row);
  }
}

function moneyOf(row: Row, expected: Expected): Money | undefined {
  const syssn = row.syssn ?? expected.syssn;
  if (row.txamt === undefined || row.txamt < 1 || syssn === undefined) return undefined;
  const txcurrcd = row.txcurrcd ?? expected.txcurrcd;
  return { syssn, txamt: row.txamt, txcurrcd, paydtm: row.paydtm };
}

/** A pre-authorisation that ended 0000 is frozen money, not paid before its capture. */
function isPayment(row: Row): boolean {
  const mode = modeOf(row) ?? '';
  return !NO_PAYMENT.has(mode) && !mode.startsWith('PREAUTH');
}

/** Data of a card; refunds and enquiries under names of QFPay's own. */
const NO_PAYMENT: ReadonlySet<string> = new Set<PayMode>(['CARD_DEVICE_DATA', 'INTERNAL']);

/** A row that does not name its pay type may be one. */
function isScanned(row: Row): boolean {
  const mode = modeOf(row);
  return mode === undefined || mode === 'CPM';
}

function modeOf({ pay_type = '' }: Row): PayMode | undefined {
  return payTypeOf(pay_type)?.mode;
}

const FAILED_REASONS: Readonly<Record<string, FailedPayment['reason']>> = {
  '1142': 'closed',
  '1181': 'expired',
};
