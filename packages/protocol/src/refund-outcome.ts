import type { OutcomeContext, Refund, UnknownReason } from './outcome.ts';
import { ownTime } from './own-time.ts';
import { dispositionOf } from './response-code.ts';
import type { Row } from './row.ts';

/** The refund a query was about. */
export interface ExpectedRefund {
  /** The refund's own number. */
  readonly out_trade_no: string;
  /** Minor units. */
  readonly txamt?: number | undefined;
  /** The payment it gives back. */
  readonly orig_syssn?: string | undefined;
  readonly txdtm?: string | undefined;
  /** The shop that was asked about; rows do not name it. */
  readonly mchid?: string | undefined;
}

/**
 * What the rows of a query by the refund's own number say. A row counts only if it is a refund of
 * this number, amount and payment: somebody else's refund is never adopted. No row is
 * `unknown/not_found`; where the payment has nothing left, the caller may read that as `nothing_left`.
 */
export function refundOutcome(
  rows: readonly Row[],
  expected: ExpectedRefund,
  context: OutcomeContext = {},
): Refund {
  const own = rows.filter((row) => row.out_trade_no === expected.out_trade_no);
  const verdicts = own.map((row) => ({ row, ...refundVerdict(row, expected) }));
  const decisive =
    verdicts.find(({ status }) => status === 'refunded') ??
    verdicts.find(({ status }) => status === 'pending') ??
    verdicts.find(({ status }) => status === 'unknown') ??
    verdicts[0];
  const { row, ...verdict } = decisive ?? nothing(rows);
  // Whoever asks on by this outcome asks for the same refund, not for that of a row which is another's.
  const its = 'reason' in verdict && verdict.reason === 'mismatch' ? undefined : row;
  return {
    ...verdict,
    out_trade_no: expected.out_trade_no,
    orig_syssn: its?.origssn ?? expected.orig_syssn,
    syssn: its?.syssn,
    txamt: its?.txamt ?? expected.txamt,
    txdtm: ownTime(its?.txdtm, expected.txdtm),
    mchid: expected.mchid,
    raw: row ?? rows,
    httpStatus: context.httpStatus,
  };
}

type RefundVerdict =
  | { readonly status: 'refunded'; readonly final: true }
  | {
      readonly status: 'pending';
      readonly final: false;
      readonly reason: 'processing';
      readonly respcd: string;
    }
  | {
      readonly status: 'failed';
      readonly final: true;
      readonly reason: 'declined';
      readonly respcd: string;
      readonly respmsg: string | undefined;
    }
  | UnknownVerdict;

interface UnknownVerdict {
  readonly status: 'unknown';
  readonly final: false;
  readonly reason: UnknownReason;
  readonly respcd?: string | undefined;
}

function nothing(rows: readonly Row[]): UnknownVerdict & { readonly row: undefined } {
  return { row: undefined, ...unknown(rows.length === 0 ? 'not_found' : 'mismatch') };
}

function unknown(reason: UnknownReason, respcd?: string): UnknownVerdict {
  return { status: 'unknown', final: false, reason, respcd };
}

function refundVerdict(row: Row, expected: ExpectedRefund): RefundVerdict {
  if (!isThisRefund(row, expected)) return unknown('mismatch', row.respcd);
  const { respcd = '', errmsg: respmsg } = row;
  switch (dispositionOf(respcd, { operation: 'refund-row', respmsg })) {
    case 'success':
      return { status: 'refunded', final: true };
    case 'pending':
      return { status: 'pending', final: false, reason: 'processing', respcd };
    case 'declined':
      return { status: 'failed', final: true, reason: 'declined', respcd, respmsg };
    default:
      return unknown('ambiguous_code', row.respcd);
  }
}

function isThisRefund(row: Row, { txamt, orig_syssn }: ExpectedRefund): boolean {
  const isRefund =
    row.order_type === 'refund' || (row.order_type === undefined && row.origssn !== undefined);
  const sameAmount = txamt === undefined || row.txamt === txamt;
  const sameOriginal = orig_syssn === undefined || row.origssn === orig_syssn;
  return isRefund && sameAmount && sameOriginal;
}
