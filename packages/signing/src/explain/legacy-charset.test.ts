import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { inLegacyCharset, type LegacyCharset } from './legacy-charset.ts';

const hex = (text: string, charset: LegacyCharset): string | undefined => {
  const bytes = inLegacyCharset(text, charset);
  return bytes && Buffer.from(bytes).toString('hex');
};

const range = (first: number, last: number): string =>
  String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));

const ascii = range(0x20, 0x7f);

describe('inLegacyCharset', () => {
  it('has each of the 20,902 unified ideographs of Unicode 1.1 in GBK', () => {
    const text = `${ascii}${range(0x4e00, 0x9fa5)}`;
    const bytes = inLegacyCharset(text, 'gbk');
    expect(bytes?.length).toBe(ascii.length + 2 * 20_902);
    expect(new TextDecoder('gbk').decode(bytes)).toBe(text);
  });

  it.each<readonly [charset: LegacyCharset, what: string, text: string, bytes: string]>([
    ['gbk', 'ASCII and an ideograph', 'a=奶', '613dc4cc'],
    ['gbk', 'the first ideograph', '丂', '8140'],
    ['gbk', 'one of the last row', '\uFA29', 'fe4f'],
    ['gbk', '? for what it lacks', '奶🧋1', 'c4cc3f31'],
    ['big5', 'ASCII and an ideograph', 'a=奶', '613da5a4'],
    ['big5', '? for what it lacks', '奶们1', 'a5a43f31'],
    ['big5', 'ten and thirty as words, not as numerals', '十卅', 'a451a4ca'],
    ['big5', 'double lines in their first place', '═╞╪╡', 'a2a4a2a5a2a6a2a7'],
  ])('writes in %s %s', (charset, _what, text, bytes) => {
    expect(hex(text, charset)).toBe(bytes);
  });

  it.each<readonly [LegacyCharset, string]>([
    ['gbk', 'plain text'],
    ['gbk', '🧋'],
    ['gbk', '\uFFFD'],
    ['big5', ''],
    ['big5', '\uFFFD'],
  ])('gives nothing in %s for %j, of which it has no character', (charset, text) => {
    expect(hex(text, charset)).toBeUndefined();
  });
});
