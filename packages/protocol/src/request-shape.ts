import * as z from 'zod';

/** The fields of a request and their schemas. */
export type RequestShape = Readonly<Record<string, z.core.$ZodType>>;

/**
 * The fields that a request schema knows. A payment has a shape per pay type; for one that no pay
 * type claims, the first member stands in, so that the common fields can still be judged.
 */
export function requestShape(schema: z.core.$ZodType, input: unknown): RequestShape {
  return requestObject(schema, input).shape;
}

/** The object schema that judges this input. */
export function requestObject(schema: z.core.$ZodType, input: unknown): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const members = schema.options.filter((member) => member instanceof z.ZodObject);
    const [fallback] = members;
    const claiming = members.find((member) => claims(member, schema.def.discriminator, input));
    if (fallback !== undefined) return claiming ?? fallback;
  }
  throw new TypeError('A request schema must be an object or a discriminated union of objects.');
}

/** Every field that the schema knows for any input. */
export function wholeShape(schema: z.core.$ZodType): RequestShape {
  const members = schema instanceof z.ZodDiscriminatedUnion ? schema.options : [schema];
  return Object.assign({}, ...members.map((member) => requestObject(member, undefined).shape));
}

function claims(member: z.ZodObject, discriminator: string, input: unknown): boolean {
  const value = typeof input === 'object' && input !== null && Reflect.get(input, discriminator);
  const schema = member.shape[discriminator];
  return schema instanceof z.ZodType && schema.safeParse(value).success;
}
