import { describe, expect, it } from 'vitest';
import { readSignType } from './algorithm.ts';
import { sameDigest } from './same-digest.ts';

describe('sameDigest', () => {
  it.each([
    ['equal text', 'A1B2', 'A1B2', true],
    ['another case', 'A1B2', 'a1b2', true],
    ['another digit', 'A1B2', 'A1B3', false],
    ['another length', 'A1B2', 'A1B', false],
    ['nothing', '', '', false],
    ['text that is not hex', 'KK', 'KK', false],
    ['text that only ends as hex', 'KKA1', 'KKA1', false],
    ['text that only begins as hex', 'A1KK', 'A1KK', false],
    ['numbers', 12 as unknown as string, 12 as unknown as string, false],
    ['a letter that folds into the alphabet', 'ﬀ', 'ff', false],
    ['no text', 'A1', undefined as unknown as string, false],
  ])('reads %s', (_what, a, b, same) => {
    expect(sameDigest(a, b)).toBe(same);
  });
});

describe('readSignType', () => {
  it.each([
    [undefined, 'MD5'],
    ['', 'MD5'],
    ['md5', 'MD5'],
    ['SHA256', 'SHA256'],
    ['sha256', 'SHA256'],
  ])('reads %j as %s', (text, signType) => {
    expect(readSignType(text)).toBe(signType);
  });

  it.each(['SHA1', 'SHA-256', 'MD5, SHA256', '__proto__', 'ſha256', 'SHA256\n'])(
    'refuses %j',
    (text) => {
      expect(() => readSignType(text)).toThrow(
        expect.objectContaining({ code: 'ERR_QF_SIGN_TYPE' }),
      );
    },
  );

  it.each([[['SHA256']], [0], [false], [{}]])('refuses %j, which is no text', (value) => {
    expect(() => readSignType(value as unknown as string)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_SIGN_TYPE' }),
    );
  });
});
