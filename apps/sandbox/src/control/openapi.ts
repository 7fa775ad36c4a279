import type { ControlCall } from './calls/control-call.ts';
import { code, text } from './calls/schema.ts';
import { CONTROL_CALLS } from './control-calls.ts';

/** OpenAPI 3.1 of the control API. */
export function controlOpenApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const entry of CONTROL_CALLS) {
    paths[entry.path] = { ...paths[entry.path], [entry.method]: operation(entry) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'QFPay sandbox, control API',
      version: '1',
      summary: 'Everything that a page of the sandbox can do.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/_sandbox/api/v1' }],
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
    },
  };
}

const PROBLEM = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: text, message: text, expected: text, received: text, respcd: code },
    },
  },
};

function operation({
  method,
  path,
  says,
  query = {},
  body,
  status = 200,
  media,
}: ControlCall): object {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: text })),
    ...Object.entries(query).map(([name, description]) => ({
      name,
      in: 'query',
      description,
      schema: text,
    })),
  ];
  const type = media ?? 'application/json';
  const problem = {
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: [method, ...path.split(/[/{}.-]+/)].filter((part) => part !== '').join('_'),
    summary: says,
    parameters,
    ...(body === undefined ? {} : { requestBody: { content: { [type]: { schema: body } } } }),
    responses: {
      [status]: {
        description: says,
        content: {
          [method === 'get' ? type : 'application/json']: {
            schema: method === 'get' && media ? text : { type: 'object' },
          },
        },
      },
      '4XX': { description: 'Why not, in words', ...problem },
    },
  };
}
