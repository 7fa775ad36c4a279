import { equalText } from './digest.ts';

/**
 * Whether two hex digests are the same, in any case, in constant time; false for other lengths and other text.
 *
 * @example
 * sameDigest('8CD18A98', '8cd18a98'); // true
 */
export function sameDigest(a: string, b: string): boolean {
  if (!isHex(a) || !isHex(b) || a.length !== b.length) return false;
  return equalText(a.toUpperCase(), b.toUpperCase());
}

/** Whether it is text of hex digits, in any case. */
export function isHex(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]+$/i.test(text);
}
