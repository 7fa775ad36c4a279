import { expect, it } from 'vitest';
import { fuzzRun } from './testing/fuzz/fuzz-run.ts';

/** The full size is `pnpm fuzz`. */
const REQUESTS = 2_000;

it('spoiled deliveries have no effect and leave no error behind', async () => {
  const { effects, unhandled, statuses } = await fuzzRun({ requests: REQUESTS, seed: 11 });
  expect({ effects, unhandled }).toEqual({ effects: 0, unhandled: 0 });
  // Forged, unreadable, of nobody's order, of no handler's kind; nothing else, and no success.
  expect(Object.keys(statuses).sort()).toEqual(['401', '422', '500', '503']);
  expect(Object.values(statuses).reduce((sum, times) => sum + times, 0)).toBe(REQUESTS);
}, 60_000);
