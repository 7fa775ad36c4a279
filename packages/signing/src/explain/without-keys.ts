import { Buffer } from 'node:buffer';
import { type ClientKey, secretOf } from '../client-key.ts';

/**
 * The text with every key in it printed as `[ClientKey id]`, in whatever way it is written there.
 *
 * A key that strayed into a parameter is escaped with it, and decoded by whoever reads the request: so text and keys are
 * compared by what they mean, in any case, escaped for an address, a form or JSON as often as it may be.
 */
export function withoutKeys(text: string, keys: readonly ClientKey[]): string {
  // A key that begins like another is hidden whole.
  const longestFirst = keys.toSorted((a, b) => secretOf(b).length - secretOf(a).length);
  return longestFirst.reduce(withoutKey, text);
}

function withoutKey(asItCame: string, key: ClientKey): string {
  const secret = secretOf(key);
  const name = String(key);
  // First as it is, because a % before it reads like an escape; in another case that may be the mistake.
  const text = asItCame
    .replaceAll(secret, () => name)
    .replaceAll(secret.toUpperCase(), () => name.replace('ClientKey', 'CLIENTKEY'))
    .replaceAll(secret.toLowerCase(), () => name.replace('ClientKey', 'clientkey'));
  const { meaning, starts, ends } = read(text);
  const wanted = read(secret).meaning;
  let shown = '';
  let from = 0;
  let at = wanted === '' ? -1 : meaning.indexOf(wanted);
  while (at >= 0) {
    const start = starts[at];
    const end = ends[at + wanted.length - 1] as number;
    shown += `${text.slice(from, start)}${name}`;
    from = end;
    at = meaning.indexOf(wanted, at + wanted.length);
  }
  return shown + text.slice(from);
}

/** What a text means, one character for a byte, and where in the text each of them begins and ends. */
interface Reading {
  readonly meaning: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** One character, escaped for JSON, for an address, or as it is. */
const WRITTEN = /\\{1,8}u([0-9a-f]{4})|%(?:25)*([0-9a-f]{2})|(.)/gisu;

function read(text: string): Reading {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: written, 1: unit, 2: byte, 3: plain = '', index } of text.matchAll(WRITTEN)) {
    const meant = byte ? fromHex(byte) : utf8(unit ? fromHex(unit) : plain);
    if (meant === '\\') continue; // JSON, which was perhaps escaped itself, puts it before others.
    parts.push(meant);
    for (let count = 0; count < meant.length; count += 1) {
      starts.push(index);
      ends.push(index + written.length);
    }
  }
  // A form writes a space as +, and a + that was sent as it is becomes a space.
  return { meaning: parts.join('').replaceAll('+', ' ').toLowerCase(), starts, ends };
}

function fromHex(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}

function utf8(character: string): string {
  return character <= '\x7F' ? character : Buffer.from(character).toString('latin1');
}
