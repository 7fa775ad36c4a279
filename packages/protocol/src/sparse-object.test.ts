import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { keyText, replyAmount, replyCode } from './reply-field.ts';
import { knownFields, replyObject, strictRequest } from './sparse-object.ts';

const shape = { respcd: replyCode, syssn: keyText, txamt: replyAmount };

describe('an object of a reply', () => {
  it('reads the fields that are there and keeps the names it does not know', () => {
    const reply = { txamt: '100', respcd: '0000', more: { of: 'it' } };
    const read = replyObject(shape).parse(reply);
    expect(read).toEqual({ txamt: 100, respcd: '0000', more: { of: 'it' } });
    expect(Object.keys(read)).toEqual(['txamt', 'respcd', 'more']);
  });

  it('leaves its input as it came', () => {
    const reply = Object.freeze({ respcd: '0000', txamt: '100' });
    replyObject(shape).parse(reply);
    expect(reply).toEqual({ respcd: '0000', txamt: '100' });
  });

  it('has a name for what was empty, and none for what was absent', () => {
    const read = replyObject(shape).parse({ respcd: '0000', syssn: '' });
    expect(Object.entries(read)).toEqual([
      ['respcd', '0000'],
      ['syssn', undefined],
    ]);
  });

  it('never sets a prototype', () => {
    const reply = JSON.parse('{"respcd": "0000", "__proto__": {"syssn": "1"}, "more": 1}');
    const read = replyObject(shape).parse(reply);
    expect(read.syssn).toBeUndefined();
    expect(Object.keys(read)).toEqual(['respcd', 'more']);
  });

  it('tells every field that does not fit, with its path', () => {
    const nested = replyObject({ ...shape, data: z.array(replyObject(shape)) });
    const bad = { syssn: {}, data: [{ respcd: '0000' }, { respcd: '0000', txamt: 'much' }] };
    const issues = nested.safeParse(bad).error?.issues.map(({ code, path }) => [code, path]);
    expect(issues).toEqual([
      ['invalid_type', ['syssn']],
      ['invalid_type', ['data', 1, 'txamt']],
      ['invalid_type', ['respcd']],
    ]);
  });

  it('refuses what is no object', () => {
    for (const value of [null, undefined, 'text', 1, [{ respcd: '0000' }]]) {
      expect(replyObject(shape).safeParse(value).error?.issues).toMatchObject([
        { code: 'invalid_type', expected: 'object', path: [] },
      ]);
    }
  });

  it('cannot wait for a field', () => {
    const waits = replyObject({ syssn: z.string().refine(async () => true) });
    expect(() => waits.parse({ syssn: '1' })).toThrow(z.core.$ZodAsyncError);
  });
});

describe('an object of which only known fields are read', () => {
  it('leaves out the others', () => {
    expect(knownFields(shape).parse({ respcd: '0000', more: 1 })).toEqual({ respcd: '0000' });
  });
});

describe('an object of a request', () => {
  const request = strictRequest({ note: z.string(), page: z.int().optional() });

  it('reads the fields that are there', () => {
    expect(request.parse({ note: 'a' })).toEqual({ note: 'a' });
    expect(request.parse({ page: 2, note: 'a' })).toEqual({ page: 2, note: 'a' });
  });

  it('tells every field that does not fit, then those that are missing, then every name it does not know', () => {
    const bad = JSON.parse('{"page": 1.5, "node": "a", "__proto__": {"note": "a"}}');
    const issues = request.safeParse(bad).error?.issues;
    expect(issues).toMatchObject([
      { code: 'invalid_type', path: ['page'] },
      { code: 'invalid_type', path: ['note'] },
      { code: 'unrecognized_keys', keys: ['node', '__proto__'], path: [] },
    ]);
  });

  it('takes nothing from a prototype', () => {
    expect(request.safeParse(Object.create({ note: 'a' })).success).toBe(false);
  });

  it('is checked across its fields also when there are names that it does not know', () => {
    const checked = request.refine(({ page }) => page !== 13, { params: { rule: 'luck' } });
    const issues = checked.safeParse({ note: 'a', page: 13, node: 1 }).error?.issues;
    expect(issues?.map(({ code }) => code)).toEqual(['unrecognized_keys', 'custom']);
  });

  it('takes no other names in JSON Schema', () => {
    expect(z.toJSONSchema(request)).toMatchObject({
      required: ['note'],
      additionalProperties: false,
    });
  });
});

describe('a field of a reply', () => {
  it('is optional by itself and in an object, also for JSON Schema', () => {
    expect(keyText.parse(undefined)).toBeUndefined();
    expect(z.toJSONSchema(replyObject({ syssn: keyText }), { io: 'output' })).toMatchObject({
      type: 'object',
      properties: { syssn: { type: 'string' } },
      additionalProperties: {},
    });
  });
});
