import { describe, expect, it } from 'vitest';
import { merchantOf } from './merchant-of.ts';
import type { KeyFor } from './notification-options.ts';
import { KEY } from './testing/merchant-key.ts';

const found = (keyFor: KeyFor<string>) => merchantOf('/shops/one', { keyFor } as never);
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

  it('is a refusal where finding it fails', async () => {
    const error = new Error('vault closed');
    expect(await found(() => Promise.reject(error))).toEqual({ state: 'no_key', error });
  });
});
