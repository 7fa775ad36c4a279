/** A gateway call as it was seen; no key, no signature base. */
export interface SeenRequest {
  readonly id: string;
  /** Virtual milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly app_code: string;
  /** The values that were signed; empty when the signature did not fit. */
  readonly fields: Readonly<Record<string, string>>;
  /** What was answered; absent when the answer was spoiled on purpose. */
  readonly respcd: string;
  readonly hints: readonly string[];
}

/** The last calls, for the developer; not part of the journal. */
export interface RequestLog {
  add(request: Omit<SeenRequest, 'id'>): SeenRequest;
  list(): readonly SeenRequest[];
  clear(): void;
}

/** Keeps the last `capacity` calls. */
export function requestLog(capacity = 1000): RequestLog {
  let seen: SeenRequest[] = [];
  let count = 0;
  return {
    add: (request) => {
      count += 1;
      const entry = { id: `req_${String(count).padStart(6, '0')}`, ...request };
      seen.push(entry);
      if (seen.length > capacity) seen = seen.slice(-Math.ceil(capacity / 2));
      return entry;
    },
    list: () => seen,
    clear: () => {
      seen = [];
    },
  };
}
