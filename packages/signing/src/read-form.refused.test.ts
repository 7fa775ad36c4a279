import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { FormError } from './form-error.ts';
import { readForm } from './read-form.ts';

const multipart = 'multipart/form-data; boundary=b';

describe('readForm refuses', () => {
  it.each<[string, string, Parameters<typeof readForm>[0]]>([
    ['ERR_QF_FORM_DUPLICATE', 'a name twice', { body: Buffer.from('txamt=1&txamt=2') }],
    ['ERR_QF_FORM_DUPLICATE', 'a name twice with the same value', { body: Buffer.from('a=1&a=1') }],
    [
      'ERR_QF_FORM_DUPLICATE',
      'a name spelled in two ways',
      { body: Buffer.from('txamt=1&t%78amt=2') },
    ],
    [
      'ERR_QF_FORM_DUPLICATE',
      'a name that comes twice only where a + stays',
      { body: Buffer.from('a%2B=1&a+=2') },
    ],
    [
      'ERR_QF_FORM_DUPLICATE',
      'a name in query and body',
      { body: Buffer.from('a=1'), query: 'a=2' },
    ],
    ['ERR_QF_FORM_NAME', 'a value without a name', { body: Buffer.from('=1') }],
    ['ERR_QF_FORM_UTF8', 'GBK bytes', { body: Buffer.from([0x61, 0x3d, 0xc4, 0xcc]) }],
    [
      'ERR_QF_FORM_JSON',
      'JSON by its content type',
      { body: Buffer.from('a=1'), contentType: 'application/json' },
    ],
    [
      'ERR_QF_FORM_JSON',
      'JSON of a vendor',
      { body: Buffer.from('a=1'), contentType: 'application/x+json; charset=UTF-8' },
    ],
    ['ERR_QF_FORM_JSON', 'JSON by its look', { body: Buffer.from(' {"txamt": 1}') }],
    [
      'ERR_QF_FORM_MULTIPART',
      'multipart without a boundary',
      { body: Buffer.from('--b--'), contentType: 'multipart/form-data' },
    ],
    [
      'ERR_QF_FORM_MULTIPART',
      'multipart that is cut',
      { body: Buffer.from('--b\r\n'), contentType: multipart },
    ],
    [
      'ERR_QF_FORM_MULTIPART',
      'a part without a header',
      { body: Buffer.from('--b\r\nx\r\n--b--'), contentType: multipart },
    ],
    [
      'ERR_QF_FORM_MULTIPART',
      'a part without a name',
      { body: Buffer.from('--b\r\nX-A: 1\r\n\r\n1\r\n--b--'), contentType: multipart },
    ],
  ])('with %s %s', (code, _what, request) => {
    expect(() => readForm(request)).toThrow(FormError);
    expect(() => readForm(request)).toThrow(expect.objectContaining({ code, name: 'FormError' }));
  });

  it('bytes that are not UTF-8, and keeps what the decoder said as the cause', () => {
    expect(() => readForm({ body: Buffer.from([0xc4]) })).toThrow(
      expect.objectContaining({ cause: expect.any(TypeError) }),
    );
  });

  it('a parsed body, and names the fix', () => {
    expect(() => readForm({ body: { a: '1' } as unknown as Uint8Array })).toThrow(
      /express\.raw\(\)/,
    );
  });
});

describe('readForm of multipart', () => {
  it('reads fields as they are and leaves files out', () => {
    const parts = [
      'Content-Disposition: form-data; name="txamt"\r\n\r\n100',
      'content-disposition: form-data; name=goods_name\r\nContent-Type: text/plain\r\n\r\n奶茶 100%+\r\n',
      'Content-Disposition: form-data; name="empty"\r\n\r\n',
      'Content-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n\u0000',
    ];
    const body = `preamble\r\n--b\r\n${parts.join('\r\n--b\r\n')}\r\n--b--\r\n`;
    const [strict, withEmpties] = readForm({
      body: Buffer.from(body),
      query: 'page=1+2',
      contentType: 'multipart/form-data; boundary="b"',
    });
    expect(strict?.signedText).toBe('goods_name=奶茶 100%+\r\n&page=1 2&txamt=100');
    expect(withEmpties?.signedText).toBe('empty=&goods_name=奶茶 100%+\r\n&page=1 2&txamt=100');
  });
});
