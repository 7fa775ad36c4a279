import { failJson, type JsonValue, readJsonText } from './json-reader.ts';
import { describeReceived } from './received.ts';

/** How strict {@link parseStrictJson} is. */
export interface StrictJsonOptions {
  /** Objects and lists inside each other; 8 unless told, an integer from 0 to 64. */
  readonly maxDepth?: number;
  /** Bare digits with leading zeros, `0000`: refused unless told to keep them as text. */
  readonly leadingZeros?: 'refuse' | 'text';
}

const DEEPEST = 64;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LONE_SURROGATE = /\p{Cs}/u;
/** Anything but what lies between a space and `[` or behind the backslash. */
const BACKSLASH_OR_CONTROL = /[^ -[\]-\uffff]/;

/**
 * Reads JSON that has exactly one meaning. Refused: a name twice in one object, nesting beyond the
 * limit, more than 1000 names in one object, half a surrogate pair, bytes that are not UTF-8, a byte
 * order mark, and anything after the value. Integers beyond 2^53 come back as text, objects have no
 * prototype. What is accepted otherwise reads as `JSON.parse` reads it.
 *
 * @throws ProtocolError `ERR_QF_STRICT_JSON`, also for a `maxDepth` that is none; positions are given, contents are not
 * @example
 * parseStrictJson('{"respcd": 0000}', { leadingZeros: 'text' }); // { respcd: '0000' }
 */
export function parseStrictJson(
  input: Uint8Array | string,
  { maxDepth = 8, leadingZeros = 'refuse' }: StrictJsonOptions = {},
): JsonValue {
  if (!Number.isInteger(maxDepth) || maxDepth < 0 || maxDepth > DEEPEST) {
    const expected = `an integer from 0 to ${DEEPEST}`;
    failJson('range', expected, describeReceived(maxDepth), 'maxDepth');
  }
  const text = typeof input === 'string' ? wellFormed(input) : decoded(input);
  return readJsonText({
    text,
    at: 0,
    depthLeft: maxDepth,
    keepsLeadingZeros: leadingZeros === 'text',
    isPlain: !BACKSLASH_OR_CONTROL.test(text),
  });
}

function decoded(bytes: Uint8Array): string {
  assertBytes(bytes);
  try {
    return UTF8.decode(bytes);
  } catch {
    return failJson('utf8', 'UTF-8 throughout', 'bytes that are not UTF-8');
  }
}

/** The decoder takes nothing for no bytes, and anything else for bytes that are not UTF-8. */
function assertBytes(given: unknown): void {
  if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer) return;
  failJson('type', 'text or bytes', describeReceived(given));
}

function wellFormed(text: string): string {
  if (LONE_SURROGATE.test(text)) failJson('surrogate', 'whole surrogate pairs', 'half a pair');
  return text;
}
