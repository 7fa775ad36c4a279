import { Buffer } from 'node:buffer';
import { kindOf } from './kind-of.ts';
import { SigningError } from './signing-error.ts';

/** Request parameters by name. Integers are written in decimal; empty text, null and undefined are left out. */
export type SignableFields = Readonly<Record<string, string | number | null | undefined>>;

/** A parameter as it is signed and sent. */
export type Pair = readonly [name: string, value: string];

/**
 * The parameters that are signed, as text and in byte order of their names; exactly these must be sent.
 *
 * Left out: empty values and `sign`. Throws {@link SigningError} `ERR_QF_FIELD` for values that have no single
 * spelling (fractions, booleans, dates, objects) or no UTF-8 form, and for names that would blur the text.
 */
export function signablePairs(fields: SignableFields): readonly Pair[] {
  const pairs: Pair[] = [];
  forEachSignable(fields, (name, value) => pairs.push([name, value]));
  return pairs;
}

/** The same, joined as `name=value&name=value`, nothing escaped. */
export function signableText(fields: SignableFields): string {
  let text = '';
  forEachSignable(fields, (name, value) => {
    text += `&${name}=${value}`;
  });
  return text.slice(1);
}

function forEachSignable(fields: SignableFields, use: (name: string, value: string) => void): void {
  assertRecord(fields);
  const names = Object.keys(fields);
  const arePlain = names.every(isPlain);
  for (const name of arePlain ? names.sort() : names.sort(byText)) {
    const value = fieldText(name, fields[name]);
    if (value !== '' && name !== 'sign') use(arePlain ? name : fieldName(name), value);
  }
}

/** All parameters as text, in the order given, empties included. Throws {@link SigningError} `ERR_QF_FIELD`. */
export function textPairs(fields: SignableFields): readonly Pair[] {
  assertRecord(fields);
  return Object.entries(fields).map(([name, value]) => [fieldName(name), fieldText(name, value)]);
}

/** Names as the gateway has them need no further look: one test each keeps signing fast. */
export function isPlain(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}

/** Orders pairs by the UTF-8 bytes of their names: digits, upper case, `_`, lower case. */
export function byName([a]: Pair, [b]: Pair): number {
  return byText(a, b);
}

/** Text compares by UTF-16 units, which is the order of the bytes but for characters that take two units. */
function byText(a: string, b: string): number {
  if (PAIRED_UNITS.test(a) || PAIRED_UNITS.test(b)) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const PAIRED_UNITS = /[\uD800-\uDFFF]/;

/** Pairs as `name=value&name=value`, nothing escaped. */
export function joined(pairs: readonly Pair[]): string {
  let text = '';
  for (const [name, value] of pairs) text += `&${name}=${value}`;
  return text.slice(1);
}

function fieldName(name: string): string {
  if (name === '' || /[=&]/.test(name) || !name.isWellFormed()) {
    throw refused(
      JSON.stringify(name.slice(0, 40)),
      'has a name that cannot be signed without doubt',
      'Rename it.',
    );
  }
  return name;
}

function fieldText(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return integerText(name, value);
  if (typeof value !== 'string') {
    throw refused(
      name,
      `is neither text nor an integer. Received: ${kindOf(value)}`,
      'Convert it to text first.',
    );
  }
  if (!value.isWellFormed()) {
    throw refused(
      name,
      'holds half of a surrogate pair, which has no UTF-8 form',
      'Was the text cut?',
    );
  }
  return value;
}

function integerText(name: string, value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  throw refused(
    name,
    `is not a safe integer. Received: ${value}`,
    'Amounts are counted in minor units.',
  );
}

/** Throws {@link SigningError} `ERR_QF_FIELD` for a Map, a list, text and whatever else has no fields of its own. */
export function assertRecord(fields: unknown): void {
  if (kindOf(fields) === 'Object') return;
  throw new SigningError(
    'ERR_QF_FIELD',
    `Fields must be a plain object. For a Map or URLSearchParams use Object.fromEntries(…). Received: ${kindOf(fields)}.`,
  );
}

function refused(name: string, problem: string, fix: string): SigningError {
  return new SigningError('ERR_QF_FIELD', `Field ${name} ${problem}. ${fix}`);
}
