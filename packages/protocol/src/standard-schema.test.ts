import { describe, expect, it } from 'vitest';
import { checkoutSchema, OPERATIONS, type Operation, weixinOauthSchema } from './index.ts';
import { SAMPLE_REPLIES } from './testing/sample-replies.ts';
import { SAMPLE_REQUESTS } from './testing/sample-requests.ts';

/** What any library that speaks Standard Schema asks of a schema; nothing of zod. */
interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
  };
}

const every: readonly Operation<unknown, unknown>[] = Object.values(OPERATIONS);

function validate(schema: StandardSchema, value: unknown): unknown {
  expect(schema['~standard'].version).toBe(1);
  return schema['~standard'].validate(value);
}

describe('Standard Schema', () => {
  it.each(every)('checks requests of $name', ({ name, request }) => {
    expect(validate(request, SAMPLE_REQUESTS[name])).toEqual({ value: SAMPLE_REQUESTS[name] });
    expect(validate(request, 'text')).toMatchObject({ issues: [{ message: expect.any(String) }] });
  });

  it.each(every)('reads replies of $name', ({ name, reply }) => {
    expect(validate(reply, SAMPLE_REPLIES[name])).toMatchObject({
      value: { respcd: SAMPLE_REPLIES[name]['respcd'] },
    });
    for (const odd of [[], null, 'text', 7]) {
      expect(validate(reply, odd)).toMatchObject({ issues: [{ message: expect.any(String) }] });
    }
  });

  it('checks the parameters of pages', () => {
    const path = expect.arrayContaining(['appcode']);
    expect(validate(checkoutSchema, {})).toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ path })]),
    });
    expect(
      validate(weixinOauthSchema, { app_code: 'A', redirect_uri: 'https://shop.example' }),
    ).toEqual({
      value: { app_code: 'A', redirect_uri: 'https://shop.example' },
    });
  });
});
