/** The two-byte character sets that shops in Hong Kong and mainland China still run on. */
export type LegacyCharset = 'gbk' | 'big5';

type Pair = readonly [lead: number, trail: number];
type Table = ReadonlyMap<string, Pair>;

/**
 * The text in a legacy character set, with `?` for what it lacks; nothing when it has none of the text's characters.
 *
 * The platform decodes these sets but does not encode them, so the table is turned round on first use (tens of milliseconds, once).
 */
export function inLegacyCharset(text: string, charset: LegacyCharset): Uint8Array | undefined {
  const table = tableOf(charset);
  const characters = [...text];
  if (!characters.some((character) => table.has(character))) return undefined;
  return Uint8Array.from(
    characters.flatMap((character) =>
      character <= '\x7F' ? character.charCodeAt(0) : (table.get(character) ?? QUESTION_MARK),
    ),
  );
}

const QUESTION_MARK = 0x3f;
const tables = new Map<LegacyCharset, Table>();

function tableOf(charset: LegacyCharset): Table {
  const known = tables.get(charset) ?? reversed(charset);
  tables.set(charset, known);
  return known;
}

function reversed(charset: LegacyCharset): Table {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Pair>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    // One call for a row: a line feed after each pair ends it, whether it has a character or not.
    const row = decoder.decode(
      Uint8Array.from(TRAILS.flatMap((trail) => [lead, trail, LINE_FEED])),
    );
    for (const [index, character] of row.split('\n').entries()) {
      // What is not one character is never asked for.
      if (character !== '\uFFFD' && (!table.has(character) || lead === IDEOGRAPHS_OF_BIG5)) {
        table.set(character, [lead, FIRST_TRAIL + index]);
      }
    }
  }
  return table;
}

/** Big5 has 十 and 卅 twice, as numerals and in this row; the second is what is written. For lines it is the first. */
const IDEOGRAPHS_OF_BIG5 = 0xa4;
const LINE_FEED = 0x0a;
const FIRST_TRAIL = 0x40;
/** Up to 0xFE. */
const TRAILS: readonly number[] = Array.from({ length: 0xbf }, (_, index) => FIRST_TRAIL + index);
