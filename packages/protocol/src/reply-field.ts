import * as z from 'zod';
import { isRecord } from './is-record.ts';

type Read = (value: unknown) => unknown;

interface ReadFieldDef extends z.core.$ZodOptionalDef {
  readonly read: Read;
  /** Any text but an empty one is read as itself. */
  readonly keepsText: boolean;
}

/** A field that may be absent, and of which `read` makes what the schema expects. */
const ReadField: z.core.$constructor<z.ZodOptional, ReadFieldDef> = z.core.$constructor(
  'ReadField',
  (schema, def) => {
    const optional: z.core.$constructor<z.ZodOptional> = z.ZodOptional;
    optional.init(schema, def);
    schema._zod.parse = (payload, context) => {
      payload.value = def.read(payload.value);
      return payload.value === undefined ? payload : def.innerType._zod.run(payload, context);
    };
  },
);

/** Text that decides something: a number is read as its digits, an object is an issue. */
export const keyText: z.ZodOptional<z.ZodString> = field(z.string(), scalarText, true);

/** Text that only informs: anything that is no scalar counts as absent and stays in the raw reply. */
export const looseText: z.ZodOptional<z.ZodString> = field(z.string(), informingText, true);

/** Minor units as number or digits; anything else that is present is an issue. */
export const replyAmount: z.ZodOptional<z.ZodInt> = field(z.int(), readInteger);

/** A page number or count; anything unreadable counts as absent. */
export const looseCount: z.ZodOptional<z.ZodInt> = field(z.int(), informingInteger);

/** An object that only informs. */
export const looseRecord = z.preprocess(
  (value) => (isRecord(value) ? value : undefined),
  z.record(z.string(), z.unknown()).optional(),
);

/** The result code. It is the one field that every reply must have. */
export const replyCode = z.preprocess(scalarText, z.string().max(32));

/** `z.preprocess(read, schema.optional())` in one step: zod's own takes four, and replies are made of these. */
function field<Schema extends z.ZodType>(
  schema: Schema,
  read: Read,
  keepsText = false,
): z.ZodOptional<Schema> {
  const optional = new ReadField({ type: 'optional', innerType: schema, read, keepsText });
  return optional as unknown as z.ZodOptional<Schema>;
}

function scalarText(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  return typeof value === 'number' ? String(value) : value;
}

function informingText(value: unknown): unknown {
  const text = typeof value === 'boolean' ? String(value) : scalarText(value);
  return typeof text === 'string' ? text : undefined;
}

function readInteger(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  const isDigits = typeof value === 'string' && /^-?\d{1,15}$/.test(value);
  return isDigits ? Number(value) : value;
}

function informingInteger(value: unknown): unknown {
  const number = readInteger(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
