import { afterEach, describe, expect, it, vi } from 'vitest';
import { pacedTime } from './paced-time.ts';
import { scheduledClock } from './scheduler.ts';

const START = Date.UTC(2026, 0, 1);

function manual() {
  const problems: unknown[] = [];
  const clock = scheduledClock(pacedTime(0, START), (error) => problems.push(error));
  return { clock, problems };
}

describe('a manual clock', () => {
  it('runs nothing by itself, not even what is due now', async () => {
    const { clock } = manual();
    const ran: string[] = [];
    clock.schedule(START, () => void ran.push('now'), 'now');
    await Promise.resolve();
    expect(ran).toEqual([]);
    await clock.advance({ by_ms: 0 });
    expect(ran).toEqual(['now']);
  });

  it('runs jobs by moment, then in the order asked for', async () => {
    const { clock } = manual();
    const ran: string[] = [];
    for (const [due, label] of [
      [2, 'c'],
      [1, 'a'],
      [3, 'd'],
      [1, 'b'],
    ] as const) {
      clock.schedule(START + due, () => void ran.push(`${label}@${clock.now() - START}`), label);
    }
    const advance = await clock.advance({ by_ms: 10 });
    expect(ran).toEqual(['a@1', 'b@1', 'c@2', 'd@3']);
    expect(advance).toMatchObject({ from: START, to: START + 10 });
    expect(advance.ran.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the order of a thousand jobs', async () => {
    const { clock } = manual();
    const ran: number[] = [];
    for (let index = 0; index < 1000; index += 1) {
      const due = (index * 7919) % 1000;
      clock.schedule(START + due, () => void ran.push(due), `job ${due}`);
    }
    await clock.advance({ until: 'idle' });
    expect(ran).toEqual([...ran].sort((a, b) => a - b));
    expect(ran).toHaveLength(1000);
  });

  it('goes to the next moment and runs everything that is due then', async () => {
    const { clock } = manual();
    const ran: string[] = [];
    clock.schedule(START + 5, () => void ran.push('a'), 'a');
    clock.schedule(START + 5, () => void ran.push('b'), 'b');
    clock.schedule(START + 6, () => void ran.push('c'), 'c');
    await clock.advance({ to: 'next' });
    expect(ran).toEqual(['a', 'b']);
    expect(clock.now()).toBe(START + 5);
  });

  it('stays where it is when there is no next job', async () => {
    const { clock } = manual();
    await expect(clock.advance({ to: 'next' })).resolves.toEqual({
      from: START,
      to: START,
      ran: [],
    });
  });

  it('waits for every job an advance caused, also for those that jobs ask for', async () => {
    const { clock } = manual();
    const ran: string[] = [];
    clock.schedule(
      START + 1,
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        ran.push('slow');
        clock.schedule(START + 2, () => void ran.push('child'), 'child');
      },
      'slow',
    );
    await clock.advance({ until: 'idle' });
    expect(ran).toEqual(['slow', 'child']);
  });

  it('runs a cancelled job never', async () => {
    const { clock } = manual();
    const cancel = clock.schedule(START + 1, () => expect.unreachable(), 'cancelled');
    cancel();
    expect(clock.jobs()).toEqual([]);
    await expect(clock.advance({ until: 'idle' })).resolves.toMatchObject({ ran: [] });
  });

  it('tells of a job that throws and goes on', async () => {
    const { clock, problems } = manual();
    const ran: string[] = [];
    clock.schedule(START, () => Promise.reject(new Error('broken')), 'broken');
    clock.schedule(START, () => void ran.push('next'), 'next');
    await clock.advance({ by_ms: 0 });
    expect(problems).toEqual([new Error('broken')]);
    expect(ran).toEqual(['next']);
  });
});

describe('a real clock', () => {
  it('runs what is due, soon, and waits for it when closed', async () => {
    const clock = scheduledClock(pacedTime(1), () => {});
    const ran = new Promise<void>((resolve) => clock.schedule(clock.now() + 1, resolve, 'soon'));
    await ran;
    await clock.close();
    expect(clock.jobs()).toEqual([]);
  });

  it('jumps ahead when told to', async () => {
    const clock = scheduledClock(pacedTime(1), () => {});
    const before = clock.now();
    const ran: string[] = [];
    clock.schedule(before + 3_600_000, () => void ran.push('in an hour'), 'in an hour');
    await clock.advance({ to: 'next' });
    expect(ran).toEqual(['in an hour']);
    expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
    await clock.close();
  });
});

describe('a clock whose pace is changed', () => {
  it('starts what has become due when it is let go', async () => {
    const { clock } = manual();
    const ran = new Promise<number>((resolve) => {
      clock.schedule(START, () => resolve(clock.now()), 'overdue');
    });
    await clock.change(1);
    expect([clock.mode, clock.rate]).toEqual(['real', 1]);
    expect(await ran).toBeGreaterThanOrEqual(START);
    expect(await ran).toBeLessThan(START + 3_600_000);
    await clock.close();
  });

  it('runs an hour’s wait at once when it is fast', async () => {
    const { clock } = manual();
    const ran = new Promise<number>((resolve) => {
      clock.schedule(START + 3_600_000, () => resolve(clock.now()), 'in an hour');
    });
    await clock.change(999_999);
    expect(clock.mode).toBe('scaled');
    expect(await ran).toBeGreaterThanOrEqual(START + 3_600_000);
    await clock.close();
  });

  it('stands still where it was stopped, with nothing under way, and starts nothing by itself', async () => {
    const clock = scheduledClock(pacedTime(1), () => {});
    const ran: string[] = [];
    let finish = () => {};
    const started = new Promise<void>((resolve) => {
      const slow = async () => {
        resolve();
        await new Promise<void>((end) => {
          finish = end;
        });
        ran.push('slow');
      };
      clock.schedule(clock.now(), slow, 'slow');
    });
    await started;
    const stopped = clock.change(0);
    finish();
    await stopped;
    expect(ran).toEqual(['slow']);
    const at = clock.now();
    clock.schedule(at, () => void ran.push('due'), 'due');
    await new Promise((resolve) => setImmediate(resolve));
    expect([clock.now(), ran]).toEqual([at, ['slow']]);
    await clock.advance({ by_ms: 5 });
    expect([clock.now(), ran]).toEqual([at + 5, ['slow', 'due']]);
  });

  it('changes behind an advance that is under way', async () => {
    const { clock } = manual();
    const seen: string[] = [];
    clock.schedule(START + 1, () => void seen.push(clock.mode), 'a');
    const advance = clock.advance({ by_ms: 10 }).then(() => seen.push('advanced'));
    const change = clock.change(1).then(() => seen.push('changed'));
    await Promise.all([advance, change]);
    expect(seen).toEqual(['manual', 'advanced', 'changed']);
    expect(clock.now()).toBeGreaterThanOrEqual(START + 10);
    await clock.close();
  });
});

describe('paced time', () => {
  afterEach(() => vi.useRealTimers());

  it('passes as fast as it is told, and goes on from where it is', () => {
    vi.useFakeTimers({ now: START, toFake: ['Date'] });
    const time = pacedTime(1, 5000);
    vi.setSystemTime(START + 10);
    expect(time.now()).toBe(5010);
    time.change(60);
    vi.setSystemTime(START + 20);
    expect(time.now()).toBe(5610);
    time.change(0);
    vi.setSystemTime(START + 1000);
    expect(time.now()).toBe(5610);
    time.moveTo(6000);
    time.moveTo(100);
    time.change(1);
    vi.setSystemTime(START + 1001);
    expect(time.now()).toBe(6001);
  });

  it('waits when the machine’s clock is set back, and never goes back with it', () => {
    vi.useFakeTimers({ now: START, toFake: ['Date'] });
    const time = pacedTime(1, START);
    vi.setSystemTime(START + 1000);
    expect(time.now()).toBe(START + 1000);
    vi.setSystemTime(START);
    expect(time.now()).toBe(START + 1000);
    vi.setSystemTime(START + 1001);
    expect(time.now()).toBe(START + 1001);
  });
});
