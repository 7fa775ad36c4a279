import type { CallFault } from '../call-fault.ts';

/** What a queue in front of the gateway does: the request is safe, and nobody can see it yet (our decision U-3). */
export const lateRow: CallFault = {
  says: 'closes the connection without a byte; queries show the row `delay_ms` later only (60,000 when absent)',
  script: ({ delay_ms = 60_000 }) => ({ appears_after_ms: delay_ms }),
  spoil: ({ response }) => void response.socket?.destroy(),
};
