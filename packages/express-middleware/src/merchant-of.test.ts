import { describe, expect, it } from 'vitest';
import { merchantOf } from './merchant-of.ts';
import type { KeyFor } from './notification-options.ts';
import { Patience } from './patience.ts';
import { manualClock } from './testing/manual-clock.ts';
import { KEY } from './testing/merchant-key.ts';

const found = (keyFor: KeyFor<string>, clock = manualClock()) =>
  merchantOf('/shops/one', keyFor, new Patience(clock));
const merchant = { clientKey: KEY, account: 'one' };

describe('merchantOf', () => {
  it('asks with the request, and takes an answer now or later', async () => {
    const asked: string[] = [];
    const keyFor = (request: string) => {
      asked.push(request);
      return merchant;
    };
    expect(await found(keyFor)).toEqual(merchant);
    expect(await found(async (request) => keyFor(request))).toEqual(merchant);
    expect(asked).toEqual(['/shops/one', '/shops/one']);
  });

  it.each([undefined, null])('is a refusal where there is none (%s)', async (none) => {
    expect(await found(() => none)).toEqual({ state: 'no_key' });
  });

  it.each(['active', 'done', 'draining'])(
    'takes nothing else of a row, such as the state %j',
    async (state) => {
      expect(await found(() => ({ ...merchant, state }))).toEqual(merchant);
    },
  );

  it.each([
    ['no account', { clientKey: KEY }],
    ['an account that is no text', { clientKey: KEY, account: 7 }],
    ['a key alone', 'demo-key-0001-NOT-REAL'],
  ])('is a refusal where it gives %s', async (_, given) => {
    expect(await found(() => given as never)).toMatchObject({
      state: 'no_key',
      error: { code: 'ERR_QF_OPTIONS', message: expect.not.stringContaining('NOT-REAL') },
    });
  });

  it('is a refusal where finding it takes longer than 1.5 s', async () => {
    const clock = manualClock();
    const never = found(() => new Promise(() => {}), clock);
    clock.advance(1_499);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    const error = { message: expect.stringMatching(/^keyFor\(\) took longer than 1500 ms/) };
    expect(await never).toMatchObject({ state: 'no_key', error });
  });

  it('is a refusal where finding it fails', async () => {
    const error = new Error('vault closed');
    expect(await found(() => Promise.reject(error))).toEqual({ state: 'no_key', error });
  });
});
