import { expect, it } from 'vitest';
import { AS_BUILT, type Killing, playKills } from './kills.ts';

/** Runs what `pnpm build` has built: starting from source would take ten times as long. */
async function play(killing: Killing) {
  const report = await playKills({ ...killing, program: AS_BUILT });
  const { kills, seed, lanes } = killing;
  const { broken, ...figures } = report;
  process.stdout.write(`${JSON.stringify({ seed, lanes, ...figures, broken: broken.length })}\n`);
  expect(broken).toEqual([]);
  expect(report.extraDeliveries).toBeLessThanOrEqual(kills * (lanes ?? 1));
}

it(
  '500 kills at random points under load lose nothing and repeat at most one delivery each',
  {
    timeout: 3_600_000,
  },
  () => play({ kills: 500, seed: 20260101 }),
);

it(
  '100 kills with ten orders under way lose nothing and repeat at most ten deliveries each',
  {
    timeout: 1_800_000,
  },
  () => play({ kills: 100, seed: 20260102, lanes: 10 }),
);
