import type { Session } from './session.ts';

/**
 * Leaves connections on which an answer may belong to somebody else. A transport of the caller that throws here must
 * not hide what may have been done.
 */
export function dropConnections({ settings }: Session): void {
  try {
    settings.transport.dropConnections?.();
  } catch {
    // The transport's own business.
  }
}
