import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import { signBody } from '../sign-body.ts';
import { signFields } from '../sign-fields.ts';
import { explainMismatch } from './explain-mismatch.ts';
import type { FieldsMismatch } from './mismatch.ts';

const secret = 'demo-Key-0001-NOT-REAL';
const keys = clientKey(secret);
const wrong = '0'.repeat(32);
const md5 = (content: string): string => createHash('md5').update(content).digest('hex');

/** So many parameters, named in the order of their bytes, with this value. */
const numbered = (count: number, value = '1'): [string, string][] =>
  Array.from({ length: count }, (_, index) => [`n${String(index).padStart(5, '0')}`, value]);
const textOf = (pairs: readonly (readonly string[])[]): string =>
  pairs.map((pair) => pair.join('=')).join('&');
const causeOf = (fields: FieldsMismatch['fields'], content: string) =>
  explainMismatch({ received: md5(content), fields, keys })?.cause;

describe('explainMismatch of much', () => {
  it('looks at 200 parameters, and says that it does not look at one more', () => {
    expect(causeOf(numbered(200), textOf(numbered(200)))).toBe('key-missing');
    expect(explainMismatch({ received: wrong, fields: numbered(201), keys })).toEqual({
      cause: 'too-large',
      sentence: 'No mistake was looked for in so much.',
      fix: 'Try at most 200 parameters of 16384 bytes, or a body of 65536.',
      baseString: `${textOf(numbered(201))}[ClientKey default]`,
      signedString: `${textOf(numbered(201))}[ClientKey default]`,
      differsAt: undefined,
    });
  });

  it('counts parameters without a value', () => {
    expect(causeOf(numbered(201, ''), 'x')).toBe('too-large');
  });

  it.each([
    ['letters', 'x', 16_382],
    ['characters of three bytes', '奶', 5_460],
  ])('looks at 16,384 bytes of %s, and not at more', (_what, character, most) => {
    const value = character.repeat(most);
    expect(causeOf({ a: value }, `a=${value}`)).toBe('key-missing');
    expect(causeOf({ a: `${value}${character}` }, `a=${value}${character}`)).toBe('too-large');
  });

  it('counts the bytes of names without a value', () => {
    expect(causeOf([['x'.repeat(16_384), '']], 'x')).toBe('too-large');
  });

  it('looks at a body of 64 KiB, and not at more', () => {
    const body = 'x'.repeat(65_536);
    expect(explainMismatch({ received: md5(body), body, keys })?.cause).toBe('key-missing');
    expect(explainMismatch({ received: md5(`${body}x`), body: `${body}x`, keys })).toMatchObject({
      cause: 'too-large',
      sentence: 'No mistake was looked for in so much.',
    });
  });

  it('says nothing for a signature that fits, nor for one that is no digest', () => {
    const fields = Object.fromEntries(numbered(4000));
    const body = ' '.repeat(100_000);
    expect(explainMismatch({ received: signFields(fields, keys), fields, keys })).toBeUndefined();
    expect(explainMismatch({ received: signBody(body, keys), body, keys })).toBeUndefined();
    expect(explainMismatch({ received: 'abc', fields, keys })).toBeUndefined();
  });

  it('shows no key', () => {
    const told = explainMismatch({ received: wrong, fields: numbered(300, secret), keys });
    expect(JSON.stringify(told)).not.toContain(secret);
  });
});

describe('explainMismatch takes no longer than', () => {
  it('50 signatures, for 4,000 parameters', () => {
    const fields = numbered(4000);
    const record = Object.fromEntries(fields);
    const search = quickest(() => explainMismatch({ received: wrong, fields, keys }));
    expect(search / quickest(() => signFields(record, keys))).toBeLessThan(50);
  });

  it('for letters, thirty times over, for blanks before the end', () => {
    const blanks = `${' '.repeat(65_535)}x`;
    const letters = 'x'.repeat(65_536);
    const search = quickest(() => explainMismatch({ received: wrong, body: blanks, keys }));
    const other = quickest(() => explainMismatch({ received: wrong, body: letters, keys }));
    expect(search / other).toBeLessThan(30);
  });

  it('for flat JSON, ten times over, for JSON that is nested deep', () => {
    const nested = `${'[0,'.repeat(4000)}0${']'.repeat(4000)}`;
    const flat = `[${'0,'.repeat(7999)}0]`;
    const search = quickest(() => explainMismatch({ received: wrong, body: nested, keys }));
    const other = quickest(() => explainMismatch({ received: wrong, body: flat, keys }));
    expect(search / other).toBeLessThan(10);
  });
});

function quickest(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}
