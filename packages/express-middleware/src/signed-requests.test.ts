import { request as httpRequest } from 'node:http';
import { clientKey, signedForm, signFields, verifyBody } from '@qf/signing';
import express from 'express';
import { describe, expect, it } from 'vitest';
import type { RequestRefusal } from './request-refusal.ts';
import { type SignedRequestOptions, signedRequests } from './signed-requests.ts';
import { manualClock } from './testing/manual-clock.ts';
import { EXPRESS } from './testing/merchant.ts';
import { served } from './testing/served.ts';

const key = clientKey('demo-key-0001-NOT-REAL', { id: 'store' });
const FIELDS = { out_trade_no: 'A-1', txamt: '100', goods_name: '奶茶 & more' };

async function gatewayWith(
  options: Partial<SignedRequestOptions> = {},
  create: typeof express = express,
) {
  const app = create();
  const keyFor = (appCode: string) => (appCode === 'STORE' ? key : undefined);
  app.use(signedRequests({ keyFor, ...options }));
  app.all('/trade', (request, response) => {
    const { qf } = request;
    response.json({ ...qf, fields: Object.fromEntries(qf?.fields ?? []) });
  });
  const { url } = await served(app);
  return url.replace('/notify', '/trade');
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<Record<string, unknown> & { readonly status: number }> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    sign: response.headers.get('x-qf-sign'),
    text,
    ...JSON.parse(text),
  };
}

describe.each(EXPRESS)('signedRequests in %s', (_, create) => {
  it('puts the signed values on the request', async () => {
    const url = await gatewayWith({}, create);
    const { body, headers } = signedForm(FIELDS, key);
    expect(await post(url, body, { 'X-QF-APPCODE': 'STORE', ...headers })).toMatchObject({
      appCode: 'STORE',
      fields: FIELDS,
      keyId: 'store',
      reading: 'form',
      signType: 'MD5',
    });
  });

  it('reads SHA256 when the header says so', async () => {
    const url = await gatewayWith({}, create);
    const { body, headers } = signedForm(FIELDS, key, 'SHA256');
    const answer = await post(url, body, { 'X-QF-APPCODE': 'STORE', ...headers });
    expect(answer).toMatchObject({ signType: 'SHA256', fields: FIELDS });
  });

  it('reads parameters from the query string of a GET', async () => {
    const url = await gatewayWith({}, create);
    const fields = { syssn: '1', txamt: '100' };
    const headers = { 'X-QF-APPCODE': 'STORE', 'X-QF-SIGN': signFields(fields, key) };
    const response = await fetch(`${url}?${new URLSearchParams(fields)}`, { headers });
    expect(await response.json()).toMatchObject({ fields });
  });
});

describe('the query string', () => {
  it('goes from the first question mark to its end', async () => {
    const fields = { goods_name: 'tea?', txamt: '100' };
    const headers = { 'X-QF-APPCODE': 'STORE', 'X-QF-SIGN': signFields(fields, key) };
    const response = await fetch(`${await gatewayWith()}?goods_name=tea?&txamt=100`, { headers });
    expect(await response.json()).toMatchObject({ fields });
  });
});

describe('the options', () => {
  const keyFor = () => key;
  it.each([
    ['no options', undefined, 'Give an object of options.'],
    ['no keyFor', {}, 'keyFor is missing. Give the keys of an app code.'],
    ['a keyFor that is none', { keyFor: key }, 'keyFor must be a function.'],
    ['an explain that is none', { keyFor, explain: 'x' }, 'explain must be a function.'],
    ['a word for yes', { keyFor, strict: 'yes' }, 'strict must be true or false.'],
    ['an option that nobody knows', { keyFor, maxbody: 9 }, 'Unknown option "maxbody".'],
    ['a clock that is none', { keyFor, clock: Date }, /^signedRequests\(\): clock must have/],
    ...[Number.NaN, Number.POSITIVE_INFINITY, 0, 2 ** 31, '9'].flatMap((number) =>
      ['maxBody', 'bodyTimeout'].map((name) => [
        `${name} ${number}`,
        { keyFor, [name]: number },
        `${name} must be a number above 0, at most 2147483647.`,
      ]),
    ),
  ] as [string, never, string | RegExp][])('are refused at start: %s', (_, options, sentence) => {
    const message = sentence instanceof RegExp ? sentence : `signedRequests(): ${sentence}`;
    expect(() => signedRequests(options)).toThrow(message);
    expect(() => signedRequests(options)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_OPTIONS' }),
    );
  });
});

describe('keyFor', () => {
  const { body, headers } = signedForm(FIELDS, key);

  it('is asked with the app code, and may answer later', async () => {
    const asked: string[] = [];
    const url = await gatewayWith({
      keyFor: async (appCode) => {
        asked.push(appCode);
        return key;
      },
    });
    const answer = await post(url, body, { ...headers, 'X-QF-APPCODE': 'ANY' });
    expect([answer['appCode'], asked]).toEqual(['ANY', ['ANY']]);
  });

  it.each([{}, { 'X-QF-APPCODE': '' }])('is not asked about nobody (%j)', async (appCode) => {
    const keyFor = () => {
      throw new Error('Nobody is asked.');
    };
    const answer = await post(await gatewayWith({ keyFor }), body, { ...headers, ...appCode });
    expect(answer).toMatchObject({ status: 200, respcd: '1241' });
  });

  it.each([undefined, null])('that gives %s knows no such app code', async (none) => {
    const url = await gatewayWith({ keyFor: async () => none });
    const answer = await post(url, body, { ...headers, 'X-QF-APPCODE': 'STORE' });
    expect(answer).toMatchObject({ status: 200, respcd: '1241', sign: null });
  });

  it('that fails is the server’s fault', async () => {
    const app = express();
    app.use(signedRequests({ keyFor: () => Promise.reject(new Error('vault closed')) }));
    app.use(((error, _request, response, _next) => {
      response.status(500).json({ error: error.message });
    }) satisfies express.ErrorRequestHandler);
    const { url } = await served(app);
    const answer = await post(url, body, { ...headers, 'X-QF-APPCODE': 'STORE' });
    expect(answer).toMatchObject({ status: 500, error: 'vault closed' });
  });
});

describe('a request that deployed programs send', () => {
  const raw = 'goods_name=a+b&out_trade_no=A-1&txamt=100';
  const sign = signFields({ goods_name: 'a+b', out_trade_no: 'A-1', txamt: '100' }, key);
  const headers = { 'X-QF-APPCODE': 'STORE', 'X-QF-SIGN': sign.toLowerCase() };

  it('is read as it was signed', async () => {
    const answer = await post(await gatewayWith(), raw, headers);
    expect(answer).toMatchObject({ fields: { goods_name: 'a+b' }, reading: 'percent' });
  });

  it('is refused with 1108 when strict', async () => {
    const answer = await post(await gatewayWith({ strict: true }), raw, headers);
    expect(answer).toMatchObject({ status: 200, respcd: '1108' });
  });
});

describe('a refusal', () => {
  const { body, headers } = signedForm(FIELDS, key);
  const store = { 'X-QF-APPCODE': 'STORE' };
  it.each([
    ['an unknown app code', body, { ...headers, 'X-QF-APPCODE': 'STRANGER' }, '1241'],
    ['no app code', body, headers, '1241'],
    [
      'the name of an object’s own method',
      body,
      { ...headers, 'X-QF-APPCODE': 'constructor' },
      '1241',
    ],
    ['no signature', body, store, '1108'],
    ['an empty signature', body, { ...store, 'X-QF-SIGN': '' }, '1108'],
    ['a wrong signature', body, { ...store, 'X-QF-SIGN': '0'.repeat(32) }, '1108'],
    ['two signatures', body, { ...store, 'X-QF-SIGN': `${headers['X-QF-SIGN']}, 0` }, '1108'],
    ['an unknown algorithm', body, { ...store, ...headers, 'X-QF-SIGNTYPE': 'SHA1' }, '1108'],
    ['a changed body', `${body}0`, { ...store, ...headers }, '1108'],
    ['a name twice', `${body}&txamt=1`, { ...store, ...headers }, '1103'],
    ['a name twice, spelled differently', `${body}&tx%61mt=1`, { ...store, ...headers }, '1103'],
    ['a value without a name', `${body}&=1`, { ...store, ...headers }, '1103'],
    ['JSON', '{"txamt":1}', { ...store, ...headers }, '1103'],
  ])('of %s is the gateway’s', async (_, sent, sentHeaders, respcd) => {
    const answer = await post(await gatewayWith(), sent, sentHeaders as Record<string, string>);
    expect(answer).toMatchObject({ status: 200, respcd });
    expect(answer['text']).toMatch(/^\{"resperr": ".+", "respmsg": ".+", "respcd": "\d{4}"\}$/);
    const known = (sentHeaders as Record<string, string>)['X-QF-APPCODE'] === 'STORE';
    expect(answer['sign'] !== null).toBe(known);
    if (known) {
      const bytes = new TextEncoder().encode(String(answer['text']));
      expect(verifyBody(bytes, String(answer['sign']), key)).toEqual({ keyId: 'store' });
    }
  });

  it.each(['evil=1&evil=2', 'evil=1&%65vil=2', '{"evil":1}', '=evil', 'evil=%ff'])(
    'of %j signs nothing that the sender chose',
    async (sent) => {
      const answer = await post(await gatewayWith(), sent, { ...store, ...headers });
      expect(answer).toMatchObject({ status: 200, sign: expect.any(String) });
      expect(answer['text']).not.toContain('evil');
    },
  );

  it('of a body that is too large or compressed says so over HTTP', async () => {
    const url = await gatewayWith({ maxBody: 10 });
    expect(await post(url, body, { ...store, ...headers })).toMatchObject({
      status: 413,
      respcd: '1103',
    });
    expect(
      await post(url, 'a=1', { ...store, ...headers, 'content-encoding': 'gzip' }),
    ).toMatchObject({ status: 415, respcd: '1103' });
  });

  it('of a body that takes too long says so over HTTP', async () => {
    const clock = manualClock();
    const url = await gatewayWith({ clock });
    const refused = new Promise<string>((resolve) => {
      const sending = httpRequest(url, { method: 'POST', headers: { ...store, ...headers } });
      sending.on('response', (response) => {
        response.resume();
        resolve(`${response.statusCode} ${response.headers.connection}`);
      });
      sending.on('error', () => {}).write('a=1&');
    });
    await clock.someoneWaits();
    clock.advance(9_999);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    expect(await refused).toBe('408 close');
  });

  it('is not one of a coding that changes nothing, however it is written', async () => {
    const sent = { ...store, ...headers, 'content-encoding': 'Identity' };
    expect(await post(await gatewayWith(), body, sent)).toMatchObject({ fields: FIELDS });
  });

  it('of a body beyond 64 KiB needs no option', async () => {
    const url = await gatewayWith();
    const padded = (length: number) => `a=${'x'.repeat(length - 2)}`;
    const sent = { ...store, 'X-QF-SIGN': '0'.repeat(32) };
    expect(await post(url, padded(65_537), sent)).toMatchObject({ status: 413 });
    expect(await post(url, padded(65_536), sent)).toMatchObject({ status: 200, respcd: '1108' });
  });

  it('waits for an explanation that takes its time', async () => {
    const url = await gatewayWith({
      explain: async (_refusal, _request, response) => {
        await new Promise((resolve) => setImmediate(resolve));
        response.setHeader('X-Explained', 'yes');
      },
    });
    const response = await fetch(url, { method: 'POST', body, headers: store });
    expect(response.headers.get('x-explained')).toBe('yes');
  });

  it('is explained to whoever serves, with what is needed to say why', async () => {
    const seen: RequestRefusal[] = [];
    const url = await gatewayWith({
      explain: (refusal, request, response) => {
        seen.push(refusal);
        response.setHeader('X-Explained', request.path);
      },
    });
    const sent = { ...store, 'X-QF-SIGN': '0'.repeat(32) };
    const response = await fetch(`${url}?mchid=1`, { method: 'POST', body, headers: sent });
    expect(response.headers.get('x-explained')).toBe('/trade');
    expect(seen).toMatchObject([
      {
        respcd: '1108',
        appCode: 'STORE',
        keys: key,
        error: { code: 'ERR_QF_SIGNATURE', reason: 'mismatch' },
        received: { query: 'mchid=1', signature: '0'.repeat(32), signType: undefined },
      },
    ]);
    expect(new TextDecoder().decode(seen[0]?.received?.body)).toBe(body);
    expect(JSON.stringify(seen)).not.toContain('NOT-REAL');
  });

  it('of a body that was not read is explained and signed all the same', async () => {
    const seen: RequestRefusal[] = [];
    const url = await gatewayWith({ maxBody: 10, explain: (refusal) => seen.push(refusal) });
    const answer = await post(url, body, { ...store, ...headers });
    const bytes = new TextEncoder().encode(String(answer['text']));
    expect(verifyBody(bytes, String(answer['sign']), key)).toEqual({ keyId: 'store' });
    expect(seen).toMatchObject([{ respcd: '1103', appCode: 'STORE', keys: key }]);
    expect(seen[0]?.received).toBeUndefined();
  });

  it('of an app code that was never issued is explained with what came', async () => {
    const seen: RequestRefusal[] = [];
    const url = await gatewayWith({ explain: (refusal) => seen.push(refusal) });
    const answer = await post(url, body, { ...headers, 'X-QF-APPCODE': 'NOBODY' });
    expect(answer).toMatchObject({ respcd: '1241', sign: null });
    const contentType = expect.stringContaining('application/x-www-form-urlencoded');
    expect(seen).toMatchObject([{ appCode: 'NOBODY', received: { query: '', contentType } }]);
  });

  it('stands when the explanation throws', async () => {
    const explain = () => {
      throw new Error('no log');
    };
    expect(await post(await gatewayWith({ explain }), body, store)).toMatchObject({
      respcd: '1108',
    });
  });

  it('is a mistake in the wiring behind a body parser', async () => {
    const app = express().use(express.urlencoded({ extended: false }));
    app.use(signedRequests({ keyFor: () => key }));
    app.use(((error, _request, response, _next) => {
      response.status(500).json({ code: error.code });
    }) satisfies express.ErrorRequestHandler);
    const { url } = await served(app);
    expect(await post(url, body, { ...store, ...headers })).toMatchObject({
      status: 500,
      code: 'ERR_QF_BODY_CONSUMED',
    });
  });

  it('needs nobody when the sender hangs up', async () => {
    let told = 0;
    const tell = () => {
      told += 1;
    };
    let hangUp = () => {};
    const app = express();
    const gone = new Promise<void>((resolve) => {
      app.use((_request, response, next) => {
        response.once('close', resolve);
        next();
      });
    });
    const keyFor = () => {
      hangUp();
      return key;
    };
    app.use(signedRequests({ keyFor, explain: tell }), tell);
    app.use(((_error, _request, _response, _next) => {
      tell();
    }) satisfies express.ErrorRequestHandler);
    const { url } = await served(app);
    const sending = httpRequest(url, { method: 'POST', headers: { ...store, ...headers } });
    sending.on('response', tell).on('error', () => {});
    hangUp = () => void sending.destroy();
    sending.write('a=1&');
    await gone;
    // What followed from it has been done by the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toBe(0);
  });
});
