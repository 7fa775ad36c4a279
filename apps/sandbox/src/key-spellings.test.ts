import { describe, expect, it } from 'vitest';
import { keySpellings } from './key-spellings.ts';

const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const unicode = (text: string) =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

describe('keySpellings', () => {
  const secret = 'Key-1+2/3 "4"\\é';

  it.each([
    ['as it is', secret],
    ['in capitals', secret.toUpperCase()],
    ['in small letters', secret.toLowerCase()],
    ['escaped for an address', encodeURIComponent(secret)],
    ['escaped for an address twice', encodeURIComponent(encodeURIComponent(secret))],
    ['escaped to the last letter', percent(secret)],
    ['as a form writes it', new URLSearchParams({ k: secret }).toString().slice(2)],
    ['as JSON', JSON.stringify(secret).slice(1, -1)],
    ['as JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['as JSON of other programs', unicode(secret)],
    ['as bytes', Buffer.from(secret).toString('latin1')],
  ])('finds a key %s', (_case, written) => {
    expect(`a=1&key=${written}&b=2`.replace(keySpellings(secret), '[]')).toBe('a=1&key=[]&b=2');
  });

  it('finds nothing else', () => {
    const text = `a=1&key=${secret.slice(1)}&b=${secret.slice(0, -1)}`;
    expect(text.replace(keySpellings(secret), '[]')).toBe(text);
  });

  it.each(['\\', '%25', '%', 'A', 'k\\'])('looks through 64 KiB of %j in one go', (part) => {
    const text = part.repeat(Math.ceil(65_536 / part.length));
    const start = performance.now();
    expect(keySpellings('A'.repeat(32) + secret).test(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
