import { Buffer } from 'node:buffer';

/** The two-byte character sets that shops in Hong Kong and mainland China still run on. */
export type LegacyCharset = 'gbk' | 'big5';

/**
 * The text in a legacy character set, with `?` for what it lacks; nothing when it has none of the text's characters.
 *
 * The platform decodes these sets but does not encode them, so the table is turned round on first use (about 10 ms).
 */
export function inLegacyCharset(text: string, charset: LegacyCharset): Uint8Array | undefined {
  const table = tableOf(charset);
  const characters = [...text];
  if (!characters.some((character) => table.has(character))) return undefined;
  return Buffer.concat(
    characters.map((character) =>
      character <= '\x7F' ? Buffer.from(character) : (table.get(character) ?? QUESTION_MARK),
    ),
  );
}

const QUESTION_MARK: Uint8Array = Buffer.from('?');
const tables = new Map<LegacyCharset, ReadonlyMap<string, Uint8Array>>();

function tableOf(charset: LegacyCharset): ReadonlyMap<string, Uint8Array> {
  const known = tables.get(charset) ?? reversed(charset);
  tables.set(charset, known);
  return known;
}

function reversed(charset: LegacyCharset): ReadonlyMap<string, Uint8Array> {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Uint8Array>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    const trails = TRAILS.map((trail) => Buffer.from([lead, trail]));
    // One call for a row: a line feed after each pair ends it, whether it has a character or not.
    const row = decoder
      .decode(Buffer.concat(trails.flatMap((pair) => [pair, LINE_FEED])))
      .split('\n');
    trails.forEach((pair, index) => {
      const character = row[index] ?? '';
      if (
        [...character].length === 1 &&
        character > '\x7F' &&
        character !== '\uFFFD' &&
        !table.has(character)
      ) {
        table.set(character, pair);
      }
    });
  }
  return table;
}

const LINE_FEED: Uint8Array = Buffer.from('\n');
const TRAILS: readonly number[] = Array.from(
  { length: 0xfe - 0x40 + 1 },
  (_, index) => 0x40 + index,
);
