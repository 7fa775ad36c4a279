/** Of `pg`: a pool, or a connection of one. */
export interface Losable {
  on(event: 'error', listener: () => void): unknown;
}

const heard = new WeakSet<Losable>();

/**
 * Node ends a process for an `error` that nobody listens to. A lost connection is none: what was asked on it rejects, and
 * the pool opens another. Other listeners hear of it as before.
 */
export function survive(source: Losable): void {
  if (heard.has(source)) return;
  heard.add(source);
  source.on('error', () => {});
}
