import { expect, it, vi } from 'vitest';
import { clientKey } from './client-key.ts';
import { signFields } from './sign-fields.ts';

vi.mock('node:crypto', async (original) => ({ ...(await original<object>()), hash: undefined }));

it('signs alike where the platform has no one-call hash', () => {
  const fields = { txamt: 100, mchid: 'M0001', txcurrcd: 'HKD' };
  const key = clientKey('demo-key-0001-NOT-REAL');
  expect(signFields(fields, key)).toBe('8CD18A9813EBA3AFA652F114CCD3B051');
});
