import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { inLegacyCharset, type LegacyCharset } from './legacy-charset.ts';

const range = (first: number, last: number): string =>
  String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));

const ascii = range(0x20, 0x7f);

/** What is written, as hex; undefined for a text of which the set has no character. */
const written: Readonly<
  Record<LegacyCharset, readonly { what: string; text: string; hex: string | undefined }[]>
> = {
  gbk: [
    { what: 'ASCII and an ideograph', text: 'a=奶', hex: '613dc4cc' },
    { what: 'the first ideograph', text: '丂', hex: '8140' },
    { what: 'one of the last row', text: '\uFA29', hex: 'fe4f' },
    { what: '? for what it lacks', text: '奶🧋1', hex: 'c4cc3f31' },
    { what: 'ASCII alone', text: ascii, hex: undefined },
    { what: 'an emoji alone', text: '🧋', hex: undefined },
    { what: 'the replacement character', text: '\uFFFD', hex: undefined },
  ],
  big5: [
    { what: 'ASCII and an ideograph', text: 'a=奶', hex: '613da5a4' },
    { what: '? for what it lacks', text: '奶们1', hex: 'a5a43f31' },
    { what: 'ten and thirty as words, not as numerals', text: '十卅', hex: 'a451a4ca' },
    { what: 'double lines in their first place', text: '═╞╪╡', hex: 'a2a4a2a5a2a6a2a7' },
    { what: 'nothing', text: '', hex: undefined },
    { what: 'the replacement character', text: '\uFFFD', hex: undefined },
  ],
};

describe('inLegacyCharset', () => {
  // A table is made once, on first use: whatever it has to hold is asked in one test.
  it.each(['gbk', 'big5'] as const)('writes %s', (charset) => {
    const found = written[charset].map(({ what, text }) => {
      const bytes = inLegacyCharset(text, charset);
      return { what, text, hex: bytes && Buffer.from(bytes).toString('hex') };
    });
    expect(found).toEqual(written[charset]);
  });

  it('has each of the 20,902 unified ideographs of Unicode 1.1 in GBK', () => {
    const text = `${ascii}${range(0x4e00, 0x9fa5)}`;
    const bytes = inLegacyCharset(text, 'gbk');
    expect(bytes?.length).toBe(ascii.length + 2 * 20_902);
    expect(new TextDecoder('gbk').decode(bytes)).toBe(text);
  });
});
