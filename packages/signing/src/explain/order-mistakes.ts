import { joined, type Pair } from '../signable-pairs.ts';
import type { Mistake, Sample } from './mistake.ts';
import { signedPairs } from './signed-pairs.ts';

const fix = 'Sort by name alone, in ascending byte order, before the pairs are joined.';

/** The right pairs in a wrong order. */
export function* orderMistakes({ pairs }: Sample): Iterable<Mistake> {
  const received = signedPairs(pairs, { sort: false });
  const sorted = signedPairs(pairs);

  yield {
    cause: 'sorted-as-pairs',
    sentence: 'The joined pairs were sorted, so that "=" and the values took part in the order.',
    fix,
    content: received
      .map((pair) => joined([pair]))
      .toSorted()
      .join('&'),
  };
  for (const start of [sorted, received]) {
    for (const compare of [byLowerCase, byUpperCase, byLocale]) {
      yield {
        cause: 'sorted-ignoring-case',
        sentence: 'The names were sorted without regard to case, or by the rules of a language.',
        fix,
        content: joined(start.toSorted(compare)),
      };
    }
  }
  yield {
    cause: 'unsorted',
    sentence: 'The parameters were signed in the order in which they were sent, not sorted.',
    fix,
    content: joined(received),
  };
}

function byLowerCase([a]: Pair, [b]: Pair): number {
  return byText(a.toLowerCase(), b.toLowerCase());
}

/** Differs from lower case for names with `_`, which lies between the two alphabets. */
function byUpperCase([a]: Pair, [b]: Pair): number {
  return byText(a.toUpperCase(), b.toUpperCase());
}

function byLocale([a]: Pair, [b]: Pair): number {
  return a.localeCompare(b, 'en');
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
