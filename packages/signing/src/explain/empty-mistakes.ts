import { joined } from '../signable-pairs.ts';
import type { Mistake, Sample } from './mistake.ts';
import { signedPairs } from './signed-pairs.ts';

/** Empty values that were signed, and values that were taken for empty. */
export function* emptyMistakes({ pairs }: Sample): Iterable<Mistake> {
  const all = signedPairs(pairs, { empties: true });
  yield emptiesKept(joined(all));
  for (const [kept] of all.filter(([, value]) => value === '')) {
    yield {
      ...emptiesKept(joined(all.filter(([name, value]) => value !== '' || name === kept))),
      parameter: kept,
    };
  }
  for (const looksEmpty of [/^0$/, /^\s*$/, /^(\s*|0)$/, /^(\s*|0|null|false|undefined|None)$/]) {
    yield {
      cause: 'dropped-as-empty',
      sentence: 'A value such as 0 or a space was taken for empty and left out of the signature.',
      fix: 'Leave out empty text and null only; 0, false and blanks are values.',
      content: joined(signedPairs(pairs).filter(([, value]) => !looksEmpty.test(value))),
    };
  }
}

function emptiesKept(content: string): Mistake {
  return {
    cause: 'empties-kept',
    sentence: 'Parameters with an empty value were signed.',
    fix: 'Leave parameters without a value out of the signature and out of the body.',
    content,
  };
}
