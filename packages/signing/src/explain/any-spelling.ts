import { Buffer } from 'node:buffer';

/**
 * Finds a secret however it is written: in any case, escaped for an address or a form up to five times, or for JSON.
 *
 * A key that strayed into a parameter is encoded with it, and decoded by whoever reads the request.
 */
export function anySpelling(secret: string): RegExp {
  return new RegExp([...secret].map(anySpellingOf).join(''), 'gi');
}

/** A form writes a space as `+`, and turns a `+` that was sent as it is into a space. */
function anySpellingOf(character: string): string {
  const meant = /[+ ]/.test(character) ? ['+', ' '] : [character];
  return `(?:${meant.flatMap(spellings).join('|')})`;
}

/** So many escapes and backslashes at most, lest a text of nothing else takes long. */
function spellings(character: string): readonly string[] {
  const bytes = Buffer.from(character);
  return [
    `\\\\{0,8}${units(character, (unit) => `\\u${unit}`)}`,
    units(bytes.toString('latin1'), (unit) => `\\u${unit}`),
    [...bytes].map((byte) => `%(?:25){0,4}${hex(byte, 2)}`).join(''),
    units(character, (unit) => `\\\\{1,8}u${unit}`),
  ];
}

function units(text: string, written: (unit: string) => string): string {
  return text
    .split('')
    .map((unit) => written(hex(unit.charCodeAt(0), 4)))
    .join('');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
