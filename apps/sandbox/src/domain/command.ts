import type { AttemptOutcome } from './notification.ts';
import type { Rules } from './rules.ts';
import type { Script } from './script.ts';
import type { RequestDetails } from './transaction.ts';

/** A merchant's request for a payment, already authenticated and read. */
export interface CreatePayment extends RequestDetails {
  readonly type: 'create_payment';
  readonly app_code: string;
  readonly out_trade_no: string;
  readonly pay_type: string;
  readonly txamt: number;
  readonly txcurrcd: string;
  readonly txdtm: string;
  /** Minutes until an unpaid order lapses; 30 when absent. */
  readonly expired_time?: number;
  readonly script?: Script;
}

/** A merchant's request for a refund. */
export interface CreateRefund {
  readonly type: 'create_refund';
  readonly app_code: string;
  /** The payment's number. */
  readonly syssn: string;
  /** The refund's own number. */
  readonly out_trade_no: string;
  readonly txamt: number;
  readonly txdtm: string;
  readonly udid?: string;
  readonly mchid?: string;
  /** The refund stays 1143 until it is completed or failed by hand. */
  readonly pending?: boolean;
  readonly script?: Script;
}

/** A merchant's request to close or reverse an unpaid order. One of the two numbers is enough. */
export interface CancelPayment {
  readonly type: 'close' | 'reverse';
  readonly app_code: string;
  readonly syssn?: string;
  readonly out_trade_no?: string;
  readonly txamt?: number;
  /** Answer this code and change nothing. */
  readonly respcd?: string;
}

/** A merchant's request to take held money, or to give the rest of it back. */
export interface HoldCommand {
  readonly type: 'capture' | 'unfreeze';
  readonly app_code: string;
  /** The hold's number. */
  readonly syssn: string;
  readonly txamt: number;
  readonly txdtm?: string;
}

/** What the customer does in the wallet, and what the clock does. */
export type WalletCommand =
  | { readonly type: 'scan'; readonly syssn: string }
  /** `late`: also after the order was closed or has expired. */
  | { readonly type: 'approve'; readonly syssn: string; readonly late?: boolean }
  | { readonly type: 'decline'; readonly syssn: string; readonly respcd?: string }
  | { readonly type: 'expire'; readonly syssn: string };

/** What the wallet's side does with a refund that is pending. */
export type RefundCommand =
  | { readonly type: 'complete_refund'; readonly syssn: string }
  | { readonly type: 'fail_refund'; readonly syssn: string; readonly respcd?: string };

/** What the notifier reports. */
export type NotificationCommand =
  | {
      readonly type: 'start_attempt';
      readonly id: string;
      readonly due?: number;
      readonly url: string;
      readonly request_body: string;
      readonly request_headers: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'finish_attempt';
      readonly id: string;
      readonly number: number;
      readonly outcome: AttemptOutcome;
    };

/** What the operator does. */
export type SandboxCommand =
  | { readonly type: 'reset' }
  | { readonly type: 'save' }
  | { readonly type: 'restore'; readonly snapshot: string }
  | { readonly type: 'change_rules'; readonly rules: Partial<Rules> }
  | {
      readonly type: 'record_fault';
      readonly fault: string;
      readonly effect: string;
      readonly on: string;
      readonly syssn?: string;
    }
  | { readonly type: 'record_advance'; readonly from: number; readonly to: number }
  | { readonly type: 'record_pace'; readonly rate: number }
  | {
      readonly type: 'add_note';
      readonly app_code: string;
      readonly syssn: string;
      readonly note: string;
    };

/** Everything the waist understands. */
export type Command =
  | CreatePayment
  | CreateRefund
  | CancelPayment
  | HoldCommand
  | WalletCommand
  | RefundCommand
  | NotificationCommand
  | SandboxCommand;
