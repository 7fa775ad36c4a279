/**
 * What a test asked one payment to do (scenario header, one-shot queue, fault plan or magic amount).
 *
 * Kept with the payment in the journal, so that a restart plays the same script.
 */
export interface Script {
  /** Which door it came through, for the timeline. */
  readonly source: string;
  /** The payment call itself answers this code. */
  readonly respcd?: string;
  /** Accepted; when the customer approves, the outcome is this code. */
  readonly approve_respcd?: string;
  /** Accepted; pays by itself after so many milliseconds. */
  readonly pays_after_ms?: number;
  /** A close or reversal answers this code. */
  readonly cancel_respcd?: string;
}
