import { formatTimestamp } from '@qf/protocol';

/** A moment on the clock of Hong Kong, UTC+8, where the shop is: `2026-01-01 10:00:00`. */
export function moment(milliseconds: number): string {
  return formatTimestamp(new Date(milliseconds));
}
