import type { JournalEvent } from './engine.ts';
import { SandboxError } from './sandbox-error.ts';

/** A journal as text: one event a line, JSON. The same events always give the same bytes. */
export function writeJournal(events: readonly JournalEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** Reads an exported journal. Throws `ERR_QF_SANDBOX_OPTION` with the line that is no event, or out of order. */
export function readJournal(text: string): JournalEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => eventOf(line, index + 1));
}

function eventOf(line: string, number: number): JournalEvent {
  const event = parsed(line);
  const { seq, at, type } = Object(event) as Record<string, unknown>;
  if (seq === number && Number.isSafeInteger(at) && typeof type === 'string') {
    return event as JournalEvent;
  }
  const sentence = `journal line ${number}: expected event ${number} as JSON with seq, at and type.`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
