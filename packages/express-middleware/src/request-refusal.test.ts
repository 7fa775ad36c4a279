import { HEADERS, RESPONSE_CODES } from '@qf/protocol';
import { verifyBody } from '@qf/signing';
import { describe, expect, it } from 'vitest';
import { type RefusalCause, requestRefusal, writeRefusal } from './request-refusal.ts';
import { KEY } from './testing/merchant-key.ts';
import { served } from './testing/served.ts';

const FACTS = {
  appCode: 'STORE',
  keys: KEY,
  received: {
    ...{ body: new Uint8Array(), query: '', contentType: undefined },
    ...{ signature: undefined, signType: undefined },
  },
};

const thrown = (code: unknown, message = 'a name twice') => ({
  error: Object.assign(new Error(message), { code }),
});

describe('requestRefusal', () => {
  it.each([
    ['unknown_app_code', '1241', 200, 'app code unknown'],
    ['too_large', '1103', 413, 'request body too large'],
    ['too_slow', '1103', 408, 'request body took too long'],
    ['wrong_encoding', '1103', 415, 'content encoding not supported'],
  ] as const)('for %s has code %s and status %i', (cause, respcd, httpStatus, respmsg) => {
    const refusal = requestRefusal(cause, FACTS);
    expect(refusal).toEqual({ respcd, httpStatus, respmsg, ...FACTS, error: undefined });
  });

  it.each([
    [
      'ERR_QF_FORM_DUPLICATE',
      '1103',
      'format error: a parameter comes twice. Send each name once.',
    ],
    ['ERR_QF_FORM_NAME', '1103', 'format error: a parameter has no name. Send name=value pairs.'],
    [
      'ERR_QF_FORM_JSON',
      '1103',
      'format error: the request body is JSON. Send application/x-www-form-urlencoded.',
    ],
    [
      'ERR_QF_FORM_UTF8',
      '1103',
      'format error: bytes that are not UTF-8. Encode text as UTF-8 before it is signed and sent.',
    ],
    [
      'ERR_QF_FORM_MULTIPART',
      '1103',
      'format error: the parts of the body cannot be read. Send application/x-www-form-urlencoded.',
    ],
    ['ERR_QF_FORM_LATER', '1103', 'format error: no form with each name once'],
    ['ERR_QF_SIGNATURE', '1108', 'signature error'],
    ['ERR_QF_SIGN_TYPE', '1108', 'signature error'],
  ] as const)('for %s has code %s', (code, respcd, respmsg) => {
    const cause = thrown(code);
    const refusal = requestRefusal(cause, FACTS);
    expect(refusal).toEqual({ respcd, httpStatus: 200, respmsg, ...FACTS, error: cause.error });
  });

  it.each([
    ['of another code', thrown('ERR_QF_CLIENT_KEY')],
    ['of a code that only ends so', thrown('NOT_ERR_QF_FORM_DUPLICATE')],
    ['without a code', thrown(undefined)],
    ['of nothing', { error: undefined }],
  ] as const)('throws an error %s on, which is no fault of the request', (_, cause) => {
    let caught: unknown = 'nothing';
    try {
      requestRefusal(cause as RefusalCause, FACTS);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(cause.error);
  });
});

describe('writeRefusal', () => {
  const answerTo = async (cause: RefusalCause, keys: typeof KEY | undefined) => {
    const { url } = await served((_request, response) =>
      writeRefusal(response, requestRefusal(cause, { appCode: 'STORE', keys })),
    );
    const response = await fetch(url);
    const { status, headers } = response;
    return { status, headers, text: await response.text() };
  };

  it('answers in the gateway’s JSON, signed for a merchant that is known', async () => {
    const { status, headers, text } = await answerTo(thrown('ERR_QF_SIGNATURE'), KEY);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(headers.get('connection')).toBe('keep-alive');
    const resperr = RESPONSE_CODES['1108']?.meaning;
    expect(text).toBe(`{"resperr": "${resperr}", "respmsg": "signature error", "respcd": "1108"}`);
    const sign = headers.get(HEADERS.sign) ?? '';
    expect(verifyBody(new TextEncoder().encode(text), sign, KEY)).toEqual({ keyId: 'test' });
  });

  it('answers unsigned to strangers', async () => {
    const { headers, text } = await answerTo('unknown_app_code', undefined);
    expect(headers.get(HEADERS.sign)).toBeNull();
    expect(JSON.parse(text)).toMatchObject({ respcd: '1241', respmsg: 'app code unknown' });
  });

  it.each([
    ['too_large', 413],
    ['too_slow', 408],
    ['wrong_encoding', 415],
  ] as const)('closes the connection after %s', async (cause, expected) => {
    const { status, headers } = await answerTo(cause, KEY);
    expect([status, headers.get('connection')]).toEqual([expected, 'close']);
  });

  it('does not answer where somebody has answered', async () => {
    const { url } = await served((_request, response) => {
      response.end('elsewhere');
      writeRefusal(response, requestRefusal('too_large', FACTS));
    });
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, 'elsewhere']);
  });

  it('does not answer where somebody has begun to', async () => {
    const { url } = await served((_request, response) => {
      response.write('else');
      writeRefusal(response, requestRefusal('too_large', FACTS));
      response.end('where');
    });
    expect(await (await fetch(url)).text()).toBe('elsewhere');
  });
});
