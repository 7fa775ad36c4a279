import type { Explanation } from '@qf/signing/explain';
import type { RepeatableCall } from '../replay/received-call.ts';

/** A gateway call as it was seen; no key, and no signature base unless the signature was wrong. */
export interface SeenRequest extends RepeatableCall {
  readonly id: string;
  /** Virtual milliseconds. */
  readonly at: number;
  readonly hints: readonly string[];
  /** What steered it away from the real flow: `header`, `next`, `fault flt_1`, `amount 91205`. */
  readonly source?: string;
  /** How the answer was spoiled. */
  readonly effect?: string;
  /** Why the signature did not fit, where one known mistake made it. */
  readonly explanation?: Explanation;
}

/** The last calls, for the developer; not part of the journal. */
export interface RequestLog {
  add(request: Omit<SeenRequest, 'id'>): SeenRequest;
  list(): readonly SeenRequest[];
  get(id: string): SeenRequest | undefined;
  /** Tells every new call. Returns the way out. */
  subscribe(listener: (request: SeenRequest) => void): () => void;
  clear(): void;
}

/** Keeps the last `capacity` calls. */
export function requestLog(capacity = 1000): RequestLog {
  let seen: SeenRequest[] = [];
  let count = 0;
  const listeners = new Set<(request: SeenRequest) => void>();
  return {
    add: (request) => {
      count += 1;
      const entry = { id: `req_${String(count).padStart(6, '0')}`, ...request };
      seen.push(entry);
      if (seen.length > capacity) seen = seen.slice(-Math.ceil(capacity / 2));
      for (const listener of listeners) listener(entry);
      return entry;
    },
    list: () => seen,
    get: (id) => seen.find((request) => request.id === id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      seen = [];
    },
  };
}
