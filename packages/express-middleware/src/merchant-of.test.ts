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
    expect(await found(keyFor)).toBe(merchant);
    expect(await found(async (request) => keyFor(request))).toBe(merchant);
    expect(asked).toEqual(['/shops/one', '/shops/one']);
  });

  it('is a refusal where there is none', async () => {
    expect(await found(() => undefined)).toEqual({ state: 'no_key' });
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
