import { channel } from 'node:diagnostics_channel';
import type { ReceiptState } from './receipt.ts';

/** What a watcher is told: states, ids and times, never a key, a signature or a body. */
export type NotificationEvent =
  | (NotificationEventFacts & {
      /** A genuine notification came in. */
      readonly type: 'received';
      /** Milliseconds since the gateway's `sysdtm`; absent where it sent none. */
      readonly age?: number | undefined;
    })
  | (NotificationEventFacts & {
      /** A delivery was answered, or a worker has handled what was kept for it. */
      readonly type: 'answered' | 'worked';
      readonly state: ReceiptState;
      readonly reason?: string | undefined;
      /** HTTP; absent where nobody waited for an answer. */
      readonly status?: number | undefined;
      /** Milliseconds. */
      readonly duration: number;
    });

/** What every event carries. */
export interface NotificationEventFacts {
  /** Wall-clock milliseconds since 1970. */
  readonly at: number;
  /** The type of the notification: `payment`, `refund` …; absent while nothing was read. */
  readonly notification?: string | undefined;
  readonly key?: string | undefined;
  readonly syssn?: string | undefined;
  readonly out_trade_no?: string | undefined;
}

/**
 * The channel of `node:diagnostics_channel` that carries every {@link NotificationEvent} of the process. A subscriber
 * must not throw: Node ends the process for it, as for every uncaught exception.
 */
export const NOTIFICATION_CHANNEL = 'qf:notifications';

const notificationChannel = channel(NOTIFICATION_CHANNEL);

/** Whether anybody listens; an event that nobody hears is not made. */
export function isWatched(): boolean {
  return notificationChannel.hasSubscribers;
}

/**
 * Tells the channel. Nothing is thrown here: Node makes an uncaught exception of what a subscriber throws, which ends
 * the process unless it listens to `uncaughtException`. A delivery that dies so is not answered, and comes again.
 */
export function publish(event: NotificationEvent): void {
  notificationChannel.publish(event);
}
