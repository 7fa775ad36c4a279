import { describe, expect, it } from 'vitest';
import { encoded, PERCENT_ENCODERS, PLUS_ENCODERS } from './percent-encoder.ts';

const text = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~é';

/** What the platforms' own functions print for the text above. */
const percent = [
  [
    'encodeURIComponent',
    "%20!%22%23%24%25%26'()*%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~%C3%A9",
  ],
  [
    'PHP rawurlencode',
    '%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~%C3%A9',
  ],
  [
    'Python quote',
    '%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-./%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~%C3%A9',
  ],
  ['encodeURI', "%20!%22#$%25&'()*+,-./:;%3C=%3E?@%5B%5C%5D%5E_%60%7B%7C%7D~%C3%A9"],
  [
    'lower-case hex',
    "%20!%22%23%24%25%26'()*%2b%2c-.%2f%3a%3b%3c%3d%3e%3f%40%5b%5c%5d%5e_%60%7b%7c%7d~%c3%a9",
  ],
] as const;

const plus = [
  [
    'URLSearchParams',
    '+%21%22%23%24%25%26%27%28%29*%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D%7E%C3%A9',
  ],
  [
    'PHP urlencode',
    '+%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D%7E%C3%A9',
  ],
  [
    'Python quote_plus',
    '+%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~%C3%A9',
  ],
  [
    '.NET HttpUtility',
    '+!%22%23%24%25%26%27()*%2b%2c-.%2f%3a%3b%3c%3d%3e%3f%40%5b%5c%5d%5e_%60%7b%7c%7d%7e%c3%a9',
  ],
] as const;

describe('encoded', () => {
  it.each(percent)('escapes as %s', (_platform, expected) => {
    expect(PERCENT_ENCODERS.map((encoder) => encoded(text, encoder))).toContain(expected);
  });

  it.each(plus)('escapes as %s', (_platform, expected) => {
    expect(PLUS_ENCODERS.map((encoder) => encoded(text, encoder))).toContain(expected);
  });

  it('knows no encoder without an example above', () => {
    expect([PERCENT_ENCODERS.length, PLUS_ENCODERS.length]).toEqual([percent.length, plus.length]);
  });

  it('escapes half of a surrogate pair as the replacement character', () => {
    const [encodeUriComponent] = PERCENT_ENCODERS;
    expect(encodeUriComponent && encoded('\uD83E', encodeUriComponent)).toBe('%EF%BF%BD');
  });
});
