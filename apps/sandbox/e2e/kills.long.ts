import { expect, it } from 'vitest';
import { AS_BUILT, playKills } from './kills.ts';

/** Runs what `pnpm build` has built: starting from source would take ten times as long. */
it('500 kills at random points under load lose nothing and repeat at most one delivery each', {
  timeout: 3_600_000,
}, async () => {
  const report = await playKills(500, 20260101, AS_BUILT);
  process.stdout.write(`${JSON.stringify({ ...report, broken: report.broken.length })}\n`);
  expect(report.broken).toEqual([]);
  expect(report.extraDeliveries).toBeLessThanOrEqual(report.kills);
});
