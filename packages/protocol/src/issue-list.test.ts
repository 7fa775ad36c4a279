import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { issuesOf } from './issue-list.ts';
import { noted, noteOf } from './noted.ts';

const note = { expected: 'a colour', example: 'red' };

/** The issues of a schema that is none of ours. */
function issues(schema: z.ZodObject, input: unknown, judged: unknown = input) {
  const { error } = schema.safeParse(judged);
  return error === undefined ? [] : issuesOf(error, input, schema.shape);
}

describe('issuesOf', () => {
  it('calls a rule that says nothing about itself "value"', () => {
    const refused = z.object({ a: z.string().refine(() => false) });
    expect(issues(refused, { a: 'x' })).toEqual([
      { field: 'a', rule: 'value', expected: 'another value', received: '"x"' },
    ]);
  });

  it('quotes what a rule expects where that is text, and its note before anything else', () => {
    const rule = (expected: unknown) => z.string().refine(() => false, { params: { expected } });
    expect(issues(z.object({ a: rule('an a') }), { a: 'x' })).toMatchObject([{ expected: 'an a' }]);
    expect(issues(z.object({ a: rule(7) }), { a: 'x' })).toMatchObject([
      { expected: 'another value' },
    ]);
  });

  it('keeps the note of a field to that field, not to one of its name inside another', () => {
    const colour = noted(note, z.enum(['red', 'blue']));
    const schema = z.object({ colour, car: z.object({ colour: z.string() }).optional() });
    expect(issues(schema, { colour: 'grey' })).toEqual([
      { field: 'colour', rule: 'choice', expected: 'a colour', received: '"grey"', example: 'red' },
    ]);
    expect(issues(schema, { colour: 'red', car: { colour: 7 } })).toEqual([
      { field: 'car.colour', rule: 'type', expected: 'a value of type string', received: '7' },
    ]);
  });

  it('quotes the note of a field whose name is no plain word', () => {
    const schema = z.object({ 'paint job': noted(note, z.enum(['red', 'blue'])) });
    expect(issues(schema, { 'paint job': 'grey' })).toMatchObject([
      { field: '"paint job"', expected: 'a colour', example: 'red' },
    ]);
  });

  it('takes the name of a list for the name of its entries', () => {
    const list = z.object({ udid: z.array(z.string()) });
    expect(issues(list, { udid: ['a', 7] })).toMatchObject([
      { field: 'udid.1', expected: '1 to 40 characters without &', example: 'till-3' },
    ]);
  });

  it.each([null, undefined, 'text', 7, { a: null }, { a: 'text' }])(
    'says that nothing came where the way through %j ends early',
    (input) => {
      const deep = z.object({ a: z.object({ length: z.object({ c: z.string() }) }) });
      expect(issues(deep, input, { a: { length: { c: 7 } } })).toMatchObject([
        { field: 'a.length.c', rule: 'required', received: 'nothing' },
      ]);
    },
  );
});

describe('noteOf', () => {
  it('is the note that a schema carries, optional or not', () => {
    expect(noteOf(noted(note, z.string()))).toEqual(note);
    expect(noteOf(noted(note, z.string()).optional())).toEqual(note);
  });

  it.each([
    ['nothing', z.string()],
    ['a description only', z.string().meta({ description: 'a colour' })],
    ['examples only', z.string().meta({ examples: ['red'] })],
  ])('is none where a schema carries %s', (_what, schema) => {
    expect(noteOf(schema)).toBeUndefined();
  });

  it('is none where there is no schema', () => {
    expect(noteOf(undefined)).toBeUndefined();
  });
});
