import { describe, expect, it } from 'vitest';
import { Patience } from './patience.ts';
import { manualClock } from './testing/manual-clock.ts';

describe('Patience', () => {
  it('leaves each step its limit, but never more than is left of 4.5 s, and never nothing', () => {
    const clock = manualClock();
    const patience = new Patience(clock);
    expect([patience.left(1_500), patience.left(9_000)]).toEqual([1_500, 4_500]);
    clock.advance(4_000);
    expect([patience.left(100), patience.left(1_500)]).toEqual([100, 500]);
    clock.advance(1_000);
    expect(patience.left(1_500)).toBe(1);
  });

  it('gives up a step that takes longer than it may', async () => {
    const clock = manualClock();
    const patience = new Patience(clock);
    clock.advance(4_000);
    const step = patience.step('expect()', 1_500, () => new Promise(() => {}));
    clock.advance(499);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    await expect(step).rejects.toThrow(/^expect\(\) took longer than 500 ms/);
  });

  it('gives at once what a step gives at once', () => {
    expect(new Patience(manualClock()).step('expect()', 1_500, () => 7)).toBe(7);
  });
});
