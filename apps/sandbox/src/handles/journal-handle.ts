import type { Engine, JournalEvent } from '../engine.ts';
import { readJournal, writeJournal } from '../journal-text.ts';
import type { Reset, Rooms } from '../rooms.ts';
import { execute } from './engine-calls.ts';

/** Everything that happened, kept and played. */
export interface JournalHandle {
  /** Remembers everything as it is; give what it returns to `restore`. */
  snapshot(): Promise<string>;
  restore(snapshot: string): Promise<void>;
  /** Everything that ever happened, in order. */
  journal(): Promise<readonly JournalEvent[]>;
  /** The same as text, one event a line. */
  export(): Promise<string>;
  /** Forgets everything and plays an exported journal. */
  import(journal: string): Promise<void>;
  /** Everything as at the start; numbers count on, so that none comes twice. */
  reset(how?: Reset): Promise<void>;
}

/** The journal of the rooms' engine. */
export function journalHandle({ engine, adopt, reset }: Rooms): JournalHandle {
  return {
    snapshot: async () => {
      await engine.execute({ type: 'save' });
      return [...engine.state().snapshots.keys()].at(-1) ?? '';
    },
    restore: async (snapshot) => {
      await execute(engine, { type: 'restore', snapshot }, snapshot);
    },
    journal: () => journalOf(engine),
    export: async () => writeJournal(await journalOf(engine)),
    import: async (journal) => adopt(readJournal(journal)),
    reset: (how) => reset(how),
  };
}

async function journalOf(engine: Engine): Promise<readonly JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of engine.read()) events.push(event);
  return events;
}
