import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { SharedTimer } from './shared-timer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const timer = () => new SharedTimer(() => Date.now());

describe('SharedTimer', () => {
  it('runs each limit once, not before its time and at most one look after it', () => {
    const shared = timer();
    const ran: [string, number][] = [];
    const start = Date.now();
    for (const [name, ms] of [
      ['long', 2_000],
      ['short', 1_010],
    ] as const) {
      shared.schedule(ms, () => ran.push([name, Date.now() - start]));
    }
    vi.advanceTimersByTime(10_000);
    expect(ran.map(([name]) => name)).toEqual(['short', 'long']);
    for (const [index, ms] of [1_010, 2_000].entries()) {
      expect(ran[index]?.[1]).toBeGreaterThanOrEqual(ms);
      expect(ran[index]?.[1]).toBeLessThanOrEqual(ms + 50);
    }
  });

  it('never runs what was called off', () => {
    const shared = timer();
    const run = vi.fn();
    shared.schedule(1_000, run)();
    vi.advanceTimersByTime(10_000);
    expect(run).not.toHaveBeenCalled();
  });

  it('has one timer for all limits, and none a look after the last', () => {
    const shared = timer();
    const calls = Array.from({ length: 100 }, () => shared.schedule(1_000, () => {}));
    expect(vi.getTimerCount()).toBe(1);
    for (const callOff of calls) callOff();
    vi.advanceTimersByTime(50);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('starts again after it was idle', () => {
    const shared = timer();
    shared.schedule(1_000, () => {})();
    vi.advanceTimersByTime(1_000);
    const run = vi.fn();
    shared.schedule(1_000, run);
    vi.advanceTimersByTime(1_050);
    expect(run).toHaveBeenCalledOnce();
  });

  it('lets the others have their turn when one throws, which is not run again', () => {
    const shared = timer();
    const throws = vi.fn(() => {
      throw new Error('from a limit');
    });
    const run = vi.fn();
    shared.schedule(1_000, throws);
    shared.schedule(1_000, run);
    expect(() => vi.advanceTimersByTime(1_000)).toThrow('from a limit');
    vi.advanceTimersByTime(50);
    expect([throws.mock.calls.length, run.mock.calls.length]).toEqual([1, 1]);
  });
});

describe('the clock of the system', () => {
  it('is exact below', () => {
    const run = vi.fn();
    systemClock.schedule(7, run);
    systemClock.schedule(8, () => {})();
    vi.advanceTimersByTime(6);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shares one timer from a second and a half up', () => {
    const calls = [1_500, 10_000].map((ms) => systemClock.schedule(ms, () => {}));
    expect(vi.getTimerCount()).toBe(1);
    for (const callOff of calls) callOff();
    vi.advanceTimersByTime(50);
    expect(vi.getTimerCount()).toBe(0);
  });
});
