import type { Grant, Inbox, RunLimits, Settled } from './inbox.ts';
import type { Keep } from './receive.ts';

/** Of an endpoint that names no account, and of events that were kept before tables had accounts. */
export const DEFAULT_ACCOUNT = 'default';

/** What a worker asks for, and how it works. */
export interface TakeLimits extends Omit<RunLimits, 'busyWait'> {
  /** Whose events it takes; everybody's by default. */
  readonly account?: string | undefined;
}

/** An event that waits for a worker. */
export interface KeptEvent {
  readonly key: string;
  /** Whose event it is, as its record says. */
  readonly account: string;
  /** The body as it was verified. */
  readonly body: Uint8Array;
  /** As found when it came in. */
  readonly late: boolean;
}

/** What waits for workers. */
export interface WaitingEvents {
  readonly count: number;
  /** Milliseconds since the oldest of them came in; undefined when none waits. Alert on this one. */
  readonly oldest: number | undefined;
}

/** An inbox that can keep events until a worker handles them. */
export interface DeferringInbox<Tx> extends Inbox<Tx> {
  readonly keep: Keep;
  /**
   * Hands one due event to `work` and resolves to `done`, or to nothing when there is none that nobody else works on.
   * When `work` rejects, this rejects as well, and the event comes up again later.
   */
  take(
    work: (kept: KeptEvent, grant: Grant<Tx>) => Promise<void>,
    limits: TakeLimits,
  ): Promise<Settled | undefined>;
  waiting(): Promise<WaitingEvents>;
}

/** Whether an inbox can keep events for workers. */
export function isDeferring<Tx>(inbox: Inbox<Tx>): inbox is DeferringInbox<Tx> {
  return 'keep' in inbox && 'take' in inbox;
}
