import type { NotificationFault } from '../notification-fault.ts';

/** Held up: the ladder stands still for a while. */
export const notifyLate: NotificationFault = {
  says: 'the attempt comes `delay_ms` later (one hour when absent)',
  plan: ({ delay_ms }) => ({ waves: [], hold_ms: delay_ms ?? 3_600_000 }),
};
