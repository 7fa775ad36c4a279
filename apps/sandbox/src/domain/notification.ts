/** What a notification tells about. */
export type NotifyType = 'payment' | 'refund' | 'cancel' | 'unfreeze';

/** One delivery that was tried. */
export interface Attempt {
  /** 1 is the first delivery; resends count on. */
  readonly number: number;
  /** Virtual milliseconds at which the ladder wanted it; absent for a resend by hand. */
  readonly due?: number;
  /** Virtual milliseconds at which it began. */
  readonly started_at: number;
  readonly url: string;
  /** The bytes that were sent, as text. */
  readonly request_body: string;
  readonly request_headers: Readonly<Record<string, string>>;
  /** Absent while it is under way, and for ever when the process died in between. */
  readonly outcome?: AttemptOutcome;
}

/** What came back. */
export interface AttemptOutcome {
  readonly acknowledged: boolean;
  /** One sentence: why it counts, or why it does not. */
  readonly verdict: string;
  readonly duration_ms: number;
  readonly status?: number;
  /** At most 4,096 characters. */
  readonly response_body?: string;
}

/** A notification with everything that happened to it. */
export interface QueuedNotification {
  readonly id: string;
  readonly syssn: string;
  readonly out_trade_no: string;
  readonly app_code: string;
  readonly notify_type: NotifyType;
  /** `null`: neither the request nor the sandbox named an address, nothing is delivered. */
  readonly url: string | null;
  readonly body: string;
  readonly queued_at: number;
  readonly attempts: readonly Attempt[];
  /** `waiting`: the ladder goes on. `exhausted`: eight attempts, no acknowledgement. */
  readonly status: 'waiting' | 'acknowledged' | 'exhausted' | 'no_address';
}
