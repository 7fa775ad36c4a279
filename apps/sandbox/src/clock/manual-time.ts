import { pacedTime } from './paced-time.ts';
import type { TimeSource } from './time-source.ts';

/**
 * Time that stands still until it is moved.
 *
 * Nothing is ever due by itself: even a job for this very moment waits for an advance.
 * That makes a test's order of events its own, to the byte.
 */
export function manualTime(start: number): TimeSource {
  return pacedTime(0, start);
}
