import type { JournalEvent } from '../domain/journal-event.ts';

/**
 * Where the journal lives. Events are added at the end and never changed.
 *
 * Small on purpose: a store for a shared database has to offer these three calls.
 */
export interface EventStore {
  /** Everything behind position `after` (0: from the beginning), in order of `seq`. */
  read(after?: number): Iterable<JournalEvent> | AsyncIterable<JournalEvent>;
  /** All of them or none; resolves when they survive a crash. Refuses a `seq` that is taken. */
  append(events: readonly JournalEvent[]): void | Promise<void>;
  /** Lets go of files and locks. */
  close(): void | Promise<void>;
}

/** A store said no. */
export class StoreError extends Error {
  readonly code: 'ERR_QF_STORE_LOCKED' | 'ERR_QF_STORE_SEQUENCE' | 'ERR_QF_STORE_UNUSABLE';

  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
