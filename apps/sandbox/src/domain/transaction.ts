import type { Script } from './script.ts';

/** Where a payment stands. `transitions.ts` says which calls move it. */
export type PaymentState =
  | 'created'
  | 'paying'
  /** Held on a card; not paid until captured. */
  | 'frozen'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'closed'
  | 'reversed'
  | 'expired'
  | 'failed';

/** Where a refund stands; a refund is a transaction of its own, with its own `syssn`. */
export type RefundState = 'pending' | 'done' | 'failed';

/** What a request may carry beyond the mandatory fields, kept under the gateway's names. */
export interface RequestDetails {
  readonly goods_name?: string;
  readonly return_url?: string;
  readonly notify_url?: string;
  readonly udid?: string;
  readonly mchid?: string;
  readonly pay_tag?: string;
  /** A hold: the customer's approval freezes the money instead of moving it. */
  readonly preauth?: true;
  /** Made on the hosted checkout page, where one number can collect several payments. */
  readonly checkout?: true;
  /** Where the shopper goes from the hosted checkout after a failure. */
  readonly failed_url?: string;
  /** What the merchant scanned. */
  readonly auth_code?: string;
}

/** What payments and refunds share. Amounts are minor units, `*_at` are virtual milliseconds. */
interface TransactionBase extends RequestDetails {
  readonly syssn: string;
  readonly app_code: string;
  readonly out_trade_no: string;
  readonly pay_type: string;
  readonly txamt: number;
  readonly txcurrcd: string;
  /** The merchant's clock, echoed. */
  readonly txdtm: string;
  /** The gateway's clock, UTC+8, when the row came to be. */
  readonly sysdtm: string;
  /** UTC+8, when the money moved. */
  readonly paydtm?: string;
  readonly created_at: number;
  /** What a query row answers now. */
  readonly respcd: string;
  /** `cancel` of a query row (QFPay, Asynchronous Notifications). */
  readonly cancel: string;
  /** The wallet's number, once paid. */
  readonly chnlsn?: string;
  /** The payer, masked, once paid. */
  readonly cardcd?: string;
  readonly note?: string;
}

/** A payment as the journal tells it. */
export interface Payment extends TransactionBase {
  readonly kind: 'payment';
  readonly state: PaymentState;
  /** Path part of the checkout and wallet pages; unguessable from the number. */
  readonly token: string;
  readonly expires_at: number;
  /** Minor units refunded or being refunded. */
  readonly refunded: number;
  /** Of a capture: the hold it was taken from. */
  readonly origssn?: string;
  /** Of a hold: minor units captured so far, and whether the rest was given back. */
  readonly captured?: number;
  readonly released?: true;
  /** What a test asked this payment to do. */
  readonly script?: Script;
}

/** A refund as the journal tells it. */
export interface Refund extends TransactionBase {
  readonly kind: 'refund';
  readonly state: RefundState;
  readonly token: '';
  readonly expires_at: number;
  readonly refunded: 0;
  /** The payment it gives money back for. */
  readonly origssn: string;
  readonly script?: Script;
}

/** One row of the gateway's book. */
export type Transaction = Payment | Refund;

/** Whether the customer could still pay it. */
export function isUnpaid({ kind, state }: Transaction): boolean {
  return kind === 'payment' && (state === 'created' || state === 'paying');
}
