import type * as z from 'zod';
import type { Operation } from '../operation.ts';
import { type JsonSchema, replyJsonSchema, requestJsonSchema } from './json-schema.ts';
import { OPERATION_TITLES } from './operation-title.ts';
import { PAYMENT_SCHEMAS } from './payment-schemas.ts';

/** One call as OpenAPI describes it. */
export function pathItem(operation: Operation<unknown, unknown>): Record<string, unknown> {
  const { name, method, readOnly, senderRule } = operation;
  const [summary, tag] = OPERATION_TITLES[name];
  const effect = readOnly ? 'Changes nothing.' : 'May have happened even when no answer arrives.';
  const choices = senderRule?.oneOf.map((choice) => [choice].flat().join(' with ')).join(', or ');
  const rule = choices === undefined ? '' : ` Give ${choices}.`;
  return {
    [method.toLowerCase()]: {
      operationId: name,
      summary,
      description: effect + rule,
      tags: [tag],
      ...(method === 'GET' ? queryOf(operation) : bodyOf(operation)),
      responses: responsesOf(operation),
    },
  };
}

/** What the wire demands, which is more than a caller must write where the client fills fields in. */
export function wireSchema({ name, request, wire }: Operation<unknown, unknown>): JsonSchema {
  if (name === 'payment') {
    const members = Object.keys(PAYMENT_SCHEMAS).map((member) => reference(member));
    return { oneOf: members, discriminator: { propertyName: 'pay_type', mapping: payTypes() } };
  }
  return withRequired(requestJsonSchema(request), wire?.required);
}

/** Adds names to the fields that a schema demands. */
export function withRequired(schema: JsonSchema, names: readonly string[] = []): JsonSchema {
  const required = [...new Set([...((schema['required'] ?? []) as string[]), ...names])];
  return required.length === 0 ? schema : { ...schema, required };
}

function payTypes(): Record<string, string> {
  const entries = Object.entries(PAYMENT_SCHEMAS).flatMap(([member, { shape }]) =>
    (shape['pay_type'] as z.ZodEnum).options.map((code) => [code, reference(member).$ref]),
  );
  return Object.fromEntries(entries);
}

function reference(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function bodyOf(operation: Operation<unknown, unknown>): Record<string, unknown> {
  const schema = wireSchema(operation);
  const encoding = jsonFields(
    operation.name === 'payment' ? ['extend_info'] : namesOfObjects(schema),
  );
  const form = { schema, ...(Object.keys(encoding).length === 0 ? {} : { encoding }) };
  return {
    parameters: [sharedPart('parameters', 'SignType')],
    requestBody: { required: true, content: { 'application/x-www-form-urlencoded': form } },
  };
}

/** Objects and lists travel as JSON text in one form field. */
function jsonFields(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { contentType: 'application/json' }]));
}

function namesOfObjects({ properties = {} }: JsonSchema): string[] {
  return Object.entries(properties as Record<string, JsonSchema>)
    .filter(([, { type }]) => type === 'object' || type === 'array')
    .map(([name]) => name);
}

function queryOf(operation: Operation<unknown, unknown>): Record<string, unknown> {
  const { properties = {}, required = [] } = wireSchema(operation) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const parameters = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    description,
    required: required.includes(name),
    schema,
  }));
  return { parameters: [...parameters, sharedPart('parameters', 'SignType')] };
}

function responsesOf({ reply, download }: Operation<unknown, unknown>): Record<string, unknown> {
  const { properties, ...schema } = replyJsonSchema(reply);
  const coded = { ...(properties as JsonSchema), respcd: reference('ResponseCode') };
  // A refusal has a code, and need not have anything else.
  const answer = { ...schema, properties: coded, required: ['respcd'] };
  const json = { 'application/json': { schema: answer } };
  const file = { 'application/zip': { schema: { type: 'string', format: 'binary' } } };
  return {
    '200': {
      description: 'The answer; `respcd` tells what it means. A refusal has HTTP status 200 too.',
      headers: { 'X-QF-SIGN': sharedPart('headers', 'Signature') },
      content: download === undefined ? json : { ...file, ...json },
    },
    '429': { description: 'More than 100 requests a second or 400 a minute.' },
  };
}

function sharedPart(kind: 'parameters' | 'headers', name: string): { $ref: string } {
  return { $ref: `#/components/${kind}/${name}` };
}
