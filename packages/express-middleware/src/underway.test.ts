import { describe, expect, it } from 'vitest';
import { manualClock } from './testing/manual-clock.ts';
import { Underway } from './underway.ts';

describe('Underway', () => {
  it('is idle at once where nothing was begun, without a timer', async () => {
    const clock = manualClock();
    await new Underway().idle(clock, 100);
    expect(clock.waiting).toBe(0);
  });

  it('is idle when the last work has ended, for everybody who waits, and leaves no timer', async () => {
    const clock = manualClock();
    const underway = new Underway();
    const [first, second] = [underway.begin(), underway.begin()];
    const woken: number[] = [];
    const waiting = [1, 2].map((each) => underway.idle(clock, 100).then(() => woken.push(each)));
    first();
    await Promise.resolve();
    expect([woken, clock.waiting]).toEqual([[], 2]);
    second();
    await Promise.all(waiting);
    expect([woken, clock.waiting]).toEqual([[1, 2], 0]);
  });

  it('is waited for no longer than it is said', async () => {
    const clock = manualClock();
    const underway = new Underway();
    underway.begin();
    const waiting = underway.idle(clock, 100);
    clock.advance(100);
    await waiting;
  });

  it('tells what is under way to stop, and nothing else', () => {
    const underway = new Underway();
    const [ended, going] = [new AbortController(), new AbortController()];
    underway.begin(ended)();
    underway.begin(going);
    underway.begin();
    underway.stop('over');
    expect([ended.signal.aborted, going.signal.reason]).toEqual([false, 'over']);
  });

  it('stops at once whatever begins after that', () => {
    const underway = new Underway();
    expect(underway.isStopped).toBe(false);
    underway.stop('over');
    const late = new AbortController();
    underway.begin(late);
    underway.begin();
    expect([underway.isStopped, late.signal.reason]).toEqual([true, 'over']);
  });
});
