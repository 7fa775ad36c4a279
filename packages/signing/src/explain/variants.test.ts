import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import type { Cause } from './cause.ts';
import { explainMismatch } from './explain-mismatch.ts';

/** Every form in which a mistake is made, one row each. */

const secret = 'demo-Key-0001-NOT-REAL';
const circumstances = {
  keys: clientKey(secret),
  appCode: 'DEMOAPPCODE0001',
  mchid: 'M0001',
};

type Row = readonly [cause: Cause, fields: Readonly<Record<string, string>>, signed: string];

const md5 = (content: string): string => createHash('md5').update(content).digest('hex');

/** What is found for a text that was hashed with the key behind it. */
function found(fields: Readonly<Record<string, string>>, signed: string) {
  return explainMismatch({ ...circumstances, fields, received: md5(`${signed}${secret}`) });
}

const plain = { a: '1', b: '2', c: '3' };
const text = 'a=1&b=2&c=3';

describe('explainMismatch knows', () => {
  it.each<Row>([
    ['sorted-as-pairs', { a: '1', a1: '2', 'a-b': '3' }, 'a-b=3&a1=2&a=1'],
    ['sorted-ignoring-case', { B: '1', a: '2' }, 'a=2&B=1'],
    ['sorted-ignoring-case', { ab: '1', a_b: '2', Z: '3' }, 'ab=1&a_b=2&Z=3'],
    ['sorted-ignoring-case', { a1: '1', a_: '2' }, 'a_=2&a1=1'],
    ['sorted-ignoring-case', { c: '3', a: '1', A: '2' }, 'a=1&A=2&c=3'],
    ['sorted-ignoring-case', { c: '3', a: '1', A: '2', B: '4' }, 'A=2&a=1&B=4&c=3'],
    ['sorted-ignoring-case', { ab: '2', Z: '1', a1: '4', a_: '3' }, 'a1=4&a_=3&ab=2&Z=1'],
    ['sorted-ignoring-case', { ab: '2', Z: '1', a1: '4', a_: '3' }, 'a1=4&ab=2&a_=3&Z=1'],
    ['sorted-ignoring-case', { ab: '2', Z: '1', a1: '4', a_: '3' }, 'a_=3&a1=4&ab=2&Z=1'],
    ['unsorted', { c: '3', a: '1', b: '2', d: '' }, 'c=3&a=1&b=2'],
  ])('%s: %j', (cause, fields, signed) => {
    expect(found(fields, signed)?.cause).toBe(cause);
  });

  const spaced = { a: 'x y!', b_url: 'https://s/é', txdtm: '1 2' };
  it.each<Row>([
    ['values-percent-encoded', spaced, 'a=x%20y!&b_url=https%3A%2F%2Fs%2F%C3%A9&txdtm=1%202'],
    ['values-percent-encoded', spaced, 'a=x%20y%21&b_url=https%3A%2F%2Fs%2F%C3%A9&txdtm=1%202'],
    ['values-percent-encoded', spaced, 'a=x%20y%21&b_url=https%3A//s/%C3%A9&txdtm=1%202'],
    ['values-percent-encoded', spaced, 'a=x%20y!&b_url=https://s/%C3%A9&txdtm=1%202'],
    ['values-percent-encoded', spaced, 'a=x%20y!&b_url=https%3a%2f%2fs%2f%c3%a9&txdtm=1%202'],
    ['values-percent-encoded', spaced, 'a=x%20y!&b_url=https%3A%2F%2Fs%2F%C3%A9&txdtm=1 2'],
    ['values-percent-encoded', spaced, 'a=x y!&b_url=https%3A%2F%2Fs%2F%C3%A9&txdtm=1 2'],
    ['values-plus-encoded', spaced, 'a=x+y%21&b_url=https%3A%2F%2Fs%2F%C3%A9&txdtm=1+2'],
    ['values-plus-encoded', spaced, 'a=x+y%21&b_url=https%3A%2F%2Fs%2F%C3%A9&txdtm=1 2'],
    ['values-plus-encoded', { b_url: 'x y', c: '1 2' }, 'b_url=x+y&c=1 2'],
    ['values-double-encoded', { a: 'x y' }, 'a=x%2520y'],
    ['values-double-encoded', { a: 'x y+' }, 'a=x%2By%252B'],
    ['text-encoded', { a: 'x y' }, 'a%3Dx%20y'],
    ['text-encoded', { a: 'x y' }, 'a%3Dx+y'],
    ['sent-double-encoded', { a: 'x%20y' }, 'a=x y'],
    ['sent-double-encoded', { a: 'x+y' }, 'a=x y'],
  ])('%s: %j signed as %s', (cause, fields, signed) => {
    expect(found(fields, signed)?.cause).toBe(cause);
  });

  it.each(['0', ' ', '\t ', 'null', 'false', 'undefined', 'None'])(
    'that %j was taken for empty',
    (value) => {
      expect(found({ a: value, b: '2', c: '3', d: value }, 'b=2&c=3')?.cause).toBe(
        'dropped-as-empty',
      );
    },
  );

  it('that 0 was taken for empty and a blank was not, or the other way round, or both', () => {
    const fields = { a: '0', b: ' \t', c: '3', d: '10', e: 'null', f: '', g: '0x' };
    for (const signed of [
      'b= \t&c=3&d=10&e=null&g=0x',
      'a=0&c=3&d=10&e=null&g=0x',
      'c=3&d=10&e=null&g=0x',
      'c=3&d=10&g=0x',
    ]) {
      expect(found(fields, signed)?.cause).toBe('dropped-as-empty');
    }
  });

  it('that values which only begin or end like empty ones were left out for another reason', () => {
    expect(found({ a: '01', b: '2', c: '02' }, 'b=2')).toBeUndefined();
    expect(found({ a: '1', b: '2' }, '')).toBeUndefined();
    expect(found({ a: '01', b: '2' }, 'b=2')?.cause).toBe('parameter-left-out');
  });

  it('each empty value that was kept alone', () => {
    const fields = { a: '', b: '2', c: '' };
    expect(found(fields, 'a=&b=2&c=')).toMatchObject({ cause: 'empties-kept' });
    expect(found(fields, 'a=&b=2&c=')).not.toHaveProperty('parameter');
    expect(found(fields, 'b=2&c=')).toMatchObject({ cause: 'empties-kept', parameter: 'c' });
    expect(found(fields, 'a=&b=2')).toMatchObject({ cause: 'empties-kept', parameter: 'a' });
  });

  it.each([
    ['mchid', 'M0001'],
    ['appcode', 'DEMOAPPCODE0001'],
    ['app_code', 'DEMOAPPCODE0001'],
    ['code', 'DEMOAPPCODE0001'],
    ['key', secret],
    ['client_key', secret],
    ['app_key', secret],
    ['appkey', secret],
    ['sign_type', 'SHA256'],
    ['sign_type', 'sha256'],
    ['sign_type', 'MD5'],
    ['sign_type', 'md5'],
    ['goods_name', ''],
    ['mchid', ''],
    ['notify_url', ''],
    ['pay_tag', ''],
    ['return_url', ''],
    ['txzone', ''],
    ['udid', ''],
    ['lang', ''],
  ])('the parameter %s that was signed as %j and not sent', (parameter, value) => {
    const explanation = found(
      { '0': 'first', zz: 'last' },
      `0=first&${parameter}=${value}&zz=last`,
    );
    expect(explanation).toMatchObject({ cause: 'parameter-not-sent', parameter });
    expect(explanation?.sentence).toBe(`Parameter ${parameter} was signed but not sent.`);
  });

  it('that a parameter which was sent is not missing', () => {
    const sent = { a: '1', mchid: 'M7' };
    expect(found(sent, 'a=1&mchid=M7&mchid=M0001')).toBeUndefined();
    expect(found(sent, 'a=1&mchid=M7&mchid=')).toBeUndefined();
  });

  it('the name alone of a merchant or an app code that it was not told', () => {
    const unknown = { keys: circumstances.keys, fields: { a: '1', zz: '2' } };
    for (const name of ['mchid', 'appcode', 'app_code', 'code']) {
      const received = md5(`a=1&${name}=&zz=2${secret}`);
      expect(explainMismatch({ ...unknown, received })?.parameter).toBe(name);
      const printed = md5(`a=1&${name}=undefined&zz=2${secret}`);
      expect(explainMismatch({ ...unknown, received: printed })).toBeUndefined();
    }
  });

  it('a sign that was signed in its own place', () => {
    expect(found({ a: '1', zz: '2', sign: 'F' }, 'a=1&sign=F&zz=2')?.cause).toBe('sign-included');
    expect(found({ a: '1', zz: '2' }, 'a=1&sign=&zz=2')?.cause).toBe('sign-included');
  });

  it.each([`&${text}`, `${text}&`, `?${text}`])('a separator at the edge: %s', (signed) => {
    expect(found(plain, signed)).toMatchObject({ cause: 'trailing-ampersand' });
  });

  it.each([
    [text, `${text}\n`],
    [text, `${text}\r\n`],
    ['a= x', 'a= x\n'],
    ['a=x \t\r\n', 'a=x'],
    [' a=x ', 'a=x'],
  ])('white space at the edge: %j signed as %j', (sent, signed) => {
    const fields = new URLSearchParams(sent.replace(/^ /, '%20'));
    const received = md5(`${signed}${secret}`);
    expect(explainMismatch({ ...circumstances, fields, received })?.cause).toBe('trailing-newline');
  });

  it('white space inside a body for what it is', () => {
    const received = md5(`{"a": 1}${secret}`);
    for (const body of [' {"a": 1}', '{"a": 1}\n', '\t{"a": 1} ']) {
      expect(explainMismatch({ ...circumstances, body, received })?.cause).toBe('trailing-newline');
    }
    const open = md5(`\t{"a": 1}${secret}`);
    const trimmed = { ...circumstances, body: '\t{"a": 1} \n', received: open };
    expect(explainMismatch(trimmed)?.cause).toBe('trailing-newline');
    const framed = { ...circumstances, body: '\r\n {"a": 1}\t \n', received };
    expect(explainMismatch(framed)?.cause).toBe('trailing-newline');
    const inside = explainMismatch({ ...circumstances, body: '{"a":\n1}', received });
    expect(inside?.cause).toBe('json-printed-again');
  });

  it('a byte order mark that was signed, or sent', () => {
    const sent = '\uFEFF{}';
    const received = md5(`{}${secret}`);
    expect(explainMismatch({ ...circumstances, body: sent, received })?.cause).toBe(
      'byte-order-mark',
    );
    expect(found(plain, `\uFEFF${text}`)?.cause).toBe('byte-order-mark');
  });
});

describe('explainMismatch of a body', () => {
  it('takes a separator for no mistake, because a body has no pairs to separate', () => {
    for (const signed of ['{"a": 1}&', '&{"a": 1}', '?{"a": 1}']) {
      const received = md5(`${signed}${secret}`);
      expect(explainMismatch({ ...circumstances, body: '{"a": 1}', received })).toBeUndefined();
    }
  });

  it('takes a bare JSON value for no notification that was printed again', () => {
    const received = md5(`"a\\/b"${secret}`);
    expect(explainMismatch({ ...circumstances, body: '"a/b"', received })).toBeUndefined();
  });

  it('keeps a byte order mark inside a value', () => {
    const received = md5(`{"a":"\uFEFFb"}${secret}`);
    expect(explainMismatch({ ...circumstances, body: '{"a": "\uFEFFb"}', received })?.cause).toBe(
      'json-printed-again',
    );
  });
});

describe('explainMismatch knows the key', () => {
  const cases: readonly (readonly [Cause, string])[] = [
    ['key-missing', text],
    ...[' ', '\t', '\uFEFF'].map(
      (blank) => ['key-with-white-space', `${text}${blank}${secret}`] as const,
    ),
    ...[' ', '\n', '\r\n', '\t', '\r', '\0'].map(
      (blank) => ['key-with-white-space', `${text}${secret}${blank}`] as const,
    ),
    ['key-with-white-space', `${text} ${secret} `],
    ['key-with-white-space', `${text}"${secret}"`],
    ['app-code-as-key', `${text}DEMOAPPCODE0001`],
    ['key-in-other-case', `${text}${secret.toUpperCase()}`],
    ['key-in-other-case', `${text}${secret.toLowerCase()}`],
    ['key-first', `${secret}${text}`],
    ['key-joined', `${text}&key=${secret}`],
    ['key-joined', `${text}key=${secret}`],
    ['key-joined', `${text}&${secret}&`],
    ['key-joined', `${text}&client_key=${secret}`],
    ['key-joined', `${text},${secret}`],
    ...[md5(`${text}${secret}`), md5(`${text}${secret}`).toUpperCase()].flatMap((inner) =>
      [`${text}${inner}`, inner, `${inner}${secret}`].map(
        (hashed) => ['hashed-twice', hashed] as const,
      ),
    ),
  ];

  it.each(cases)('%s: %j', (cause, hashed) => {
    const explanation = explainMismatch({ ...circumstances, fields: plain, received: md5(hashed) });
    expect(explanation?.cause).toBe(cause);
    expect(explanation?.baseString).toBe(`${text}[ClientKey default]`);
  });

  it.each([
    ['[CLIENTKEY default]', secret.toUpperCase()],
    ['[clientkey default]', secret.toLowerCase()],
    ['[digest]', md5(`${text}${secret}`)],
    ['[digest]', md5(`${text}${secret}`).toUpperCase()],
  ])('and prints %s for what must not be shown', (shown, ending) => {
    const received = md5(`${text}${ending}`);
    expect(explainMismatch({ ...circumstances, fields: plain, received })?.signedString).toBe(
      `${text}${shown}`,
    );
  });

  it.each([text, `${text}${secret}`])('hmac over %j', (content) => {
    const received = createHmac('md5', secret).update(content).digest('hex');
    expect(explainMismatch({ ...circumstances, fields: plain, received })).toMatchObject({
      cause: 'hmac',
      signedString: `${text}[ClientKey default]`,
    });
  });

  it.each(['sha1', 'sha256', 'sha512'])('the digest %s where MD5 is named', (hash) => {
    const received = createHash(hash).update(`${text}${secret}`).digest('hex');
    expect(explainMismatch({ ...circumstances, fields: plain, received })?.cause).toBe(
      'wrong-algorithm',
    );
  });
});

describe('explainMismatch knows Latin-1', () => {
  it.each([
    ['with ? for what it lacks', [0xe9, 0x3f]],
    ['with the low byte of what it lacks', [0xe9, 0x76]],
  ])('%s', (_how, bytes) => {
    const received = createHash('md5')
      .update(Buffer.concat([Buffer.from('a='), Uint8Array.from(bytes), Buffer.from(secret)]))
      .digest('hex');
    expect(explainMismatch({ ...circumstances, fields: { a: 'é奶' }, received })).toMatchObject({
      cause: 'latin-1',
      sentence: 'The text was hashed as Latin-1 bytes, not as UTF-8.',
    });
  });
});

describe('explainMismatch knows GBK', () => {
  it('in a text without any ASCII', () => {
    const received = createHash('md5')
      .update(Buffer.concat([Uint8Array.of(0xc4, 0xcc), Buffer.from(secret)]))
      .digest('hex');
    expect(explainMismatch({ ...circumstances, body: '奶', received })?.cause).toBe('gbk');
  });
});

describe('explainMismatch knows JSON', () => {
  const fields = { txamt: '100', goods_name: '奶/茶', udid: '7', mchid: '' };

  it.each([
    [
      'as Python prints it',
      '{"txamt": "100", "goods_name": "\\u5976/\\u8336", "udid": "7", "mchid": ""}',
    ],
    ['as JavaScript prints it', '{"txamt":"100","goods_name":"奶/茶","udid":"7","mchid":""}'],
    ['as PHP prints it', '{"txamt":"100","goods_name":"\\u5976\\/\\u8336","udid":"7","mchid":""}'],
    ['with PHP’s unescaped text', '{"txamt":"100","goods_name":"奶\\/茶","udid":"7","mchid":""}'],
    [
      'with PHP’s unescaped slashes',
      '{"txamt":"100","goods_name":"\\u5976/\\u8336","udid":"7","mchid":""}',
    ],
    [
      'with Python’s plain text',
      '{"txamt": "100", "goods_name": "奶/茶", "udid": "7", "mchid": ""}',
    ],
    ['indented', JSON.stringify(fields, null, 2)],
    ['with the amount as a number', '{"txamt":100,"goods_name":"奶/茶","udid":"7","mchid":""}'],
    ['with integers as numbers', '{"txamt":100,"goods_name":"奶/茶","udid":7,"mchid":""}'],
    ['without empties', '{"txamt":"100","goods_name":"奶/茶","udid":"7"}'],
    ['sorted', '{"goods_name":"奶/茶","mchid":"","txamt":"100","udid":"7"}'],
    ['sorted, without empties', '{"goods_name":"奶/茶","txamt":"100","udid":"7"}'],
  ])('that was signed %s', (_how, json) => {
    expect(found(fields, json)?.cause).toBe('json-signed');
  });

  it('takes no number that would be printed otherwise', () => {
    const odd = { a: '007', b: '1e3', c: '9007199254740993', d: '-1', e: '1.5' };
    const json = '{"a":"007","b":"1e3","c":"9007199254740993","d":-1,"e":"1.5"}';
    expect(found(odd, json)?.cause).toBe('json-signed');
  });

  it('that was printed again with lists, numbers and empties in it', () => {
    const value = { list: [1, { deep: null }], truth: true, empty: {}, none: [] };
    const received = md5(`${JSON.stringify(value)}${secret}`);
    const body = '{"list": [1, {"deep": null}], "truth": true, "empty": {}, "none": []}';
    expect(explainMismatch({ ...circumstances, body, received })?.cause).toBe('json-printed-again');
  });

  it('whose fields were signed, null as an empty one', () => {
    const body = '{"b": null, "a": {"deep": 1}, "c": 3}';
    for (const signed of ['a={"deep":1}&c=3', 'a={"deep":1}&b=&c=3']) {
      const received = md5(`${signed}${secret}`);
      expect(explainMismatch({ ...circumstances, body, received })?.cause).toBe('fields-signed');
    }
  });
});
