import * as z from 'zod';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = { [keyword: string]: unknown };

/** What a request must look like; rules over several fields are beyond JSON Schema. */
export function requestJsonSchema(schema: z.core.$ZodType): JsonSchema {
  return plain(
    z.toJSONSchema(schema, {
      io: 'input',
      override: ({ jsonSchema }) => {
        if (jsonSchema.examples !== undefined) jsonSchema.examples = typedExamples(jsonSchema);
      },
    }),
  );
}

/**
 * What a reply looks like on the wire. Our reading turns digits into numbers and treats null and ""
 * as absent, so the wire may hold any of these.
 */
export function replyJsonSchema(schema: z.core.$ZodType): JsonSchema {
  return plain(
    z.toJSONSchema(schema, {
      io: 'output',
      unrepresentable: 'any',
      override: ({ jsonSchema, path }) => {
        if (!IS_EXACT.has(path.at(-1))) widen(jsonSchema);
      },
    }),
  );
}

/** The reply itself, an entry of a list and a name are what they are. */
const IS_EXACT: ReadonlySet<string | number | undefined> = new Set([
  undefined,
  'items',
  'propertyNames',
]);

const WIDER: Readonly<Record<string, readonly string[]>> = {
  string: ['string', 'number', 'null'],
  integer: ['integer', 'string', 'null'],
  array: ['array', 'string', 'null'],
  object: ['object', 'string', 'null'],
};

/** What an object or a list holds stays described. */
const KEPT: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'items',
  'propertyNames',
  'additionalProperties',
]);

function widen(schema: JsonSchema): void {
  const wider = WIDER[String(schema['type'])];
  if (wider === undefined) return;
  for (const keyword of Object.keys(schema)) {
    if (!KEPT.has(keyword)) delete schema[keyword];
  }
  schema['type'] = [...wider];
}

/** Notes give examples as the wire writes them; here they have the field's own type. */
function typedExamples({ type, examples = [], ...rest }: JsonSchema): unknown[] {
  const isText = type === 'string' || 'enum' in rest || 'const' in rest;
  return (examples as unknown[]).map((example) =>
    typeof example === 'string' && !isText ? JSON.parse(example) : example,
  );
}

function plain({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
