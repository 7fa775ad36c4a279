import { formatTimestamp } from '@qf/protocol';

/** A virtual moment in the gateway's time zone, UTC+8: `2026-01-01 10:00:00`. */
export function moment(milliseconds: number): string {
  return formatTimestamp(new Date(milliseconds));
}

/** A span as a countdown shows it: `29:59`. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
