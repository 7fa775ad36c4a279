import { describe, expect, it } from 'vitest';
import { ProtocolError } from './protocol-error.ts';
import { parseStrictJson, type StrictJsonOptions } from './strict-json.ts';

function issueOf(input: string | Uint8Array, options?: StrictJsonOptions) {
  try {
    parseStrictJson(input, options);
  } catch (error) {
    if (error instanceof ProtocolError) {
      expect(error.code).toBe('ERR_QF_STRICT_JSON');
      expect(error.issues).toHaveLength(1);
      return error.issues[0];
    }
  }
  throw new Error(`accepted: ${String(input)}`);
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('parseStrictJson', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [7, '7'],
    [{ respcd: '0000' }, 'a value of type object'],
    [[0x7b, 0x7d], 'a list of 2'],
  ])('says that %j is neither text nor bytes', (input, received) => {
    const expected = 'text or bytes';
    expect(issueOf(input as never)).toEqual({ field: '', rule: 'type', expected, received });
  });

  it('reads bytes of any kind', () => {
    const { buffer } = bytes(0x5b, 0x31, 0x5d);
    expect(parseStrictJson(new DataView(buffer) as never)).toEqual([1]);
    expect(parseStrictJson(buffer as never)).toEqual([1]);
  });

  it.each([
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-0', -0],
    ['-1', -1],
    ['12.50', 12.5],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1.5e-2', 0.015],
    ['9007199254740991', 9_007_199_254_740_991],
    ['""', ''],
    ['"\\u5976\\u8336"', '奶茶'],
    ['"\\ud83e\\uddcb"', '🧋'],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'],
    ['"🧋"', '🧋'],
    ['[]', []],
    ['[ ]', []],
    ['[1, [2, "3"]]', [1, [2, '3']]],
    [' \t\r\n{ "a" : 1 , "b" : { } } \n', { a: 1, b: {} }],
    ['{"":0}', { '': 0 }],
  ])('reads %s', (text, value) => {
    expect(parseStrictJson(text)).toEqual(value);
    expect(parseStrictJson(new TextEncoder().encode(text))).toEqual(value);
  });

  it.each([
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740992', '-9007199254740992'],
    ['20260101000100020012345678', '20260101000100020012345678'],
    ['[12345678901234567890]', ['12345678901234567890']],
  ])('keeps the digits of %s, which no number holds', (text, value) => {
    expect(parseStrictJson(text)).toEqual(value);
  });

  it('counts the levels of one place, not those of its neighbours', () => {
    const siblings = `[${Array.from({ length: 100 }, () => '{"a": 1}').join()}]`;
    for (const maxDepth of [2, 3, 8]) {
      expect(parseStrictJson(siblings, { maxDepth })).toHaveLength(100);
    }
    expect(issueOf(siblings, { maxDepth: 1 })).toMatchObject({ rule: 'depth' });
  });

  it('gives objects without a prototype, so that no name is special', () => {
    const value = parseStrictJson('{"__proto__": {"admin": true}, "constructor": 1}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect((value as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('reads leading zeros as text when asked to, at any depth', () => {
    const zeros = { leadingZeros: 'text' } as const;
    expect(parseStrictJson('{"respcd": 0000}', zeros)).toEqual({ respcd: '0000' });
    expect(parseStrictJson('[00, 01,0,0.5, -1]', zeros)).toEqual(['00', '01', 0, 0.5, -1]);
    expect(issueOf('[-01]', zeros)).toMatchObject({ rule: 'syntax' });
    expect(issueOf('[00.5]', zeros)).toMatchObject({ rule: 'syntax' });
  });

  it.each([
    ['{"respcd": 0000}', 'syntax', 'another character at position 12'],
    ['[01]', 'syntax', 'another character at position 2'],
    ['', 'syntax', 'the end of the text'],
    ['  ', 'syntax', 'the end of the text'],
    ['{', 'syntax', 'the end of the text'],
    ['[', 'syntax', 'the end of the text'],
    ['[1', 'syntax', 'the end of the text'],
    ['[1,', 'syntax', 'the end of the text'],
    ['[1,]', 'syntax', 'another character at position 3'],
    ['[1 2]', 'syntax', 'another character at position 3'],
    ['{"a":1,}', 'syntax', 'another character at position 7'],
    ['{"a" 1}', 'syntax', 'another character at position 5'],
    ['{"a":}', 'syntax', 'another character at position 5'],
    ['{a:1}', 'syntax', 'another character at position 1'],
    ["{'a':1}", 'syntax', 'another character at position 1'],
    ['{1:1}', 'syntax', 'another character at position 1'],
    ['nul', 'syntax', 'another character at position 0'],
    ['True', 'syntax', 'another character at position 0'],
    ['NaN', 'syntax', 'another character at position 0'],
    ['undefined', 'syntax', 'another character at position 0'],
    ['+1', 'syntax', 'another character at position 0'],
    ['.5', 'syntax', 'another character at position 0'],
    ['-', 'syntax', 'another character at position 0'],
    ['1.', 'syntax', 'another character at position 1'],
    ['1e', 'syntax', 'another character at position 1'],
    ['{}x', 'syntax', 'another character at position 2'],
    ['{} {}', 'syntax', 'another character at position 3'],
    ['null,', 'syntax', 'another character at position 4'],
    ['/* */{}', 'syntax', 'another character at position 0'],
    ['\u00a01', 'syntax', 'another character at position 0'],
    ['\uFEFF{}', 'syntax', 'another character at position 0'],
    ['1e400', 'number', 'one beyond 1.8e308'],
    ['-1e400', 'number', 'one beyond 1.8e308'],
    ['"', 'string', 'an open one at position 0'],
    ['["abc', 'string', 'an open one at position 1'],
    ['"a\nb"', 'string', 'an open one at position 0'],
    ['"a\u0000b"', 'string', 'an open one at position 0'],
    ['"a\\', 'string', 'an open one at position 0'],
    ['"\\x41"', 'escape', 'another one in the string at position 0'],
    ['["\\u12"]', 'escape', 'another one in the string at position 1'],
    ['"\\ud83e"', 'surrogate', 'half a pair in the string at position 0'],
    ['"\\udc00\\ud800"', 'surrogate', 'half a pair in the string at position 0'],
    ['"\ud83e"', 'surrogate', 'half a pair'],
  ])('refuses %j', (text, rule, received) => {
    expect(issueOf(text)).toMatchObject({ field: '', rule, received });
  });

  it.each([
    ['[1 2]', 'a comma or the end of the list'],
    ['{"a" 1}', 'a colon'],
    ['{1:1}', 'a name in quotes'],
    ['[,]', 'a value'],
    ['{} {}', 'nothing after the value'],
    ['"a', 'a closed string'],
    ['"\\x"', 'a JSON escape'],
    ['"\\udc00"', 'whole surrogate pairs'],
    ['"\udc00"', 'whole surrogate pairs'],
    ['1e999', 'a number that fits'],
  ])('says what would have been right in %j', (text, expected) => {
    expect(issueOf(text)?.expected).toBe(expected);
  });

  it.each([
    ['{"a":1,"a":1}', 'a', 'a second one'],
    ['{"txamt":"1000","x":{},"txamt":"1"}', 'txamt', 'a second one'],
    ['{"a":1,"\\u0061":2}', 'a', 'a second one'],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 'a second one'],
  ])('refuses a name twice in one object: %s', (text, field, received) => {
    expect(issueOf(text)).toEqual({
      field,
      rule: 'duplicate_name',
      expected: 'every name once',
      received,
    });
  });

  it('lets the same name stand in two objects', () => {
    expect(parseStrictJson('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }]);
  });

  it('refuses nesting beyond 8 levels, or beyond the limit that is given', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseStrictJson(nested(8))).toHaveLength(1);
    expect(issueOf(nested(9))).toEqual({
      field: '',
      rule: 'depth',
      expected: 'shallower nesting',
      received: 'one level too many at position 8',
    });
    expect(issueOf('{"a":{"b":[]}}', { maxDepth: 2 })).toMatchObject({ rule: 'depth' });
    expect(parseStrictJson('{"a":{"b":1}}', { maxDepth: 2 })).toEqual({ a: { b: 1 } });
    expect(parseStrictJson(nested(64), { maxDepth: 64 })).toHaveLength(1);
    expect(issueOf(nested(65), { maxDepth: 64 })).toMatchObject({ rule: 'depth' });
    expect(parseStrictJson('1', { maxDepth: 0 })).toBe(1);
    expect(issueOf('[]', { maxDepth: 0 })).toMatchObject({ rule: 'depth' });
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 65])(
    'takes %d for no limit, and not for the absence of one',
    (maxDepth) => {
      expect(issueOf('[]', { maxDepth })).toEqual({
        field: 'maxDepth',
        rule: 'range',
        expected: 'an integer from 0 to 64',
        received: String(maxDepth),
      });
    },
  );

  it.each([
    ['x'.repeat(41), `${'x'.repeat(40)}…`],
    ['demo key\n2026', '"demo key\\n2026"'],
    [`a b${'c'.repeat(60)}`, `"a b${'c'.repeat(37)}…"`],
  ])('quotes and cuts a name that is there twice: %j', (name, field) => {
    const text = JSON.stringify(name);
    expect(issueOf(`{${text}:1,${text}:2}`)).toMatchObject({ field, rule: 'duplicate_name' });
  });

  it('counts depth, not objects: siblings share a level', () => {
    expect(parseStrictJson(`[${'{"a":[]},'.repeat(50)}1]`, { maxDepth: 3 })).toHaveLength(51);
  });

  it('refuses more than 1000 names in one object', () => {
    const wide = (count: number) =>
      `{${Array.from({ length: count }, (_, index) => `"n${index}":0`).join(',')}}`;
    expect(Object.keys(parseStrictJson(wide(1000)) as object)).toHaveLength(1000);
    expect(issueOf(wide(1001))).toEqual({
      field: '',
      rule: 'names',
      expected: 'at most 1000 names',
      received: 'more',
    });
  });

  it.each([
    ['a lone continuation byte', bytes(0x22, 0x80, 0x22)],
    ['an overlong slash', bytes(0x22, 0xc0, 0xaf, 0x22)],
    ['half a character', bytes(0x22, 0xe5, 0xa5, 0x22)],
    ['an encoded surrogate', bytes(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ['GBK', bytes(0x22, 0xc4, 0xcc, 0xb2, 0xe8, 0x22)],
    ['UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
  ])('refuses %s', (_, input) => {
    expect(issueOf(input)).toEqual({
      field: '',
      rule: 'utf8',
      expected: 'UTF-8 throughout',
      received: 'bytes that are not UTF-8',
    });
  });

  it('refuses a byte order mark', () => {
    expect(issueOf(bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toMatchObject({ rule: 'syntax' });
  });

  it('never repeats contents in an error', () => {
    const issue = issueOf('{"client_key": "5A4D8B2C1E6F4A0B", oops}');
    expect(JSON.stringify(issue)).not.toContain('5A4D');
  });
});
