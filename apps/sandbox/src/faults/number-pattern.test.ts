import { describe, expect, it } from 'vitest';
import { isNumberPattern, matchesNumber } from './number-pattern.ts';

describe('isNumberPattern', () => {
  it.each([
    'T-',
    '^T-.*-[0-9]+$',
    '^(ORDER|TEST)-\\d{4}$',
    '^(?:A-\\d+)?$',
    '^(?=T)(?<day>\\d{8})-',
    '(AB){2,3}',
    '[(*+?|]+\\(\\+',
    'a{,3}b',
    '^(?:A|B)(?:\\d{2})(?!x)(?<!y)\\d+-.*$',
    'T|U|V|W',
  ])('takes %s', (pattern) => {
    expect(isNumberPattern(pattern)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['no text', 5],
    ['what does not compile', '('],
    ['a repeat of a repeat', '^(a+)+$'],
    ['a repeat of a repeat, deeper', '^((a+)b?)*$'],
    ['a repeat of branches', '^(a|a)*$'],
    ['a counted repeat of a repeat', '^(a+){20}$'],
    ['a lazy repeat of a repeat', '^(?:[a-z]*?)+$'],
    ['a repeat of a group that may be missing', '^(a?)*$'],
    ['more repeats than are tried soon', 'a*a*a*a*b'],
    ['many that may be missing', `${'a?'.repeat(30)}${'a'.repeat(30)}`],
    ['more branches than are tried soon', '(aa|a)'.repeat(4)],
    ['a pattern longer than any number', 'a'.repeat(201)],
    ['a back reference', '(a)\\1'],
    ['a named back reference', '(?<x>a)\\k<x>'],
  ])('refuses %s', (_case, pattern) => {
    expect(isNumberPattern(pattern)).toBe(false);
  });
});

describe('matchesNumber', () => {
  it('looks anywhere in the number', () => {
    expect(matchesNumber('-2', 'T-2026')).toBe(true);
    expect(matchesNumber('^-2', 'T-2026')).toBe(false);
  });

  it('looks at no more than a number can have', () => {
    expect(matchesNumber('b', `${'a'.repeat(127)}b`)).toBe(true);
    expect(matchesNumber('b', `${'a'.repeat(128)}b`)).toBe(false);
  });
});
