import { describe, expect, it } from 'vitest';
import { keepAlive } from './redis-lease.ts';
import { manualClock } from './testing/manual-clock.ts';

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A lease of 30 s whose beats are answered as given; the last answer stands for all that follow. */
function lease(...answers: readonly (() => Promise<boolean>)[]) {
  const clock = manualClock();
  const stop = new AbortController();
  let beats = 0;
  const beat = () => {
    const answer = answers[Math.min(beats, answers.length - 1)];
    beats += 1;
    return answer?.() ?? Promise.resolve(true);
  };
  const letGo = keepAlive({ length: 30_000, clock, beat, stop });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { clock, stop, letGo, pass, beats: () => beats };
}

const held = async () => true;
const lost = async () => false;
const fails = () => Promise.reject(new Error('out of reach'));
const hangs = () => new Promise<boolean>(() => {});

describe('keepAlive', () => {
  it('beats three times a lease until it is let go, and leaves no timer', async () => {
    const { clock, stop, letGo, pass, beats } = lease(held);
    await pass(9_999);
    expect(beats()).toBe(0);
    await pass(1);
    for (const _ of [2, 3, 4, 5, 6]) await pass(10_000);
    expect([beats(), stop.signal.aborted]).toEqual([6, false]);
    letGo();
    expect(clock.waiting).toBe(0);
    await pass(60_000);
    expect(beats()).toBe(6);
  });

  it('stops the work when somebody else has taken over, and beats no more', async () => {
    const { stop, pass, beats, clock } = lease(held, lost);
    await pass(10_000);
    expect(stop.signal.aborted).toBe(false);
    await pass(10_000);
    expect(stop.signal.reason).toMatchObject({
      code: 'ERR_QF_LEASE_LOST',
      message: expect.stringMatching(/^Another process has taken this notification over/),
    });
    expect([beats(), clock.waiting]).toEqual([2, 0]);
  });

  it('goes on after beats that failed, as long as the lease has not run out', async () => {
    const { stop, pass } = lease(held, fails, fails, held, fails, fails, held);
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) await pass(10_000);
    expect(stop.signal.aborted).toBe(false);
  });

  it('stops the work when the lease has run out while beats failed', async () => {
    const { stop, pass } = lease(held, fails);
    await pass(10_000);
    await pass(10_000);
    await pass(10_000);
    expect(stop.signal.aborted).toBe(false);
    await pass(10_000);
    expect(stop.signal.reason).toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
  });

  it('stops the work when the lease has run out while a beat hangs', async () => {
    const { stop, pass, clock } = lease(held, hangs);
    await pass(10_000);
    await pass(10_000);
    await pass(19_999);
    expect(stop.signal.aborted).toBe(false);
    await pass(1);
    expect(stop.signal.reason).toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
    expect(clock.waiting).toBe(0);
  });

  it('counts a lease from the moment that its beat was sent', async () => {
    const { stop, pass } = lease(
      () => new Promise((resolve) => setImmediate(() => resolve(true))),
      hangs,
    );
    await pass(10_000);
    await settle();
    await pass(29_999);
    expect(stop.signal.aborted).toBe(false);
    await pass(1);
    expect(stop.signal.aborted).toBe(true);
  });

  it('has no say any more once it was let go', async () => {
    let answer = (_held: boolean) => {};
    const { stop, letGo, pass, clock } = lease(() => new Promise((resolve) => (answer = resolve)));
    await pass(10_000);
    letGo();
    answer(false);
    await settle();
    expect([stop.signal.aborted, clock.waiting]).toEqual([false, 0]);
  });
});
