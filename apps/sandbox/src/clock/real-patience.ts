/**
 * Calls `late` after `ms` real milliseconds unless taken back.
 *
 * For patience with the network, which does not follow the virtual clock.
 */
export function realPatience(ms: number, late: () => void): () => void {
  const timer = setTimeout(late, ms);
  return () => clearTimeout(timer);
}

/** Real milliseconds that never jump, since some moment. */
export function realMoment(): number {
  return performance.now();
}
