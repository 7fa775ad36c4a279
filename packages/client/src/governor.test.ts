import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Governor, localGovernor } from './governor.ts';
import { ManualClock } from './testing/manual-clock.ts';

let clock: ManualClock;
let governor: Governor;

beforeEach(() => {
  clock = new ManualClock();
  governor = localGovernor(clock);
});
afterEach(() => {
  expect(clock.pending).toBe(0);
});

it.each([
  ['perMinute', Number.MAX_SAFE_INTEGER],
  ['perSecond', 100_001],
  ['perSecond', 0],
  ['perMinute', 1.5],
  ['perMinute', '400'],
  ['perHour', 5],
])('refuses the limit %s of %j', (field, value) => {
  expect(() => localGovernor(clock, { [field]: value })).toThrow(
    expect.objectContaining({
      code: 'ERR_QF_CONFIGURATION',
      issues: [expect.objectContaining({ field })],
    }),
  );
});

/** Asks for so many turns; tells when each one came, in milliseconds. */
function asked(count: number, signal?: AbortSignal) {
  const granted: number[] = [];
  const turns = Array.from({ length: count }, () =>
    governor
      .acquire(signal ?? new AbortController().signal)
      .then(() => granted.push(clock.monotonic())),
  );
  return { granted, all: Promise.all(turns) };
}

const most = (moments: readonly number[], window: number) =>
  Math.max(
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + window).length),
  );

describe('localGovernor', () => {
  it('lets 100 pass in any second and 400 in any minute', async () => {
    const { granted, all } = asked(1_000);
    await clock.advanceTo(all, 300_000, 250);
    expect(granted).toHaveLength(1_000);
    expect(most(granted, 1_000)).toBe(100);
    expect(most(granted, 60_000)).toBe(400);
    expect(granted.at(-1)).toBeGreaterThanOrEqual(120_000);
  });

  it('serves in order', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    const served: number[] = [];
    const { signal } = new AbortController();
    const all = Promise.all(
      [1, 2, 3].map((number) => governor.acquire(signal).then(() => served.push(number))),
    );
    await clock.advanceTo(all, 5_000);
    expect(served).toEqual([1, 2, 3]);
  });

  it('lets nobody overtake those who wait', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    expect(governor.tryAcquire?.()).toBe(true);
    const waiting = asked(1);
    expect(governor.tryAcquire?.()).toBe(false);
    await clock.advanceTo(waiting.all, 2_000);
    expect(waiting.granted).toEqual([1_000]);
  });

  it('lets nobody overtake those whose timer is late', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    await asked(1).all;
    const waiting = asked(1);
    const late = vi.spyOn(clock, 'monotonic').mockReturnValue(1_500);
    expect(governor.tryAcquire?.()).toBe(false);
    late.mockRestore();
    await clock.advanceTo(waiting.all, 2_000);
  });

  it('lets a waiting request go, and wastes no turn on it', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    const controller = new AbortController();
    await asked(1).all;
    const impatient = asked(1, controller.signal);
    const gone = expect(impatient.all).rejects.toThrow('enough');
    const patient = asked(1);
    controller.abort(new Error('enough'));
    await gone;
    await clock.advanceTo(patient.all, 2_000);
    expect(patient.granted).toEqual([1_000]);
  });

  it('leaves no timer when the last one who waits goes', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    const controller = new AbortController();
    await asked(1).all;
    const impatient = asked(1, controller.signal);
    controller.abort(new Error('enough'));
    await expect(impatient.all).rejects.toThrow('enough');
    expect(clock.pending).toBe(0);
  });

  it('refuses a signal that has fired', async () => {
    await expect(asked(1, AbortSignal.abort(new Error('late'))).all).rejects.toThrow('late');
  });

  it('lets go of every signal once its turn has come', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    const { all } = asked(2, signal);
    await clock.advanceTo(all, 2_000);
    expect(add).toHaveBeenCalledTimes(1);
    expect(remove).toHaveBeenCalledWith('abort', add.mock.calls[0]?.[1]);
  });

  it('has one timer however many wait, and sets it anew for whoever is left', async () => {
    governor = localGovernor(clock, { perSecond: 1 });
    const controller = new AbortController();
    await asked(1).all;
    const impatient = asked(1, controller.signal);
    const patient = asked(2);
    expect(clock.pending).toBe(1);
    controller.abort(new Error('enough'));
    await expect(impatient.all).rejects.toThrow('enough');
    expect(clock.pending).toBe(1);
    await clock.advanceTo(patient.all, 5_000);
    expect(patient.granted).toEqual([1_000, 2_000]);
  });

  it('opens a window again to the millisecond', () => {
    governor = localGovernor(clock, { perSecond: 2, perMinute: 3 });
    const moments = [0, 400, 999, 1_000, 1_400, 59_999, 60_000, 60_399, 60_400];
    const free = moments.filter((moment) => {
      clock.advance(moment - clock.monotonic());
      return governor.tryAcquire?.();
    });
    expect(free).toEqual([0, 400, 1_000, 60_000, 60_400]);
  });

  it('gives a turn that is free at once without a timer', async () => {
    const turn = governor.acquire(new AbortController().signal);
    expect(clock.pending).toBe(0);
    await turn;
    expect(governor.tryAcquire?.()).toBe(true);
  });
});
