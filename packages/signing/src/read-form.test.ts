import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { clientKey } from './client-key.ts';
import { readForm } from './read-form.ts';
import { signBody } from './sign-body.ts';
import { verifyForm } from './verify-form.ts';

const key = clientKey('demo-key-0001-NOT-REAL');
const form = 'application/x-www-form-urlencoded';

/** What deployed programs send, what they sign, and what a server has to make of it. */
const programs = [
  {
    program: 'spaces as + in any order',
    body: 'txdtm=2026-01-01+10%3A30%3A34&a=%E5%A5%B6',
    signed: 'a=奶&txdtm=2026-01-01 10:30:34',
    reading: 'form',
    fields: { a: '奶', txdtm: '2026-01-01 10:30:34' },
  },
  {
    program: 'a space in a name as +',
    body: 'shop+name=1+2',
    signed: 'shop name=1 2',
    reading: 'form',
    fields: { 'shop name': '1 2' },
  },
  {
    program: 'spaces as %20',
    body: 'txdtm=2026-01-01%2010%3A30%3A34&a=1',
    signed: 'a=1&txdtm=2026-01-01 10:30:34',
    reading: 'form',
    fields: { a: '1', txdtm: '2026-01-01 10:30:34' },
  },
  {
    program: 'empty fields that are sent and not signed',
    body: 'mchid=&a=1&bare',
    signed: 'a=1',
    reading: 'form',
    fields: { a: '1' },
  },
  {
    program: 'empty fields that are signed',
    body: 'mchid=&a=1',
    signed: 'a=1&mchid=',
    reading: 'form-with-empties',
    fields: { a: '1', mchid: '' },
  },
  {
    program: 'a literal + beside encoded text',
    body: 'b=1+2&a=%26',
    signed: 'a=&&b=1+2',
    reading: 'percent',
    fields: { a: '&', b: '1+2' },
  },
  {
    program: 'a literal + and a signed empty field',
    body: 'b=1+2&a=%26&c=',
    signed: 'a=&&b=1+2&c=',
    reading: 'percent-with-empties',
    fields: { a: '&', b: '1+2', c: '' },
  },
  {
    program: 'the joined text itself as the body',
    body: 'goods_name=50% off&return_url=https://shop.example/?q=%20+&txdtm=2026-01-01 10:30:34',
    signed: 'goods_name=50% off&return_url=https://shop.example/?q=%20+&txdtm=2026-01-01 10:30:34',
    reading: 'raw',
    fields: {
      goods_name: '50% off',
      return_url: 'https://shop.example/?q=%20+',
      txdtm: '2026-01-01 10:30:34',
    },
  },
  {
    program: 'encoded text signed in encoded form, out of order',
    body: 'b=%26&a=x%20y',
    signed: 'a=x%20y&b=%26',
    reading: 'raw-sorted',
    fields: { a: 'x%20y', b: '%26' },
  },
  {
    program: 'encoded text signed in encoded form, empties too',
    body: 'c=&b=%26&a=x%20y',
    signed: 'a=x%20y&b=%26&c=',
    reading: 'raw-sorted-with-empties',
    fields: { a: 'x%20y', b: '%26', c: '' },
  },
  {
    program: 'sign among the parameters',
    body: 'sign=FF&b=2&a=1',
    signed: 'a=1&b=2',
    reading: 'form',
    fields: { a: '1', b: '2' },
  },
  {
    program: 'a broken escape',
    body: 'a=%zz%2&b=%41',
    signed: 'a=%zz%2&b=A',
    reading: 'form',
    fields: { a: '%zz%2', b: 'A' },
  },
  {
    program: 'the joined text itself, with what looks like an escape of GBK',
    body: 'goods_name=50%DEal&txamt=100',
    signed: 'goods_name=50%DEal&txamt=100',
    reading: 'form',
    fields: { goods_name: '50%DEal', txamt: '100' },
  },
  {
    program: 'the joined text itself, with a cut escape and a +',
    body: 'txamt=100&goods_name=a+b 100%e5',
    signed: 'txamt=100&goods_name=a+b 100%e5',
    reading: 'raw',
    fields: { goods_name: 'a+b 100%e5', txamt: '100' },
  },
  {
    program: 'the joined text itself, sorted, with escapes that are UTF-8 and others',
    body: 'b=%DE%AD&a=%41',
    signed: 'a=%41&b=%DE%AD',
    reading: 'raw-sorted',
    fields: { a: '%41', b: '%DE%AD' },
  },
  {
    program: 'an escaped byte order mark and an escaped replacement character',
    body: 'a=%EF%BB%BF1&b=%EF%BF%BD',
    signed: 'a=\uFEFF1&b=\uFFFD',
    reading: 'form',
    fields: { a: '\uFEFF1', b: '\uFFFD' },
  },
  {
    program: 'a byte order mark, which belongs to the name',
    body: '\uFEFFa=1',
    signed: '\uFEFFa=1',
    reading: 'form',
    fields: { '\uFEFFa': '1' },
  },
] as const;

describe('readForm and verifyForm', () => {
  it.each(programs)('read $program', ({ body, signed, reading, fields }) => {
    const candidates = readForm({ body: Buffer.from(body), contentType: form });
    const { keyId, candidate } = verifyForm(candidates, signBody(signed, key), key);
    expect(keyId).toBe('default');
    expect(candidate.reading).toBe(reading);
    expect(Object.fromEntries(candidate.fields)).toEqual(fields);
  });

  it.each([
    {
      what: 'a request with its empty values signed (R4e)',
      body: 'txamt=500&txcurrcd=HKD&goods_name=&mchid=&udid=0',
      md5: 'B29CFCCC56D16C98EDED64C6439C3CED',
      sha256: 'A17B04345D74EC258D990EFF5B1EBD6233A5676D65849164C0370E39E9DA69F0',
      reading: 'form-with-empties',
    },
    {
      what: 'the same with its empty values sent only (R4)',
      body: 'txamt=500&txcurrcd=HKD&goods_name=&mchid=&udid=0',
      md5: '0241FD88B77196729C63129D74AA2EA6',
      sha256: '359BB27C9EE7F66CC597318CF1E3DD0C3FD30094A01C236A677A8F6B740E24D5',
      reading: 'form',
    },
  ])('accept $what', ({ body, md5, sha256, reading }) => {
    const candidates = readForm({ body: Buffer.from(body), contentType: form });
    expect(verifyForm(candidates, md5, key).candidate.reading).toBe(reading);
    expect(verifyForm(candidates, sha256, key, 'SHA256').candidate.reading).toBe(reading);
  });

  it('reject the empty values that were signed when the server is strict', () => {
    const strict = readForm({
      body: Buffer.from('txamt=500&txcurrcd=HKD&goods_name=&mchid=&udid=0'),
    });
    expect(() => verifyForm(strict.slice(0, 1), 'B29CFCCC56D16C98EDED64C6439C3CED', key)).toThrow(
      expect.objectContaining({ reason: 'mismatch' }),
    );
  });

  it.each([undefined, '', 'text/plain', `${form}; charset=UTF-8`])(
    'read a form whose content type is %j',
    (contentType) => {
      const [strict] = readForm({
        body: Buffer.from('a=1'),
        ...(contentType !== undefined && { contentType }),
      });
      expect(strict).toMatchObject({ reading: 'form', signedText: 'a=1' });
    },
  );

  it('read parameters of the query string alone', () => {
    const candidates = readForm({ body: new Uint8Array(), query: '?b=x+y&a=1' });
    expect(candidates.map(({ signedText }) => signedText)).toEqual([
      'a=1&b=x y',
      'a=1&b=x+y',
      'b=x+y&a=1',
    ]);
  });

  it('read query string and body together, where no exact text exists', () => {
    const candidates = readForm({ body: Buffer.from('b=%20&a=1'), query: 'c=3' });
    expect(candidates.map(({ reading }) => reading)).toEqual(['form', 'raw-sorted']);
    expect(candidates[0]?.signedText).toBe('a=1&b= &c=3');
  });

  it('keep one reading when all of them sign the same text', () => {
    expect(readForm({ body: Buffer.from('a=1&b=2') }).map(({ reading }) => reading)).toEqual([
      'form',
    ]);
  });

  it('read an empty request', () => {
    const [strict] = readForm({ body: new Uint8Array() });
    expect(strict).toEqual({ reading: 'form', fields: new Map(), signedText: '' });
  });

  it.each([
    ['GBK', '%C4%CC'],
    ['an overlong form', '%C0%80'],
    ['half of a surrogate pair', '%ED%A0%80'],
    ['a cut character', '%E5%A5'],
    ['a replacement character beside a stray byte', '%EF%BF%BD%FF'],
  ])('decode no escapes of %s in any reading', (_what, escapes) => {
    const candidates = readForm({ body: Buffer.from(`b=+&a=${escapes}`) });
    expect(candidates.map(({ reading }) => reading)).toEqual(['form', 'percent', 'raw']);
    for (const { fields } of candidates) expect(fields.get('a')).toBe(escapes);
  });

  it('take __proto__ for a name like any other', () => {
    const [strict] = readForm({ body: Buffer.from('__proto__=x&constructor=y') });
    expect(strict?.fields).toEqual(
      new Map([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    );
  });

  it('do not accept a digest that was hashed again with the key', () => {
    const once = signBody('a=1', key);
    expect(() =>
      verifyForm(readForm({ body: Buffer.from('a=1') }), signBody(once, key), key),
    ).toThrow(expect.objectContaining({ reason: 'mismatch' }));
  });

  it('read for SHA256 as well', () => {
    const candidates = readForm({ body: Buffer.from('a=1') });
    expect(verifyForm(candidates, signBody('a=1', key, 'SHA256'), key, 'SHA256').keyId).toBe(
      'default',
    );
    expect(() => verifyForm(candidates, signBody('a=1', key), key, 'SHA256')).toThrow(
      expect.objectContaining({ reason: 'malformed' }),
    );
  });

  it('need a signature', () => {
    expect(() => verifyForm(readForm({ body: Buffer.from('a=1') }), undefined, key)).toThrow(
      expect.objectContaining({ reason: 'missing' }),
    );
  });
});
