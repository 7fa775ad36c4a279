import { describe, expect, it } from 'vitest';
import { manualClock } from './testing/manual-clock.ts';
import { within } from './within.ts';

describe('within', () => {
  it.each([[1], [undefined], [null], [Object.fromEntries([['then', 'no function']])]])(
    'gives %j at once, without a timer',
    (value) => {
      const clock = manualClock();
      expect(within(clock, 100, 'It', () => value)).toBe(value);
      expect(clock.waiting).toBe(0);
    },
  );

  it('throws what the work throws, without a timer', () => {
    const clock = manualClock();
    const broken = () => {
      throw new Error('broken');
    };
    expect(() => within(clock, 100, 'It', broken)).toThrow('broken');
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['a promise', () => Promise.resolve(7)],
    // biome-ignore lint/suspicious/noThenProperty: what is awaited need not be a promise.
    ['something like a promise', () => ({ then: (give: (value: number) => void) => give(7) })],
  ])('gives what %s gives, and leaves no timer', async (_, work) => {
    const clock = manualClock();
    expect(await within(clock, 100, 'It', work as () => PromiseLike<number>)).toBe(7);
    expect(clock.waiting).toBe(0);
  });

  it('rejects as the work rejects, and leaves no timer', async () => {
    const clock = manualClock();
    const work = () => Promise.reject(new Error('refused'));
    await expect(within(clock, 100, 'It', work)).rejects.toThrow('refused');
    expect(clock.waiting).toBe(0);
  });

  it('rejects when the time is over, and not before', async () => {
    const clock = manualClock();
    const never = within(clock, 100.4, 'The inbox', () => new Promise(() => {}));
    clock.advance(100);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    await expect(never).rejects.toMatchObject({
      code: 'ERR_QF_TIME_LIMIT',
      message: 'The inbox took longer than 100 ms. Is what it asks slow or out of reach?',
    });
  });

  it('drops what comes too late, also a rejection', async () => {
    const clock = manualClock();
    let fail = (_error: Error) => {};
    const late = within(clock, 100, 'It', () => new Promise((_resolve, reject) => (fail = reject)));
    clock.advance(100);
    fail(new Error('too late'));
    await expect(late).rejects.toMatchObject({ code: 'ERR_QF_TIME_LIMIT' });
  });
});
