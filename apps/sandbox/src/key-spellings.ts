/**
 * Finds a client key in a text however it is written there: in any case, escaped for an address (as often as it may be), for a
 * form or for JSON.
 */
export function keySpellings(secret: string): RegExp {
  return new RegExp([...secret].map(spellings).join(''), 'gi');
}

function spellings(character: string): string {
  const bytes = Buffer.from(character);
  const units = Array.from(character, (_, at) => character.charCodeAt(at)).filter(Number.isFinite);
  const ways = [
    // A form writes a space as +, and a + that was sent as it is becomes a space.
    ' +'.includes(character) ? '[ +]' : literal(character),
    literal(bytes.toString('latin1')),
    [...bytes].map((byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
    units.map((unit) => `\\\\{1,8}u${hex(unit, 4)}`).join(''),
  ];
  // JSON, which was perhaps escaped itself, puts backslashes before some signs.
  return `\\\\{0,8}(?:${[...new Set(ways)].join('|')})`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
