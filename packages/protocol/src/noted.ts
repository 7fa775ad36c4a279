import * as z from 'zod';
import { FIELD_NOTES, type FieldNote } from './field-note.ts';

/**
 * A schema with its note attached, for issues and for JSON Schema: the note of a name that means the
 * same in every operation, or one of its own.
 */
export function noted<Schema extends z.ZodType>(
  note: keyof typeof FIELD_NOTES | FieldNote,
  schema: Schema,
): Schema {
  const { expected, example } = typeof note === 'string' ? FIELD_NOTES[note] : note;
  return schema.meta({ description: expected, examples: [example] });
}

/** The note that a field's schema carries, optional or not. */
export function noteOf(schema: z.core.$ZodType | undefined): FieldNote | undefined {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const meta = inner instanceof z.ZodType ? inner.meta() : undefined;
  const example = meta?.['examples'];
  if (typeof meta?.description !== 'string' || !Array.isArray(example)) return undefined;
  return { expected: meta.description, example: String(example[0]) };
}
