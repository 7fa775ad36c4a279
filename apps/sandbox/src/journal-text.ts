import { LAST_MOMENT } from './clock/last-moment.ts';
import { missingIn } from './domain/event-needs.ts';
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
  const event = Object(parsed(line)) as Record<string, unknown>;
  const missing = missingIn(event);
  if (event['seq'] === number && isMoment(event['at']) && missing === undefined) {
    return event as unknown as JournalEvent;
  }
  const what = missing === undefined ? 'seq and at' : missing;
  const sentence = `journal line ${number}: expected event ${number} of this version as JSON. Look at ${what}.`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}

function isMoment(at: unknown): boolean {
  return Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) <= LAST_MOMENT;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
