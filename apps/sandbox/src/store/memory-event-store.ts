import type { JournalEvent } from '../domain/journal-event.ts';
import { type EventStore, StoreError } from './event-store.ts';

/** A journal that lives as long as the process; for tests. */
export function memoryEventStore(): EventStore {
  const events: JournalEvent[] = [];
  return {
    read: (after = 0) => events.slice(after).values(),
    append: (added) => {
      let last = events.length;
      for (const { seq } of added) {
        last += 1;
        if (seq === last) continue;
        throw new StoreError(
          'ERR_QF_STORE_SEQUENCE',
          `Expected event ${last} next. Received event ${seq}.`,
        );
      }
      events.push(...added);
    },
    close: () => {},
  };
}
