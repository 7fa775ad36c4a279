import { formPairs, percentPairs } from '../read-pairs.ts';
import { joined, type Pair } from '../signable-pairs.ts';
import type { Mistake, Sample } from './mistake.ts';
import {
  encoded,
  PERCENT_ENCODERS,
  type PercentEncoder,
  PLUS_ENCODERS,
} from './percent-encoder.ts';
import { signedPairs } from './signed-pairs.ts';

const fix = 'Sign the values as they are; encode them afterwards, once, when the body is written.';

/** Values that were escaped before signing, or escaped twice when sent. */
export function* encodingMistakes({ pairs, text }: Sample): Iterable<Mistake> {
  const right = signedPairs(pairs);
  for (const content of encodedTexts(right, PERCENT_ENCODERS)) {
    const sentence = 'The values were percent-encoded before they were signed (a space as %20).';
    yield { cause: 'values-percent-encoded', sentence, fix, content };
  }
  for (const content of encodedTexts(right, PLUS_ENCODERS)) {
    const sentence = 'The values were form-encoded before they were signed (a space as +).';
    yield { cause: 'values-plus-encoded', sentence, fix, content };
  }
  for (const encoder of [...PERCENT_ENCODERS, ...PLUS_ENCODERS]) {
    const twice = (value: string): string => encoded(encoded(value, encoder), encoder);
    const sentence = 'The values were encoded twice before they were signed.';
    yield { cause: 'values-double-encoded', sentence, fix, content: mapped(right, twice) };
  }
  for (const encoder of [...PERCENT_ENCODERS, ...PLUS_ENCODERS]) {
    const sentence = 'The whole joined text was encoded before it was signed.';
    yield { cause: 'text-encoded', sentence, fix, content: encoded(text, encoder) };
  }
  for (const decoded of [joined(percentPairs(right)), joined(formPairs(right))]) {
    yield {
      cause: 'sent-double-encoded',
      sentence:
        'The signature is over other values than those that arrived, which are still encoded.',
      fix: 'Encode the body once; most HTTP clients do it themselves when they are given fields.',
      content: decoded,
    };
  }
}

/** Everything; everything but the time, as one published program does; the addresses only. */
const SUBSETS: readonly ((name: string) => boolean)[] = [
  () => true,
  (name) => name !== 'txdtm',
  (name) => name.endsWith('_url'),
];

function* encodedTexts(
  pairs: readonly Pair[],
  encoders: readonly PercentEncoder[],
): Iterable<string> {
  const tables = encoders.map(
    (encoder) => new Map(pairs.map(([name, value]) => [name, encoded(value, encoder)])),
  );
  for (const concerned of SUBSETS) {
    for (const table of tables) {
      yield mapped(pairs, (value, name) => (concerned(name) ? (table.get(name) ?? value) : value));
    }
  }
}

function mapped(pairs: readonly Pair[], change: (value: string, name: string) => string): string {
  return joined(pairs.map(([name, value]): Pair => [name, change(value, name)]));
}
