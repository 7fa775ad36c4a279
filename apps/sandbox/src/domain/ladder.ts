import type { QueuedNotification } from './notification.ts';

/**
 * Minutes after the event at which a notification is sent, until it is acknowledged
 * (QFPay, Asynchronous Notifications: at once, then after 2, 10, 10, 60 minutes, 2, 6, 15 hours).
 */
export const LADDER_MINUTES: readonly number[] = [0, 2, 12, 22, 82, 202, 562, 1462];

const MINUTE = 60_000;

/**
 * When the next attempt is due; `undefined` when there is none any more.
 *
 * An attempt that never got an outcome (the process died) does not count and is repeated. When a rung was late (the sandbox
 * was down), the following ones keep their distance to it instead of coming all at once.
 */
export function nextAttemptDue(notification: QueuedNotification): number | undefined {
  if (notification.status !== 'waiting') return undefined;
  const climbed = notification.attempts.filter(
    ({ due, outcome }) => due !== undefined && outcome !== undefined,
  );
  const rung = LADDER_MINUTES[climbed.length];
  if (rung === undefined) return undefined;
  const planned = notification.queued_at + rung * MINUTE;
  const before = climbed.at(-1)?.due;
  const distance = rung - (LADDER_MINUTES[climbed.length - 1] ?? 0);
  return before === undefined ? planned : Math.max(planned, before + distance * MINUTE);
}
