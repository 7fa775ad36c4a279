import { joined, type Pair } from '../signable-pairs.ts';
import { jsonStyles } from './json-styles.ts';
import type { Mistake, Sample } from './mistake.ts';
import { signedPairs } from './signed-pairs.ts';

/** A request signed as JSON, or a JSON body that is not the text that was signed. */
export function jsonMistakes(sample: Sample): Iterable<Mistake> {
  return sample.kind === 'fields' ? jsonSigned(sample) : jsonPrintedAgain(sample);
}

function* jsonSigned({ pairs }: Sample): Iterable<Mistake> {
  for (const content of new Set(jsonTexts(pairs))) {
    yield {
      cause: 'json-signed',
      sentence: 'The parameters were signed as JSON text.',
      fix: 'Sign name=value pairs joined by "&" and send them as a form.',
      content,
    };
  }
}

function* jsonTexts(pairs: readonly Pair[]): Iterable<string> {
  for (const sort of [false, true]) {
    for (const empties of [true, false]) {
      const kept = signedPairs(pairs, { sort, empties });
      for (const isNumber of NUMBERS) {
        const typed = kept.map(([name, value]) => [
          name,
          isNumber(name, value) ? Number(value) : value,
        ]);
        yield* jsonStyles(Object.fromEntries(typed));
      }
    }
  }
}

/** All text; the amount as a number; every integer as a number. */
const NUMBERS: readonly ((name: string, value: string) => boolean)[] = [
  () => false,
  (name, value) => name === 'txamt' && isInteger(value),
  (_name, value) => isInteger(value),
];

function isInteger(value: string): boolean {
  return String(Number(value)) === value && Number.isSafeInteger(Number(value));
}

function* jsonPrintedAgain({ text }: Sample): Iterable<Mistake> {
  const value = parsed(text);
  if (value === undefined) return;
  for (const content of jsonStyles(value)) {
    yield {
      cause: 'json-printed-again',
      sentence: 'The JSON was parsed and printed again between signing and checking.',
      fix: 'Verify the raw bytes before anything parses them: mount notifications() before express.json().',
      content,
    };
  }
  for (const empties of [false, true]) {
    yield {
      cause: 'fields-signed',
      sentence: 'The fields of the JSON object were sorted and signed like a request.',
      fix: 'Sign the bytes of the body with the key appended.',
      content: joined(signedPairs(flatPairs(value), { empties })),
    };
  }
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Text nested so deeply that printing it takes long, or overflows, is nobody's notification. */
function isShallow(value: unknown, levels = 64): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => isShallow(item, levels - 1));
}

function flatPairs(value: object): readonly Pair[] {
  return Object.entries(value).map(([name, item]): Pair => [name, flatText(item)]);
}

function flatText(item: unknown): string {
  if (item === null) return '';
  return typeof item === 'string' ? item : JSON.stringify(item);
}
