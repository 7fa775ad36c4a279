import type * as z from 'zod';
import { noteOf } from './noted.ts';
import type { RequestShape } from './request-shape.ts';

/** What a careful sender avoids, and a server reads nevertheless: it was signed as it is (our decision D-41). */
const RULES_FOR_SENDERS: ReadonlySet<unknown> = new Set(['unsafe_character', 'ampersand']);

/** What one deployed checkout sends in `txdtm`. */
const ZERO_DATE = '0000-00-00 00:00:00';

/** Names of fields of which every complaint is one that a server does not make. */
export function excusedFields(error: z.core.$ZodError, input: Fields): string[] {
  const blamed = new Map<string, boolean>();
  for (const issue of error.issues) {
    const name = String(issue.path[0]);
    blamed.set(name, blamed.get(name) !== false && isExcused(issue, name, input[name]));
  }
  return [...blamed].filter(([, isForgiven]) => isForgiven).map(([name]) => name);
}

/** The request with a right value in the place of every field that is not to be judged. */
export function withStandIns(input: Fields, names: readonly string[], shape: RequestShape): Fields {
  return { ...input, ...Object.fromEntries(names.map((name) => [name, standIn(shape[name])])) };
}

/** The judged request with its stand-ins taken out and what was sent put back. */
export function withoutStandIns(judged: object, input: Fields, names: readonly string[]): Fields {
  const kept = Object.entries(judged).filter(
    ([name]) => !names.includes(name) || Object.hasOwn(input, name),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, names.includes(name) ? input[name] : value]),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isExcused(issue: z.core.$ZodIssue, name: string, sent: unknown): boolean {
  if (issue.code !== 'custom' || issue.path.length > 1) return false;
  const rule: unknown = issue.params?.['rule'];
  if (RULES_FOR_SENDERS.has(rule)) return true;
  return rule === 'timestamp' && name === 'txdtm' && sent === ZERO_DATE;
}

function standIn(schema: z.core.$ZodType | undefined): string | undefined {
  return noteOf(schema)?.example;
}
