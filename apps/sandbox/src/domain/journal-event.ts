import type { AttemptOutcome, NotifyType } from './notification.ts';
import type { Rules } from './rules.ts';
import type { Script } from './script.ts';
import type { RequestDetails } from './transaction.ts';

/** A fact about a payment; the journal's word for what happened. */
export type PaymentFact =
  | (RequestDetails & {
      readonly type: 'payment.created';
      readonly syssn: string;
      readonly token: string;
      readonly app_code: string;
      readonly out_trade_no: string;
      readonly pay_type: string;
      readonly txamt: number;
      readonly txcurrcd: string;
      readonly txdtm: string;
      readonly expires_at: number;
      readonly script?: Script;
    })
  | { readonly type: 'payment.scanned'; readonly syssn: string }
  | {
      readonly type: 'payment.paid';
      readonly syssn: string;
      readonly chnlsn: string;
      readonly cardcd: string;
    }
  /** The money is held, not paid. */
  | {
      readonly type: 'payment.frozen';
      readonly syssn: string;
      readonly chnlsn: string;
      readonly cardcd: string;
    }
  /** Held money was taken: a payment of its own. */
  | {
      readonly type: 'payment.captured';
      readonly syssn: string;
      readonly origssn: string;
      readonly txamt: number;
      readonly txdtm: string;
    }
  | {
      readonly type: 'payment.unfrozen';
      readonly syssn: string;
      readonly txamt: number;
      /** The number of the release itself. */
      readonly cancel_syssn: string;
    }
  | { readonly type: 'payment.failed'; readonly syssn: string; readonly respcd: string }
  | { readonly type: 'payment.expired'; readonly syssn: string }
  | {
      /** `voided`: a paid card payment was given back by a reversal. */
      readonly type: 'payment.closed' | 'payment.reversed' | 'payment.voided';
      readonly syssn: string;
      /** The number of the close or reversal itself. */
      readonly cancel_syssn: string;
    };

/** A fact about a refund. */
export type RefundFact =
  | {
      readonly type: 'refund.created';
      readonly syssn: string;
      readonly origssn: string;
      readonly out_trade_no: string;
      readonly txamt: number;
      readonly txdtm: string;
      readonly udid?: string;
      readonly mchid?: string;
      readonly script?: Script;
    }
  | { readonly type: 'refund.done'; readonly syssn: string; readonly origssn: string }
  | {
      readonly type: 'refund.failed';
      readonly syssn: string;
      readonly origssn: string;
      readonly respcd: string;
    };

/** A fact about a notification. An `attempt_started` without `attempted` was cut off: not acknowledged. */
export type NotificationFact =
  | {
      readonly type: 'notification.queued';
      readonly id: string;
      readonly syssn: string;
      readonly notify_type: NotifyType;
      readonly url: string | null;
      readonly body: string;
    }
  | {
      readonly type: 'notification.attempt_started';
      readonly id: string;
      readonly syssn: string;
      readonly number: number;
      readonly due?: number;
      readonly url: string;
      readonly request_body: string;
      readonly request_headers: Readonly<Record<string, string>>;
    }
  | ({
      readonly type: 'notification.attempted';
      readonly id: string;
      readonly syssn: string;
      readonly number: number;
    } & AttemptOutcome);

/** A fact about the sandbox itself. */
export type SandboxFact =
  | { readonly type: 'sandbox.opened'; readonly seed: number }
  | { readonly type: 'sandbox.reset' }
  | { readonly type: 'sandbox.saved' | 'sandbox.restored'; readonly snapshot: string }
  | { readonly type: 'rules.changed'; readonly rules: Partial<Rules> }
  | {
      readonly type: 'fault.fired';
      /** Id of the rule, or the door it came through. */
      readonly fault: string;
      readonly effect: string;
      /** The operation, or `notification`. */
      readonly on: string;
      readonly syssn?: string;
    }
  | { readonly type: 'clock.advanced'; readonly from: number; readonly to: number }
  | {
      readonly type: 'clock.changed';
      /** Virtual milliseconds in a real one from now on; 0 stands still. */
      readonly rate: number;
    }
  | {
      readonly type: 'note.added';
      readonly syssn: string;
      readonly note: string;
    };

/** What happened, before it has a place in the journal. */
export type Fact = PaymentFact | RefundFact | NotificationFact | SandboxFact;

/** A fact in its place: `seq` counts from 1 without gaps, `at` is virtual milliseconds. */
export type JournalEvent = Fact & { readonly seq: number; readonly at: number };
