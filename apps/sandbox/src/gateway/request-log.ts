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

/** How much is kept. */
export interface RequestLogBounds {
  /** Calls. */
  readonly calls?: number;
  /** Characters of all calls together, as JSON. */
  readonly characters?: number;
}

/** Keeps the last calls, within both bounds; the last one whatever its size. */
export function requestLog({
  calls = 1000,
  characters = 8_388_608,
}: RequestLogBounds = {}): RequestLog {
  const seen: SeenRequest[] = [];
  const sizes = new WeakMap<SeenRequest, number>();
  let size = 0;
  let count = 0;
  const listeners = new Set<(request: SeenRequest) => void>();
  const sizeOf = (entry: SeenRequest) => sizes.get(entry) ?? 0;
  /** Down to half of what may be kept, so that not every call has to forget one. */
  const forget = () => {
    while (seen.length > 1 && (seen.length > calls / 2 || size > characters / 2)) {
      const [oldest] = seen.splice(0, 1);
      size -= oldest === undefined ? 0 : sizeOf(oldest);
    }
  };
  return {
    add: (request) => {
      count += 1;
      const entry = { id: `req_${String(count).padStart(6, '0')}`, ...request };
      sizes.set(entry, JSON.stringify(entry).length);
      size += sizeOf(entry);
      seen.push(entry);
      if (seen.length > calls || size > characters) forget();
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
      seen.length = 0;
      size = 0;
    },
  };
}
