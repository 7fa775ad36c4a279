import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { OPERATIONS } from './operations.ts';
import { keepsText, quickRead, UNSURE } from './quick-read.ts';
import * as replyField from './reply-field.ts';
import * as requestField from './request-field.ts';
import { requestShape } from './request-shape.ts';
import { rowSchema } from './row.ts';
import { STRANGE } from './testing/mutated.ts';
import { SAMPLE_ROW } from './testing/sample-replies.ts';
import { SAMPLE_REQUESTS } from './testing/sample-requests.ts';

const requestFields = Object.values(OPERATIONS).flatMap(({ name, request }) =>
  Object.entries(requestShape(request, SAMPLE_REQUESTS[name])).map(([field, schema]) => ({
    of: `${name}.${field}`,
    schema: schema as z.ZodType,
    sample: (SAMPLE_REQUESTS[name] as Record<string, unknown>)[field],
  })),
);
const rowFields = Object.entries(rowSchema.shape).map(([field, schema]) => ({
  of: `row.${field}`,
  schema: schema as z.ZodType,
  sample: (SAMPLE_ROW as Record<string, unknown>)[field],
}));
const others = Object.entries({ ...requestField, ...replyField }).flatMap(([of, schema]) =>
  schema instanceof z.ZodType ? [{ of, schema: schema as z.ZodType, sample: undefined }] : [],
);

describe('quickRead', () => {
  it.each([...requestFields, ...rowFields, ...others])(
    'reads $of as its schema does, or leaves it to the schema',
    ({ schema, sample }) => {
      const quickly = quickRead(schema);
      const value = fc.oneof(
        fc.constantFrom(...STRANGE, sample, undefined),
        fc.anything(),
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.stringMatching(/^[\w .,:+*&-]{0,140}$/),
        fc.integer({ min: -1, max: 121 }),
      );
      fc.assert(
        fc.property(value, (input) => {
          const read = quickly(input);
          if (read === UNSURE) return;
          expect(schema.safeParse(input)).toEqual({ success: true, data: read });
        }),
        { numRuns: 200 },
      );
    },
  );

  it('is sure of every scalar that fits', () => {
    const scalars = [...requestFields, ...rowFields].filter(({ sample }) =>
      ['string', 'number'].includes(typeof sample),
    );
    expect(scalars.length).toBeGreaterThan(100);
    for (const { of, schema, sample } of scalars) {
      expect([of, quickRead(schema)(sample)]).not.toEqual([of, UNSURE]);
    }
    expect(quickRead(replyField.replyCode)(1143)).toBe('1143');
  });

  it('knows the fields that keep every text', () => {
    const keeping = rowFields.filter(({ schema }) => keepsText(schema));
    expect(rowFields.filter((field) => !keeping.includes(field)).map(({ of }) => of)).toEqual([
      'row.txamt',
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 600 }), (text) => {
        for (const { schema } of keeping) expect(schema.parse(text)).toBe(text);
      }),
    );
    expect(requestFields.some(({ schema }) => keepsText(schema))).toBe(false);
  });

  it('leaves to the schema what is wrong, what is made of parts, and what it would have to wait for', () => {
    const text = z.string().min(2);
    const cases: [z.ZodType, unknown][] = [
      [text, 'a'],
      [text, 12],
      [text, undefined],
      [z.int().max(5), 6],
      [z.int(), 1.5],
      [z.number(), Number.NaN],
      [z.enum(['a']), 'b'],
      [z.object({}), {}],
      [z.array(text), []],
      [z.string().refine(async () => true), 'a'],
      [z.preprocess((value, context) => (context.issues.push() > 0 ? 1 : value), text), 'ab'],
      [text.transform((value) => value.length), 'ab'],
    ];
    for (const [schema, value] of cases) expect(quickRead(schema)(value)).toBe(UNSURE);
  });
});
