import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readForm } from './read-form.ts';

const part = (header: string, value: string): string => `--b\r\n${header}\r\n\r\n${value}\r\n`;
const named = (parameters: string): string => `Content-Disposition: form-data${parameters}`;
const multipart = (parts: string): Buffer => Buffer.from(`${parts}--b--\r\n`);

function fieldsOf(body: Buffer, contentType = 'multipart/form-data; boundary=b') {
  const [first, ...others] = readForm({ body, contentType });
  expect(first?.reading).toBe('form');
  expect(others.every(({ reading }) => reading === 'form-with-empties')).toBe(true);
  return Object.fromEntries(first?.fields ?? []);
}

describe('readForm of a multipart body', () => {
  it.each([
    ['; name="a"'],
    [';name="a"'],
    [';  name="a"'],
    ['; name=a'],
    [';name=a'],
    [';  name=a'],
    ['; other=x; name="a"'],
  ])('reads the name in %j', (parameters) => {
    expect(fieldsOf(multipart(part(named(parameters), '1+1 %41')))).toEqual({ a: '1+1 %41' });
  });

  it.each([
    ['; name="a"; filename="x.txt"'],
    ['; name="a";filename=x'],
    ['; filename*=UTF-8\'\'x; name="a"'],
    ['; name="a";  filename="x"'],
  ])('leaves the file in %j out', (parameters) => {
    const parts = `${part(named(parameters), 'x')}${part(named('; name="b"'), '2')}`;
    expect(fieldsOf(multipart(parts))).toEqual({ b: '2' });
  });

  it.each([
    'multipart/form-data; boundary=abc',
    'multipart/form-data;boundary=abc',
    'multipart/form-data;  boundary="abc"',
    ' Multipart/Form-Data; charset=utf-8; Boundary="abc"; x=y',
  ])('finds the boundary in %j', (contentType) => {
    const body = `--abc\r\n${named('; name="a"')}\r\n\r\n1\r\n--abc--`;
    expect(fieldsOf(Buffer.from(body), contentType)).toEqual({ a: '1' });
  });

  it('reads the part whose value looks like a header', () => {
    const value = `${named('; name="z"')}\r\n\r\nx`;
    expect(fieldsOf(multipart(part(named('; name="a"'), value)))).toEqual({ a: value });
  });

  it('leaves empties to the second reading', () => {
    const parts = `${part(named('; name="a"'), '')}${part(named('; name="b"'), '2')}`;
    const contentType = 'multipart/form-data; boundary=b';
    expect(
      readForm({ body: multipart(parts), contentType }).map(({ reading, signedText }) => [
        reading,
        signedText,
      ]),
    ).toEqual([
      ['form', 'b=2'],
      ['form-with-empties', 'a=&b=2'],
    ]);
  });

  it.each([
    ['it is cut', `--b\r\n${named('; name="a"')}\r\n\r\n1`],
    ['it is cut', 'a=1'],
    ['it is cut', ''],
    ['a part has no header', `--bx\r\n${named('; name="a"')}\r\n\r\n1\r\n--b--`],
    ['a part has no header', `--b\r\n${named('; name="a"')}\r\n--b--`],
    ['a part has no name', '--b\r\n\r\n\r\n1\r\n--b--'],
    ['a part has no name', `--b\r\nx: y\r\n\r\n${named('; name="a"')}\r\n--b--`],
    ['a part has no name', `--b\r\nx-${named('; name="a"')}\r\n\r\n1\r\n--b--`],
    ['a part has no name', `--b\r\n${named('; nickname="a"')}\r\n\r\n1\r\n--b--`],
  ])('refuses what cannot be read: %s, in %j', (why, body) => {
    expect(() =>
      readForm({ body: Buffer.from(body), contentType: 'multipart/form-data; boundary=b' }),
    ).toThrow(expect.objectContaining({ message: expect.stringContaining(why) }));
  });
});

describe('readForm by its content type', () => {
  it.each(['text/plain; x=multipart/form-data', 'x-multipart/form-data', 'text/plain; json'])(
    'reads a form whose content type is %j',
    (contentType) => {
      const [strict] = readForm({ body: Buffer.from('a={1}&b=[2'), contentType });
      expect(Object.fromEntries(strict?.fields ?? [])).toEqual({ a: '{1}', b: '[2' });
    },
  );

  it('takes only the first question mark of a query for its beginning', () => {
    const [strict] = readForm({ body: new Uint8Array(), query: 'a=x?y' });
    expect(strict?.signedText).toBe('a=x?y');
    expect(readForm({ body: new Uint8Array(), query: '??a=1' })[0]?.signedText).toBe('?a=1');
  });

  it('leaves sign out of the fields that were signed as they came', () => {
    const raw = readForm({ body: Buffer.from('b=2&sign=F&a=1') }).find(
      ({ reading }) => reading === 'raw',
    );
    expect(raw?.signedText).toBe('b=2&sign=F&a=1');
    expect(Object.fromEntries(raw?.fields ?? [])).toEqual({ a: '1', b: '2' });
  });

  it('shows no more than the beginning of a name that comes twice', () => {
    const name = 'x'.repeat(60);
    expect(() => readForm({ body: Buffer.from(`${name}=1&${name}=2`) })).toThrow(
      `Parameter "${'x'.repeat(40)}" comes twice. Send each name once.`,
    );
  });
});
