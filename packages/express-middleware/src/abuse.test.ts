import { expect, it } from 'vitest';
import { abuseRun } from './testing/abuse/abuse-run.ts';

/** The full size is `pnpm abuse`: 1 GiB, 1,000 bodies, 10 s. */
const PLAN = {
  chunkedBytes: 128 * 2 ** 20,
  stalledBodies: 600,
  stalledAfter: 64_000,
  bodyTimeout: 1_500,
};

it('floods are cut off, and bodies that stall take little together, while honest traffic is served', async () => {
  const { taken, slowest, peak, honest } = await abuseRun(PLAN);
  expect(honest).toEqual(Array(3).fill('200 SUCCESS'));
  // What the sockets buffer on the way is taken as well, but never most of it.
  expect(taken).toBeLessThan(PLAN.chunkedBytes / 2);
  expect(slowest).toBeGreaterThanOrEqual(PLAN.bodyTimeout - 100);
  expect(slowest).toBeLessThan(20_000);
  expect(peak).toBeLessThan(64 * 2 ** 20);
}, 60_000);
