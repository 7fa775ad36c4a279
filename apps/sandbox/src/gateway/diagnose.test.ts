import { HEADERS } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual' });
});
afterEach(() => sandbox.close());

/** Sends a body with a signature that nothing made, and gives what was written down about it. */
async function refused(body: string, sign: string | undefined = '0'.repeat(32)) {
  const response = await fetch(`${sandbox.url}/trade/v1/payment`, {
    method: 'POST',
    body,
    headers: {
      [HEADERS.appCode]: sandbox.credentials.appCode,
      ...(sign === '' ? {} : { [HEADERS.sign]: sign }),
    },
  });
  const { respcd } = (await response.json()) as { respcd: string };
  return { respcd, seen: sandbox.requests().at(-1) };
}

async function quickest(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** As many parameters as a body of 64 KiB holds. */
const MANY = Array.from({ length: 7000 }, (_, index) => `x${index}=1`)
  .join('&')
  .slice(0, 65_000);
const BLANK = `a=${' '.repeat(64_000)}x`;
const PLAIN = `a=${'x'.repeat(64_000)}`;

describe('the doctor', () => {
  it('looks for no mistake in a request of thousands of parameters, and says so', async () => {
    const { respcd, seen } = await refused(MANY);
    expect(respcd).toBe('1108');
    expect(seen?.explanation?.cause).toBe('too-large');
    expect(seen?.hints).toEqual([
      'No mistake was looked for in so much.',
      expect.stringContaining('at most 200 parameters'),
    ]);
  });

  it.each([
    ['thousands of parameters', MANY],
    ['blanks', BLANK],
  ])('takes for %s at most thirty times as long as for letters', async (_what, body) => {
    const plain = await quickest(() => refused(PLAIN));
    expect((await quickest(() => refused(body))) / plain).toBeLessThan(30);
  });

  it.each([
    ['that no known mistake made', '0'.repeat(32), /^No known mistake .* likeliest .* client key/],
    ['that is none', 'abc', /^The signature is not 32 hex digits, as MD5 needs/],
    ['that did not come', '', /^There is no signature/],
  ])('says of a signature %s what to look at first', async (_what, sign, hint) => {
    const { respcd, seen } = await refused('txamt=100', sign);
    expect(respcd).toBe('1108');
    expect(seen?.hints).toEqual([expect.stringMatching(hint)]);
    expect(seen?.explanation).toBeUndefined();
  });

  it('says of escapes in another character set what they are', async () => {
    const { respcd, seen } = await refused('goods_name=%C4%CC%B2%E8&txamt=100');
    expect(respcd).toBe('1108');
    expect(seen?.hints).toEqual([
      expect.any(String),
      'It holds escapes that are not UTF-8. Encode text as UTF-8 before it is signed and sent.',
    ]);
  });
});
