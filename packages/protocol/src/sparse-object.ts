import * as z from 'zod';
import { isRecord } from './is-record.ts';
import { keepsText, type QuickRead, quickRead, UNSURE } from './quick-read.ts';

/** An object of a request: other names than those of `shape` are refused. */
export function strictRequest<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const schema: z.ZodObject = new SparseObject({ type: 'object', shape, catchall: z.never() });
  return schema as z.ZodObject<Shape, z.core.$strict>;
}

/**
 * An object of a reply: the fields of `shape` are read, other names stay as they came.
 *
 * @param arrange what is done with it before: `z.preprocess` would take three steps more
 */
export function replyObject<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  arrange?: (reply: unknown) => unknown,
): z.ZodObject<Shape, z.core.$loose> {
  const catchall = z.unknown();
  const schema: z.ZodObject = new SparseObject({ type: 'object', shape, catchall, arrange });
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
 * A `ZodObject` that looks only at what is there. Requests and replies have names for up to thirty fields and carry ten
 * of them; zod's own object reads all thirty, which costs more than the rest of reading.
 */
const SparseObject: z.core.$constructor<z.ZodObject, SparseObjectDef> = z.core.$constructor(
  'SparseObject',
  (schema, def) => {
    const object: z.core.$constructor<z.ZodObject> = z.ZodObject;
    object.init(schema, def);
    const fields = fieldsOf(def);
    const { arrange = (value: unknown) => value } = def;
    schema._zod.parse = (payload, context) => {
      const { issues } = payload;
      const input = arrange(payload.value);
      if (isRecord(input)) {
        const unknown: string[] = [];
        payload.value = readFields(input, fields, { issues, context, unknown });
        if (fields.others === 'refused' && unknown.length > 0)
          issues.push(unrecognized(unknown, input, schema));
      } else issues.push({ code: 'invalid_type', expected: 'object', input, inst: schema });
      return payload;
    };
  },
);

interface SparseObjectDef extends z.core.$ZodObjectDef {
  readonly arrange?: ((value: unknown) => unknown) | undefined;
}

interface Fields {
  readonly known: ReadonlyMap<string, Field>;
  /** Those whose schema must see that they are absent. */
  readonly needed: readonly string[];
  /** What becomes of names that it does not know. */
  readonly others: 'kept' | 'dropped' | 'refused';
}

interface Field {
  readonly schema: z.core.$ZodType;
  readonly quickly: QuickRead;
  readonly keepsText: boolean;
}

function fieldsOf({ shape, catchall }: z.core.$ZodObjectDef): Fields {
  const schemas = Object.entries(shape);
  const others = catchall?._zod.def.type === 'never' ? 'refused' : 'kept';
  return {
    known: new Map(schemas.map(([name, schema]) => [name, fieldOf(schema)])),
    needed: schemas.filter(([, schema]) => schema._zod.optout !== 'optional').map(([name]) => name),
    others: catchall === undefined ? 'dropped' : others,
  };
}

function fieldOf(schema: z.core.$ZodType): Field {
  return { schema, quickly: quickRead(schema), keepsText: keepsText(schema) };
}

interface Reading {
  readonly issues: z.core.$ZodRawIssue[];
  readonly context: z.core.ParseContextInternal;
  /** Names that the shape does not have. */
  readonly unknown: string[];
}

function readFields(
  input: Readonly<Record<string, unknown>>,
  fields: Fields,
  reading: Reading,
): Record<string, unknown> {
  const { known, needed } = fields;
  const output = copied(input, fields);
  for (const name of Object.keys(output)) {
    const field = known.get(name);
    if (field === undefined) reading.unknown.push(name);
    else {
      const value = readField(name, output[name], field, reading);
      if (output[name] !== value) output[name] = value;
    }
  }
  for (const name of needed) {
    const field = known.get(name);
    if (field !== undefined && !Object.hasOwn(output, name))
      output[name] = readField(name, undefined, field, reading);
  }
  return output;
}

/** Its own fields, copied as a whole where that can be, which is cheaper than name by name. */
function copied(input: Readonly<Record<string, unknown>>, fields: Fields): Record<string, unknown> {
  if (isWanted(input, fields)) return { ...input };
  const { known, others } = fields;
  const entries = Object.entries(input).filter(
    ([name]) => known.has(name) || (others === 'kept' && name !== '__proto__'),
  );
  return Object.fromEntries(entries);
}

/** Whether nothing needs to be left out. */
function isWanted(input: object, { known, others }: Fields): boolean {
  switch (others) {
    case 'refused':
      return true;
    case 'kept':
      return !Object.hasOwn(input, '__proto__');
    case 'dropped':
      return Object.keys(input).every((name) => known.has(name));
  }
}

function readField(
  name: string,
  value: unknown,
  { schema, quickly, keepsText }: Field,
  { issues, context }: Reading,
): unknown {
  if (keepsText && typeof value === 'string' && value !== '') return value;
  const read = quickly(value);
  if (read !== UNSURE) return read;
  // Never a promise: zod itself refuses what it would have to wait for.
  const result = schema._zod.run({ value, issues: [] }, context) as z.core.ParsePayload;
  issues.push(...z.core.util.prefixIssues(name, result.issues));
  return result.value;
}

function unrecognized(
  keys: string[],
  input: object,
  inst: z.core.$ZodType,
): z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys> {
  // Says nothing about the fields that are known: what is checked across them still is.
  return {
    code: 'unrecognized_keys',
    keys,
    input: input as Record<string, unknown>,
    inst,
    continue: true,
  };
}
