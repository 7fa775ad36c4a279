import { Buffer } from 'node:buffer';
import { joined } from '../signable-pairs.ts';
import type { Mistake, Sample } from './mistake.ts';

/** Any of them may be the one that was forgotten, so the work grows with the square of their number. */
const MOST_PARAMETERS = 200;

/** A body may be a page of rows, and is looked at in fewer ways. */
const MOST_BYTES = { fields: 16_384, body: 65_536 } as const;

/**
 * Says that no mistake is looked for, when the search would keep a server from its work.
 *
 * Whoever sends requests chooses their size, and is not known before the signature fits.
 */
export function tooLarge({ kind, pairs, text }: Sample): Mistake | undefined {
  const bytes = Buffer.byteLength(kind === 'body' ? text : joined(pairs));
  if (pairs.length <= MOST_PARAMETERS && bytes <= MOST_BYTES[kind]) return undefined;
  return {
    cause: 'too-large',
    sentence: 'No mistake was looked for in so much.',
    fix: 'Try at most 200 parameters of 16384 bytes, or a body of 65536.',
    content: text,
  };
}
