import {
  BaseResolver,
  createConfig,
  lintDocument,
  makeDocumentFromString,
} from '@redocly/openapi-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { notificationKinds } from '../notification-kind.ts';
import { OPERATIONS } from '../operations.ts';
import { payTypeOf } from '../pay-type.ts';
import { type OpenApiDocument, type OpenApiOptions, openApiDocument } from './index.ts';

let document: OpenApiDocument;

beforeEach(() => {
  document = openApiDocument();
});

/** The part of the document that a path of names leads to. */
function at(...path: string[]): unknown {
  return path.reduce<unknown>((part, name) => Reflect.get(part as object, name), document);
}

/** A part of the form of a call. */
function form(path: string, ...rest: string[]): unknown {
  const content = ['paths', path, 'post', 'requestBody', 'content'];
  return at(...content, 'application/x-www-form-urlencoded', ...rest);
}

/** The values of one name in a list of objects. */
function column(list: unknown, name: string): unknown[] {
  return (list as object[]).map((item) => Reflect.get(item, name));
}

async function lint(options?: OpenApiOptions): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const text = JSON.stringify(openApiDocument(options));
  const problems = await lintDocument({
    document: makeDocumentFromString(text, 'qfpay.json'),
    externalRefResolver: new BaseResolver(config.resolve),
    config,
  });
  return problems.map(({ ruleId, message, location }) =>
    [ruleId, message, location[0]?.pointer].join(' | '),
  );
}

describe('openApiDocument', () => {
  it('passes the linter without an error or a warning', async () => {
    expect(await lint()).toEqual([]);
  });

  it('passes the linter for a server that offers a few calls', async () => {
    const servers = [{ url: 'http://127.0.0.1:7600', description: 'sandbox' }];
    expect(await lint({ servers, operations: ['payment', 'query'] })).toEqual([]);
  });

  it('describes every operation under its method and path', () => {
    const described = Object.values(OPERATIONS).map(({ name, method, path }) => [
      at('paths', path, method.toLowerCase(), 'operationId'),
      name,
    ]);
    expect(described.filter(([found, name]) => found !== name)).toEqual([]);
    expect(Object.keys(document.paths)).toHaveLength(Object.keys(OPERATIONS).length);
  });

  it('wants app code and signature with every call', () => {
    expect(document.security).toEqual([{ appCode: [], signature: [] }]);
  });

  it('sorts every call into one chapter', () => {
    const chapters = Object.values(OPERATIONS).map(({ method, path }) =>
      at('paths', path, method.toLowerCase(), 'tags'),
    );
    expect(chapters.filter((tags) => (tags as string[]).length !== 1)).toEqual([]);
    expect(new Set(chapters.flat())).toEqual(new Set(document.tags.map(({ name }) => name)));
  });

  it('names the tags of the calls it holds, and no other', () => {
    const few: OpenApiDocument = openApiDocument({ operations: ['payment', 'trade_bill'] });
    expect(few.tags.map(({ name }) => name)).toEqual(['Payments', 'Reconciliation']);
    expect(Object.keys(few.paths)).toEqual(['/trade/v1/payment', '/download/v1/trade_bill']);
  });

  it('leads each pay type to the schema that takes it', () => {
    const mapping = form('/trade/v1/payment', 'schema', 'discriminator', 'mapping') as object;
    expect(mapping).toMatchObject({
      '801514': '#/components/schemas/WebPayment',
      '800212': '#/components/schemas/WeChatH5Payment',
    });
    const codes = Object.keys(mapping);
    expect(codes).toHaveLength(35);
    expect(codes.filter((code) => payTypeOf(code)?.state !== 'current')).toEqual([]);
  });

  it('demands on the wire what the client fills in', () => {
    expect(at('components', 'schemas', 'WebPayment', 'required')).toContain('txdtm');
    expect(form('/trade/v1/add_note', 'schema', 'required')).toEqual(['syssn', 'note', 'code']);
    expect(form('/trade/v1/query', 'schema')).not.toHaveProperty('required');
  });

  it('sends objects and lists as JSON text in one field', () => {
    const json = { contentType: 'application/json' };
    expect(form('/trade/v1/payment', 'encoding')).toEqual({ extend_info: json });
    expect(form('/subscription/v1/create', 'encoding')).toEqual({ products: json });
    expect(form('/customer/v1/create', 'encoding')).toEqual({ billing_address: json });
    expect(form('/trade/v1/refund')).not.toHaveProperty('encoding');
  });

  it('gives examples of the type of their field', () => {
    expect(at('components', 'schemas', 'WebPayment', 'properties')).toMatchObject({
      txamt: { examples: [1234] },
      txcurrcd: { examples: ['HKD'] },
      txdtm: {
        pattern:
          '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]) (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$',
      },
    });
  });

  it('puts the fields of a GET into the query string', () => {
    const parameters = at('paths', '/tool/v1/get_weixin_openid', 'get', 'parameters');
    expect(column(parameters, 'name')).toEqual(['code', 'mchid', undefined]);
    expect(column(parameters, 'required')).toEqual([true, false, undefined]);
  });

  it('lets replies carry numbers as digits, and null for what is missing', () => {
    const answer = at('paths', '/trade/v1/refund', 'post', 'responses', '200', 'content');
    expect(answer).toMatchObject({
      'application/json': {
        schema: {
          properties: {
            txamt: { type: ['integer', 'string', 'null'] },
            syssn: { type: ['string', 'number', 'null'] },
            respcd: { $ref: '#/components/schemas/ResponseCode' },
          },
          required: ['respcd'],
        },
      },
    });
  });

  it('lets a refusal carry no list and no object, as null, as "" or not at all', () => {
    const answer = (path: string, ...rest: string[]) =>
      at(
        'paths',
        path,
        'post',
        'responses',
        '200',
        'content',
        'application/json',
        'schema',
        ...rest,
      );
    expect(answer('/trade/v1/query')).toMatchObject({ type: 'object', required: ['respcd'] });
    expect(answer('/trade/v1/query', 'properties', 'data')).toMatchObject({
      type: ['array', 'string', 'null'],
      items: { type: 'object' },
    });
    expect(answer('/customer/v1/create', 'properties', 'data')).toMatchObject({
      type: ['object', 'string', 'null'],
      additionalProperties: {},
      properties: {
        billing_address: { type: ['object', 'string', 'null'], propertyNames: { type: 'string' } },
      },
    });
  });

  it('offers the trade bill as a file, with JSON for a refusal', () => {
    const answer = at('paths', '/download/v1/trade_bill', 'get', 'responses', '200', 'content');
    expect(Object.keys(answer as object)).toEqual(['application/zip', 'application/json']);
  });

  it('says what every code means', () => {
    const meanings = at('components', 'schemas', 'ResponseCode', 'x-meanings');
    expect(meanings).toMatchObject({ '1143': 'not paid yet, password being typed' });
  });

  it('describes every kind of notification as a webhook', () => {
    const kinds = at('components', 'schemas', 'Notification', 'anyOf');
    expect(column(kinds, 'title')).toEqual(Object.keys(notificationKinds));
    expect(column(kinds, 'required')[0]).toEqual(['syssn', 'out_trade_no', 'txamt']);
    expect(
      at('webhooks', 'notification', 'post', 'responses', '200', 'content', 'text/plain'),
    ).toEqual({ schema: { type: 'string', const: 'SUCCESS' } });
  });

  it('tells a caller that a call which changes something may have happened', () => {
    expect(at('paths', '/trade/v1/payment', 'post', 'description')).toMatch(/^May have happened/);
    expect(at('paths', '/trade/v1/query', 'post', 'description')).toBe(
      'Changes nothing. Give syssn, or out_trade_no, or start_time with end_time.',
    );
  });
});
