import { describe, expect, it, vi } from 'vitest';
import { Deadline, StepEnded } from './deadline.ts';
import { ManualClock } from './testing/manual-clock.ts';

const never = () => new Promise<never>(() => {});

function setUp(total = 1_000) {
  const clock = new ManualClock();
  const controller = new AbortController();
  return { clock, controller, deadline: new Deadline(clock, total, controller.signal) };
}

describe('Deadline', () => {
  it('counts down on the clock that never jumps', () => {
    const { clock, deadline } = setUp();
    clock.advance(400);
    clock.jump(86_400_000);
    expect(deadline.remaining()).toBe(600);
    clock.advance(5_000);
    expect(deadline.remaining()).toBe(0);
  });

  it('lets a step finish in time, and leaves nothing behind', async () => {
    const { clock, deadline } = setUp();
    expect(await deadline.step(500, async () => 'done')).toBe('done');
    await expect(
      deadline.step(500, () => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['its own limit', 300, 300],
    ['the deadline', 5_000, 1_000],
  ])('ends a step at %s, even one that does not listen', async (_name, limit, expected) => {
    const { clock, deadline } = setUp();
    const step = deadline.step(limit, never).catch((error: unknown) => error);
    await clock.advanceTo(step, 2_000, 50);
    expect(await step).toMatchObject({ name: 'StepEnded', by: 'timeout' });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(expected);
    expect(clock.monotonic()).toBeLessThanOrEqual(expected + 100);
    expect(clock.pending).toBe(0);
  });

  it('tells the step when it is over', async () => {
    const { clock, deadline } = setUp();
    let told: unknown;
    const step = deadline.step(300, ({ signal }) => {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          told = signal.reason;
          reject(new Error('let go'));
        });
      });
    });
    const outcome = expect(step).rejects.toThrow('let go');
    clock.advance(300);
    await outcome;
    expect(told).toBeInstanceOf(StepEnded);
    expect(clock.pending).toBe(0);
  });

  it('tells a step that asks too late', async () => {
    const { clock, deadline } = setUp();
    const told: unknown[] = [];
    const step = deadline.step(300, async (end) => {
      end.onEnd(() => told.push('replaced'));
      const stop = end.onEnd(() => told.push('stopped'));
      stop();
      clock.advance(300);
      end.onEnd(({ by }) => told.push(by));
      told.push(end.signal.aborted);
    });
    await step;
    expect(told).toEqual(['timeout', true]);
  });

  it('ends a step whose listener throws', async () => {
    const { clock, deadline } = setUp();
    const step = deadline.step(300, ({ onEnd }) => {
      onEnd(() => {
        throw new Error('listener broke');
      });
      return never();
    });
    const ended = step.catch((error: unknown) => error);
    clock.advance(300);
    expect(await ended).toMatchObject({ name: 'StepEnded', by: 'timeout' });
    expect(clock.pending).toBe(0);
  });

  it('ends a step when the caller aborts, with the caller’s reason', async () => {
    const { clock, controller, deadline } = setUp();
    const step = deadline.step(500, never).catch((error: unknown) => error);
    controller.abort('enough');
    await clock.advanceTo(step, 100);
    expect(await step).toMatchObject({ by: 'caller', cause: 'enough' });
    expect(clock.pending).toBe(0);
  });

  it('starts no step after an abort', async () => {
    const { controller, deadline } = setUp();
    controller.abort('enough');
    let began = false;
    const step = deadline.step(500, async () => {
      began = true;
    });
    await expect(step).rejects.toMatchObject({ by: 'caller' });
    expect(began).toBe(false);
    expect(deadline.aborted).toBe(true);
    expect(deadline.abortReason).toBe('enough');
  });

  it('waits, but not longer than there is time', async () => {
    const { clock, deadline } = setUp();
    const short = deadline.wait(300);
    await clock.advanceTo(short, 300);
    expect(clock.monotonic()).toBe(300);
    const long = deadline.wait(60_000);
    await clock.advanceTo(long, 5_000);
    expect(clock.monotonic()).toBe(1_000);
    expect(clock.pending).toBe(0);
  });

  it('ends a wait when the caller aborts, and leaves no timer', async () => {
    const { clock, controller, deadline } = setUp();
    const wait = deadline.wait(300).catch((error: unknown) => error);
    controller.abort('enough');
    await clock.advanceTo(wait, 10, 1);
    expect(await wait).toMatchObject({ by: 'caller' });
    expect(clock.pending).toBe(0);
  });

  it('gives a part of itself that ends no later than the whole', () => {
    const { clock, controller, deadline } = setUp();
    const part = deadline.within(200);
    expect(deadline.within(5_000).remaining()).toBe(1_000);
    clock.advance(150);
    expect(part.remaining()).toBe(50);
    controller.abort();
    expect(part.aborted).toBe(true);
  });

  it('lets a step that ends say its own last word, if it says it soon', async () => {
    const { clock, deadline } = setUp();
    const slowly = (turns: number) => {
      const step = deadline.step(100, async ({ onEnd }) => {
        await new Promise<void>((resolve) => onEnd(() => resolve()));
        for (let turn = 0; turn < turns; turn += 1) await undefined;
        throw new Error('its own word');
      });
      const caught = step.catch((error: Error) => error.message);
      clock.advance(100);
      return caught;
    };
    expect(await slowly(40)).toBe('its own word');
    expect(await slowly(60)).toBe('The time for this step is over.');
  });

  it('says by whom a step was ended', async () => {
    const { clock, controller, deadline } = setUp();
    const late = deadline.step(10, never).catch((error: unknown) => error);
    await clock.advanceTo(late, 100, 10);
    expect(await late).toMatchObject({ by: 'timeout', message: 'The time for this step is over.' });
    expect((await late) as Error).toHaveProperty('cause', undefined);
    controller.abort('enough');
    const aborted = await deadline.step(10, never).catch((error: unknown) => error);
    expect(aborted).toMatchObject({ message: 'The caller aborted.', cause: 'enough' });
  });

  it('gives one signal, that fires with the reason, whenever it is asked for', async () => {
    const { clock, deadline } = setUp();
    const signals: AbortSignal[] = [];
    let told: unknown;
    const step = deadline.step(300, async (end) => {
      signals.push(end.signal, end.signal);
      end.onEnd((reason) => {
        told = reason;
      });
      clock.advance(300);
    });
    await step;
    expect(signals[0]).toBe(signals[1]);
    expect(signals[0]?.reason).toBe(told);
    expect(told).toBeInstanceOf(StepEnded);
  });

  it('listens to the caller only while a step is under way', async () => {
    const { controller, deadline } = setUp();
    const { signal } = controller;
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    await deadline.step(10, async () => 'done');
    expect(add).toHaveBeenCalledTimes(1);
    expect(remove).toHaveBeenCalledWith('abort', add.mock.calls[0]?.[1]);
  });

  it('takes a step that gives no promise', async () => {
    const { deadline } = setUp();
    expect(await deadline.step(10, (() => 'done') as never)).toBe('done');
  });

  it('has no caller, and no reason, when none was given', () => {
    const deadline = new Deadline(new ManualClock(), 100);
    expect([deadline.aborted, deadline.abortReason]).toEqual([false, undefined]);
  });
});
