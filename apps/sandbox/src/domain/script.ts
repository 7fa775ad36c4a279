/**
 * What a test asked one payment or refund to do (scenario header, one-shot queue, fault plan or magic amount).
 *
 * Kept with the row in the journal, so that a restart plays the same script.
 */
export interface Script {
  /** Which door it came through, for the timeline. */
  readonly source: string;
  /** The call itself answers this code. */
  readonly respcd?: string;
  /** Accepted; when the customer approves, the outcome is this code. */
  readonly approve_respcd?: string;
  /** Accepted; pays (a refund: completes) by itself after so many milliseconds. */
  readonly pays_after_ms?: number;
  /** Queries show its row so many milliseconds later only. */
  readonly appears_after_ms?: number;
  /** A close or reversal answers this code. */
  readonly cancel_respcd?: string;
  /** Its notifications misbehave. */
  readonly notify?: NotifyScript;
}

/** How the notifications of one payment misbehave. */
export interface NotifyScript {
  /** Never sent: only a query tells. */
  readonly never?: true;
  /** Every delivery is made so many times, one after the other. */
  readonly copies?: number;
  /** Every delivery is made so many times at once. */
  readonly at_once?: number;
  /** Paid and delivered before the payment call is answered, which then takes so many milliseconds more. */
  readonly before_answer_ms?: number;
  /** The first delivery is preceded by a copy with a wrong signature, or with another amount. */
  readonly forged_first?: 'signature' | 'amount';
  /** Held back until a refund of the order was notified. */
  readonly after_refund?: true;
}
