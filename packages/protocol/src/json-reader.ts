import { setOwn } from './own-field.ts';
import { ProtocolError } from './protocol-error.ts';
import { describeName } from './received.ts';

/** What JSON text can mean. Objects have no prototype, so that `__proto__` is a name like any other. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** A place in a text that is being read. */
export interface JsonCursor {
  readonly text: string;
  at: number;
  depthLeft: number;
  readonly keepsLeadingZeros: boolean;
  /** There is no backslash and no control character in it, so that a string ends at the next quote. */
  readonly isPlain: boolean;
}

const MOST_NAMES = 1000;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;
const LEADING_ZEROS = /0\d+/y;
const LONE_SURROGATE = /\p{Cs}/u;

/** Reads one value that fills the whole text. */
export function readJsonText(cursor: JsonCursor): JsonValue {
  const value = readValue(cursor);
  nextCode(cursor);
  if (cursor.at < cursor.text.length) unexpected(cursor, 'nothing after the value');
  return value;
}

function readValue(cursor: JsonCursor): JsonValue {
  const code = nextCode(cursor);
  if (code === QUOTE) return readString(cursor);
  if (code === OPENING_BRACE) return readNested(cursor, readObject);
  if (code === OPENING_BRACKET) return readNested(cursor, readList);
  return readNumber(cursor) ?? readWord(cursor);
}

function readNested(cursor: JsonCursor, read: (cursor: JsonCursor) => JsonValue): JsonValue {
  if (cursor.depthLeft === 0)
    failJson('depth', 'shallower nesting', placeOf(cursor.at, 'one level too many'));
  cursor.depthLeft -= 1;
  cursor.at += 1;
  const value = read(cursor);
  cursor.at += 1;
  cursor.depthLeft += 1;
  return value;
}

function readObject(cursor: JsonCursor): JsonValue {
  const object: Record<string, JsonValue> = {};
  const names: string[] = [];
  if (nextCode(cursor) === CLOSING_BRACE) return withoutPrototype(object);
  for (;;) {
    const name = readName(cursor, names);
    if (nextCode(cursor) !== COLON) unexpected(cursor, 'a colon');
    cursor.at += 1;
    setOwn(object, name, readValue(cursor));
    if (isLast(cursor, CLOSING_BRACE)) break;
  }
  // Asking before each field whether its name was there takes longer than all other reading.
  if (Object.keys(object).length < names.length) failTwice(names);
  return withoutPrototype(object);
}

/** Taken away at the end: an object that begins without a prototype is a hash table for V8, which takes twice as long. */
function withoutPrototype(object: Record<string, JsonValue>): JsonValue {
  return Object.setPrototypeOf(object, null);
}

function readName(cursor: JsonCursor, names: string[]): string {
  if (nextCode(cursor) !== QUOTE) unexpected(cursor, 'a name in quotes');
  const name = readString(cursor);
  if (names.push(name) > MOST_NAMES) failJson('names', `at most ${MOST_NAMES} names`, 'more');
  return name;
}

function failTwice(names: readonly string[]): never {
  const name = names.find((each, index) => names.indexOf(each) < index) ?? '';
  return failJson('duplicate_name', 'every name once', 'a second one', describeName(name));
}

function readList(cursor: JsonCursor): JsonValue {
  const list: JsonValue[] = [];
  if (nextCode(cursor) === CLOSING_BRACKET) return list;
  for (;;) {
    list.push(readValue(cursor));
    if (isLast(cursor, CLOSING_BRACKET)) return list;
  }
}

/** Stops on the closing mark, steps over a comma. */
function isLast(cursor: JsonCursor, closing: number): boolean {
  const code = nextCode(cursor);
  if (code === closing) return true;
  if (code !== COMMA) unexpected(cursor, 'a comma or the end of the list');
  cursor.at += 1;
  return false;
}

function readString(cursor: JsonCursor): string {
  if (!cursor.isPlain) return readAnyString(cursor);
  const start = cursor.at + 1;
  const end = cursor.text.indexOf('"', start);
  if (end === -1) openString(cursor);
  cursor.at = end + 1;
  return cursor.text.slice(start, end);
}

function readAnyString(cursor: JsonCursor): string {
  const start = cursor.at;
  const { text } = cursor;
  let isPlain = true;
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      cursor.at = at + 1;
      return isPlain ? text.slice(start + 1, at) : unescaped(cursor, start);
    }
    if (code === BACKSLASH) {
      isPlain = false;
      at += 1;
    }
    if (code < 0x20) break;
  }
  return openString(cursor);
}

function openString({ at }: JsonCursor): never {
  return failJson('string', 'a closed string', placeOf(at, 'an open one'));
}

/** `JSON.parse` knows the escapes; only the half pairs that it lets through are left to find. */
function unescaped(cursor: JsonCursor, start: number): string {
  let value: string;
  try {
    value = JSON.parse(cursor.text.slice(start, cursor.at));
  } catch {
    return failJson('escape', 'a JSON escape', `another one in the string at position ${start}`);
  }
  if (LONE_SURROGATE.test(value)) {
    failJson(
      'surrogate',
      'whole surrogate pairs',
      `half a pair in the string at position ${start}`,
    );
  }
  return value;
}

function readNumber(cursor: JsonCursor): JsonValue | undefined {
  const { text, at } = cursor;
  if (cursor.keepsLeadingZeros && matchEnd(LEADING_ZEROS, cursor) > at) {
    cursor.at = LEADING_ZEROS.lastIndex;
    return text.slice(at, cursor.at);
  }
  cursor.at = matchEnd(NUMBER, cursor);
  return cursor.at === at ? undefined : numberOf(text.slice(at, cursor.at));
}

/** Where a sticky pattern ends that starts here; here itself when it does not match. */
function matchEnd(pattern: RegExp, { text, at }: JsonCursor): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function numberOf(digits: string): JsonValue {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value;
  if (!Number.isFinite(value)) failJson('number', 'a number that fits', 'one beyond 1.8e308');
  return /[.eE]/.test(digits) ? value : digits;
}

function readWord(cursor: JsonCursor): JsonValue {
  for (const [word, value] of WORDS) {
    if (cursor.text.startsWith(word, cursor.at)) {
      cursor.at += word.length;
      return value;
    }
  }
  return unexpected(cursor, 'a value');
}

/** Steps over white space to the next character's code; NaN at the end. */
function nextCode(cursor: JsonCursor): number {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
    cursor.at += 1;
  }
}

function unexpected(cursor: JsonCursor, expected: string): never {
  const isEnd = cursor.at >= cursor.text.length;
  return failJson(
    'syntax',
    expected,
    isEnd ? 'the end of the text' : placeOf(cursor.at, 'another character'),
  );
}

function placeOf(at: number, what: string): string {
  return `${what} at position ${at}`;
}

/** Refuses the text with one issue. */
export function failJson(rule: string, expected: string, received: string, field = ''): never {
  throw new ProtocolError('ERR_QF_STRICT_JSON', [{ field, rule, expected, received }]);
}
