import { paymentOperation, queryOperation } from '@qf/protocol';
import { clientKey, type SignType, signBody, signFields } from '@qf/signing';
import { describe, expect, it } from 'vitest';
import { isRefusal, readAnswer } from './read-answer.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

const key = clientKey('test-client-key-0001-NOT-REAL');
const TEXT = '{"respcd":"0000","syssn":"1"}';
const bytes = (text: string) => new TextEncoder().encode(text);

function read(
  text: string,
  {
    status = 200,
    headers = {},
    responseSignatures = 'if-present',
  }: {
    status?: number;
    headers?: Record<string, string>;
    responseSignatures?: Settings['responseSignatures'];
  } = {},
) {
  const session = { settings: { keys: key, responseSignatures } } as unknown as Session;
  return readAnswer(paymentOperation, { status, headers, body: bytes(text) }, session);
}

describe('an answer', () => {
  it.each([200, 299])('counts with HTTP %i, whatever its code', (status) => {
    expect(read('{"respcd":"no-code"}', { status })).toMatchObject({ kind: 'answer' });
  });

  it.each([199, 300, 500])('counts with HTTP %i only where its code is listed', (status) => {
    expect(read('{"respcd":"1103"}', { status })).toMatchObject({ kind: 'answer' });
    expect(read('{"respcd":"no-code"}', { status })).toEqual({
      kind: 'unreadable',
      code: 'ERR_QF_UNREADABLE_ANSWER',
      sentence: `HTTP ${status} without a listed result code.`,
      httpStatus: status,
    });
  });

  it('that cannot be read is told by its length', () => {
    expect(read('<html>')).toMatchObject({
      kind: 'unreadable',
      sentence: 'HTTP 200 with 6 bytes that are no answer to payment.',
    });
  });

  it('beside HTTP 429 is none', () => {
    expect(read(TEXT, { status: 429 })).toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
      sentence: 'HTTP 429 with an answer to payment that is no refusal.',
    });
  });
});

describe('a signature of an answer', () => {
  const required = { responseSignatures: 'required' } as const;

  it.each([{}, { 'x-qf-sign': '' }])('is missed where it is required: %j', (headers) => {
    expect(read(TEXT, { headers, ...required })).toMatchObject({
      code: 'ERR_QF_ANSWER_SIGNATURE',
      sentence: 'The answer to payment is not signed by the gateway: no signature came.',
    });
    expect(read(TEXT, { headers })).toMatchObject({ kind: 'answer' });
  });

  it('is not looked at where none is wanted', () => {
    const headers = { 'x-qf-sign': 'nonsense' };
    expect(read(TEXT, { headers, responseSignatures: 'off' })).toMatchObject({ kind: 'answer' });
  });

  it.each(['MD5', 'SHA256'] as const)('fits over the bytes, %s', (type: SignType) => {
    const headers = { 'x-qf-sign': signBody(bytes(TEXT), key, type), 'x-qf-signtype': type };
    expect(read(TEXT, { headers, ...required })).toMatchObject({ kind: 'answer' });
  });

  it.each(['MD5', 'SHA256'] as const)('fits over the fields, or those of data, %s', (type) => {
    const fields = { respcd: '0000', syssn: '1' };
    const headers = { 'x-qf-sign': signFields(fields, key, type) };
    expect(read(TEXT, { headers, ...required })).toMatchObject({ kind: 'answer' });
    const inside = `{"respcd":"0000","more":[],"data":${JSON.stringify(fields)}}`;
    expect(read(inside, { headers, ...required })).toMatchObject({ kind: 'answer' });
  });

  it.each(['null', '"text"', '[]'])('that does not fit is none, with data %s', (data) => {
    const headers = { 'x-qf-sign': signFields({ other: '1' }, key) };
    expect(read(`{"respcd":"0000","data":${data}}`, { headers })).toMatchObject({
      code: 'ERR_QF_ANSWER_SIGNATURE',
      sentence: 'The answer to payment is not signed by the gateway: no key fits.',
    });
  });
});

describe('HTTP 429', () => {
  const refuses = (text: string) => isRefusal(paymentOperation, { body: bytes(text) });

  it('is a refusal of a change only where its body says nothing but no', () => {
    expect(refuses('slow down')).toBe(true);
    expect(refuses('{"respcd":"1103"}')).toBe(true);
    expect(refuses(TEXT)).toBe(false);
    expect(refuses('{"respcd":"1145"}')).toBe(false);
  });

  it.each(['1103', '1108', '1147', '1100'])('is a refusal with code %s', (respcd) => {
    expect(refuses(JSON.stringify({ respcd }))).toBe(true);
  });

  it.each(['respmsg', 'resperr'])('is none where %s says that the number was used', (name) => {
    expect(refuses('{"respcd":"1251"}')).toBe(true);
    expect(refuses(JSON.stringify({ respcd: '1251', [name]: 'out_trade_no is used' }))).toBe(false);
  });

  it('is one of a read, whatever it says', () => {
    const body = bytes('{"respcd":"0000","data":[]}');
    expect(isRefusal(queryOperation, { body })).toBe(true);
  });
});
