import type { Row } from './row.ts';

/** What every outcome tells, whatever happened. */
export interface OutcomeFacts {
  /** Your number. */
  readonly out_trade_no: string;
  /** QFPay's number, where known. */
  readonly syssn?: string | undefined;
  /** The order's own time; tells its month to later queries. */
  readonly txdtm?: string | undefined;
  /** The shop that it was sent or asked for, if any was named: later queries must name it too. */
  readonly mchid?: string | undefined;
  /** What the gateway said: a row, a reply, or the rows that did not help. */
  readonly raw: unknown;
  readonly httpStatus?: number | undefined;
}

/** Why nothing definite can be said. Query again; never charge or refund again on the strength of it. */
export type UnknownReason =
  | 'no_answer'
  | 'unreadable_answer'
  | 'not_found'
  | 'ambiguous_code'
  | 'mismatch';

/** The truth about a payment, as far as it is known. `final` narrows. */
export type Payment =
  | PaidPayment
  | RefundedPayment
  | PendingPayment
  | FailedPayment
  | UnknownPayment;

/** The money is here, or what a partial refund left of it. */
export interface PaidPayment extends OutcomeFacts {
  readonly status: 'paid';
  readonly final: true;
  readonly syssn: string;
  /** Minor units. */
  readonly txamt: number;
  /** Undefined only where neither the gateway nor the caller named it. */
  readonly txcurrcd: string | undefined;
  /** Payment time, UTC+8. */
  readonly paydtm: string | undefined;
  readonly refunded: 'none' | 'partial';
  /** Further payments of the same number, whatever their amount and currency. Refund them. */
  readonly duplicates: readonly Row[];
}

/** Paid once, and all of it given back. */
export interface RefundedPayment extends OutcomeFacts {
  readonly status: 'refunded';
  readonly final: true;
  readonly syssn: string;
  readonly txamt: number;
  readonly txcurrcd: string | undefined;
  readonly paydtm: string | undefined;
}

/** Undecided: ask again. */
export interface PendingPayment extends OutcomeFacts {
  readonly status: 'pending';
  readonly final: false;
  readonly reason: 'awaiting_payer' | 'processing';
  readonly respcd?: string | undefined;
}

/** A definite no: nothing is kept. A new attempt takes a new number. */
export interface FailedPayment extends OutcomeFacts {
  readonly status: 'failed';
  readonly final: true;
  readonly reason: 'declined' | 'expired' | 'closed' | 'reversed' | 'never_arrived';
  readonly respcd?: string | undefined;
  readonly respmsg?: string | undefined;
}

/** It may have happened. */
export interface UnknownPayment extends OutcomeFacts {
  readonly status: 'unknown';
  readonly final: false;
  readonly reason: UnknownReason;
  readonly respcd?: string | undefined;
  readonly cause?: unknown;
}

/** The truth about a refund, as far as it is known. */
export type Refund = RefundedRefund | PendingRefund | FailedRefund | UnknownRefund;

/** What every refund tells. */
export interface RefundFacts extends OutcomeFacts {
  /** The payment it gives back. */
  readonly orig_syssn: string | undefined;
  /** Minor units, as asked or as the row says. */
  readonly txamt: number | undefined;
}

/** The money is on its way back. */
export interface RefundedRefund extends RefundFacts {
  readonly status: 'refunded';
  readonly final: true;
}

/** Accepted and undecided. One that stays so goes to a person, not to a second number. */
export interface PendingRefund extends RefundFacts {
  readonly status: 'pending';
  readonly final: false;
  readonly reason: 'processing';
  readonly respcd?: string | undefined;
}

/** This refund did not happen. */
export interface FailedRefund extends RefundFacts {
  readonly status: 'failed';
  readonly final: true;
  readonly reason: 'declined' | 'nothing_left';
  readonly respcd?: string | undefined;
  readonly respmsg?: string | undefined;
}

/** It may have happened. */
export interface UnknownRefund extends RefundFacts {
  readonly status: 'unknown';
  readonly final: false;
  readonly reason: UnknownReason;
  readonly respcd?: string | undefined;
  readonly cause?: unknown;
}

/** Circumstances of a reading. */
export interface OutcomeContext {
  readonly httpStatus?: number | undefined;
}
