import { expect, it } from 'vitest';
import { playKills } from './kills.ts';

it('a sandbox that is killed loses nothing it answered (2 kills; test:long makes 500)', {
  timeout: 120_000,
}, async () => {
  const { broken, extraDeliveries, acknowledged, kills, paid } = await playKills({
    kills: 2,
    seed: 1,
  });
  expect(broken).toEqual([]);
  expect(extraDeliveries).toBeLessThanOrEqual(kills);
  expect(acknowledged).toBeGreaterThan(0);
  expect(paid).toBeGreaterThan(0);
});
