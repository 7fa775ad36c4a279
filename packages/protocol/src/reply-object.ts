import * as z from 'zod';
import { isRecord } from './is-record.ts';

/** An object of a reply: the fields of `shape` are read, other names stay as they came. */
export function replyObject<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$loose> {
  const schema: z.ZodObject = new SparseObject({ type: 'object', shape, catchall: z.unknown() });
  return schema as z.ZodObject<Shape, z.core.$loose>;
}

/** An object of which only the fields of `shape` are read. */
export function knownFields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strip> {
  const schema: z.ZodObject = new SparseObject({ type: 'object', shape });
  return schema as z.ZodObject<Shape, z.core.$strip>;
}

/**
 * A `ZodObject` that looks only at what is there. Replies have names for thirty fields and carry ten of them; zod's own
 * object reads all thirty, which costs more than the rest of reading a reply.
 */
const SparseObject: z.core.$constructor<z.ZodObject> = z.core.$constructor(
  'SparseObject',
  (schema, def) => {
    const object: z.core.$constructor<z.ZodObject> = z.ZodObject;
    object.init(schema, def);
    const known = new Map(Object.entries(def.shape));
    const fields: Fields = {
      known,
      needed: [...known.keys()].filter((name) => known.get(name)?._zod.optout !== 'optional'),
      keepsOthers: def.catchall !== undefined,
    };
    schema._zod.parse = (payload, context) => {
      const { value, issues } = payload;
      if (isRecord(value)) payload.value = fieldsOf(value, fields, { issues, context });
      else issues.push({ code: 'invalid_type', expected: 'object', input: value, inst: schema });
      return payload;
    };
  },
);

interface Fields {
  readonly known: ReadonlyMap<string, z.core.$ZodType>;
  /** Those whose schema must see that they are absent. */
  readonly needed: readonly string[];
  readonly keepsOthers: boolean;
}

interface Reading {
  readonly issues: z.core.$ZodRawIssue[];
  readonly context: z.core.ParseContextInternal;
}

function fieldsOf(
  input: Readonly<Record<string, unknown>>,
  { known, needed, keepsOthers }: Fields,
  reading: Reading,
): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const name of Object.keys(input)) {
    const schema = known.get(name);
    if (schema !== undefined) output[name] = fieldOf(name, input[name], schema, reading);
    else if (keepsOthers && name !== '__proto__') output[name] = input[name];
  }
  for (const name of needed) {
    const schema = known.get(name);
    if (schema !== undefined && !Object.hasOwn(output, name))
      output[name] = fieldOf(name, undefined, schema, reading);
  }
  return output;
}

function fieldOf(
  name: string,
  value: unknown,
  schema: z.core.$ZodType,
  { issues, context }: Reading,
): unknown {
  // Never a promise: zod itself refuses what it would have to wait for.
  const result = schema._zod.run({ value, issues: [] }, context) as z.core.ParsePayload;
  if (result.issues.length > 0) issues.push(...z.core.util.prefixIssues(name, result.issues));
  return result.value;
}
