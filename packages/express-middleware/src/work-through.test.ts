import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeferringInbox, KeptEvent } from './deferring-inbox.ts';
import { durable } from './durable.ts';
import type { HandlerContext } from './event-route.ts';
import { NOTIFICATION_CHANNEL, type Problem } from './index.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

const PAYMENT = gateway.payment();
const KEPT: KeptEvent = {
  key: 'k'.repeat(64),
  account: 'shop',
  body: new TextEncoder().encode(PAYMENT.body),
  late: true,
};
const DONE = { state: 'done', durable: durable() } as const;

/** An inbox whose kept events are given, in order; what is no event is thrown instead. */
function queue(...kept: (KeptEvent | Error)[]): DeferringInbox<string> {
  const unused = () => {
    throw new Error('Workers do not ask for this.');
  };
  return {
    ...{ peek: unused, run: unused, setAside: unused, keep: unused },
    take: async (work) => {
      const next = kept.shift();
      if (next instanceof Error) throw next;
      if (next === undefined) return undefined;
      await work(next, { tx: 'tx', fence: 7 });
      return DONE;
    },
    waiting: async () => ({ count: kept.length, oldest: undefined }),
  };
}

/** A merchant whose worker is at work, on a clock that stands still. */
async function working(
  inbox: DeferringInbox<string>,
  onPayment: (event: unknown, context: HandlerContext<string>) => unknown = () => {},
) {
  const clock = manualClock();
  const merchant = await openMerchant<string>({ inbox, deferred: true, clock, onPayment });
  const end = new AbortController();
  const work = merchant.middleware.work({ signal: end.signal });
  return { clock, merchant, end, work };
}

it('hands over the event with all that was kept', async () => {
  const seen: unknown[] = [];
  const { clock, end, work } = await working(
    queue(KEPT),
    (event, { tx, key, account, late, fence, signal }) => {
      seen.push(event, { tx, key, account, late, fence, aborted: signal.aborted });
    },
  );
  await clock.someoneWaits();
  end.abort();
  await work;
  expect(seen).toMatchObject([
    { type: 'payment', syssn: PAYMENT.fields['syssn'] },
    { tx: 'tx', key: KEPT.key, account: 'shop', late: true, fence: 7, aborted: false },
  ]);
});

it('has done nothing with a query that its handler has only built', async () => {
  const { clock, merchant, end, work } = await working(queue(KEPT), () => ({ execute() {} }));
  await clock.someoneWaits();
  end.abort();
  await work;
  expect(merchant.problems).toMatchObject([
    { kind: 'handler_failed', account: 'shop', error: { code: 'ERR_QF_NOT_EXECUTED' } },
  ]);
});

it('takes one after the other, and looks again after a second when there is none', async () => {
  let looks = 0;
  const inbox = queue(KEPT, KEPT);
  const looking = { ...inbox };
  looking.take = (work, limits) => {
    looks += 1;
    expect(limits).toEqual({
      account: 'default',
      workTime: 10_000,
      stop: expect.any(AbortController),
    });
    return inbox.take(work, limits);
  };
  const { clock, end, work } = await working(looking);
  await expect.poll(() => [looks, clock.waiting]).toEqual([3, 1]);
  clock.advance(999);
  expect(clock.waiting).toBe(1);
  clock.advance(1);
  await expect.poll(() => [looks, clock.waiting]).toEqual([4, 1]);
  end.abort();
  await work;
  expect([looks, clock.waiting]).toEqual([4, 0]);
});

it('looks again as often as it is told', async () => {
  const hand = manualClock();
  const waits: number[] = [];
  const schedule: typeof hand.schedule = (ms, run) => {
    waits.push(ms);
    return hand.schedule(ms, run);
  };
  const clock = { ...hand, schedule };
  const merchant = await openMerchant<string>({ inbox: queue(), deferred: true, clock });
  const end = new AbortController();
  const work = merchant.middleware.work({ signal: end.signal, pollEvery: 5 });
  await expect.poll(() => waits).toEqual([10_000, 5]);
  hand.advance(5);
  await expect.poll(() => waits).toEqual([10_000, 5, 10_000, 5]);
  end.abort();
  await work;
});

it('begins nothing where it is over before it begins', async () => {
  const inbox = queue(KEPT);
  const merchant = await openMerchant<string>({ inbox, deferred: true });
  await merchant.middleware.work({ signal: AbortSignal.abort() });
  expect((await inbox.waiting()).count).toBe(1);
  expect(merchant.effects).toEqual([]);
});

it('begins nothing where the endpoint was drained', async () => {
  const inbox = queue(KEPT);
  const merchant = await openMerchant<string>({ inbox, deferred: true });
  await merchant.middleware.drain();
  await merchant.middleware.work();
  expect((await inbox.waiting()).count).toBe(1);
});

it('tells people why a handler failed, and goes on with the next event at once', async () => {
  const { clock, merchant, end, work } = await working(queue(KEPT, KEPT), () => {
    throw new Error('no stock');
  });
  await expect.poll(() => [merchant.problems.length, clock.waiting]).toEqual([2, 1]);
  end.abort();
  await work;
  const problem = {
    kind: 'handler_failed',
    sentence: expect.stringMatching(/a worker tries again later, the gateway does not/),
    key: KEPT.key,
    event: { type: 'payment' },
    error: new Error('no stock'),
  };
  expect(merchant.problems).toMatchObject([problem, problem]);
});

it('waits where the inbox is out of reach', async () => {
  const inbox = queue(new Error('refused'), KEPT);
  const { clock, merchant, end, work } = await working(inbox);
  await expect.poll(() => [merchant.problems.length, clock.waiting]).toEqual([1, 1]);
  end.abort();
  await work;
  expect(merchant.problems).toMatchObject([
    { kind: 'inbox_unreachable', key: undefined, event: undefined, error: new Error('refused') },
  ]);
  expect((await inbox.waiting()).count).toBe(1);
});

it('tells people about a body that cannot be read any more', async () => {
  const { merchant, clock, end, work } = await working(queue({ ...KEPT, body: new Uint8Array() }));
  await expect.poll(() => [merchant.problems.length, clock.waiting]).toEqual([1, 1]);
  end.abort();
  await work;
  expect(merchant.problems).toMatchObject([
    { kind: 'handler_failed', key: KEPT.key, event: undefined },
  ]);
});

it('tells people about a handler that is not there any more', async () => {
  const merchant = await openMerchant<string>({
    inbox: queue(KEPT),
    deferred: true,
    onPayment: undefined,
    onOther: undefined,
  });
  const end = new AbortController();
  const work = merchant.middleware.work({ signal: end.signal });
  await expect.poll(() => merchant.problems.length).toBe(1);
  end.abort();
  await work;
  expect(merchant.problems).toMatchObject([
    {
      kind: 'handler_failed',
      error: {
        code: 'ERR_QF_OPTIONS',
        message: 'There is no handler for payment any more.',
      },
    },
  ]);
});

it('tells a handler to stop when its time is over', async () => {
  const reasons: unknown[] = [];
  const { clock, merchant, end, work } = await working(
    queue(KEPT),
    (_event, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason);
          reject(signal.reason);
        });
      }),
  );
  await clock.someoneWaits();
  clock.advance(9_999);
  expect(reasons).toEqual([]);
  clock.advance(1);
  await expect.poll(() => merchant.problems.length).toBe(1);
  end.abort();
  await work;
  const error = {
    code: 'ERR_QF_TIME_LIMIT',
    message: 'The handler took longer than 10000 ms.',
  };
  expect(reasons).toMatchObject([error]);
  const sentence = expect.stringMatching(/told to stop.*the gateway does not/);
  expect(merchant.problems).toMatchObject([{ kind: 'handler_timeout', sentence, error }]);
});

describe('where the inbox falls silent', () => {
  const silent = { ...queue(), take: () => new Promise<never>(() => {}) };

  it('tells people, and looks again', async () => {
    const { clock, merchant, end, work } = await working(silent);
    for (const looks of [1, 2]) {
      await clock.someoneWaits();
      clock.advance(10_000);
      await expect.poll(() => [merchant.problems.length, clock.waiting]).toEqual([looks, 1]);
      clock.advance(1_000);
    }
    end.abort();
    clock.advance(10_000);
    await work;
    expect(merchant.problems[0]).toMatchObject({
      kind: 'inbox_unreachable',
      sentence: 'A worker could not ask the inbox. Is its server up? It looks again.',
      error: { code: 'ERR_QF_TIME_LIMIT', message: 'The inbox took longer than 10000 ms.' },
    });
  });

  it('goes on after a handler that was given up, whose transaction does not end', async () => {
    const { take, ...inbox } = queue(KEPT, KEPT);
    const endless: typeof take = (...asked) =>
      take(...asked).then(undefined, () => new Promise<never>(() => {}));
    const failing = (_event: unknown, { signal }: HandlerContext<string>) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    const { clock, merchant, end, work } = await working({ ...inbox, take: endless }, failing);
    for (const events of [1, 2]) {
      await clock.someoneWaits();
      clock.advance(10_000);
      await expect.poll(() => merchant.problems.length).toBe(events);
    }
    end.abort();
    await work;
    expect(merchant.problems.map(({ kind }) => kind)).toEqual(Array(2).fill('handler_timeout'));
  });

  it('ends with drain()', async () => {
    const { clock, merchant, work } = await working(silent);
    await clock.someoneWaits();
    const drained = merchant.middleware.drain(5_000);
    clock.advance(5_000);
    await Promise.all([drained, work]);
    expect(clock.waiting).toBe(0);
  });
});

it('is waited for and told to stop by drain()', async () => {
  const { clock, merchant, work } = await working(
    queue(KEPT),
    (_event, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  await clock.someoneWaits();
  const drained = merchant.middleware.drain(5_000);
  clock.advance(5_000);
  await Promise.all([drained, work]);
  expect(merchant.problems).toMatchObject([{ error: { code: 'ERR_QF_DRAINING' } }]);
  expect(clock.waiting).toBe(0);
});

it('is watched: how it ended, and how long it took', async () => {
  const events: unknown[] = [];
  const listen = (event: unknown) => void events.push(event);
  subscribe(NOTIFICATION_CHANNEL, listen);
  onTestFinished(() => void unsubscribe(NOTIFICATION_CHANNEL, listen));
  const failing: Problem[] = [];
  const clock = manualClock();
  let calls = 0;
  const merchant = await openMerchant<string>({
    inbox: queue(KEPT, KEPT),
    deferred: true,
    clock,
    onPayment: () => {
      calls += 1;
      clock.advance(calls * 100);
      if (calls === 2) throw new Error('no stock');
    },
    onProblem: (problem) => failing.push(problem),
  });
  const end = new AbortController();
  const work = merchant.middleware.work({ signal: end.signal });
  await expect.poll(() => failing.length).toBe(1);
  end.abort();
  await work;
  const named = { type: 'worked', notification: 'payment', key: KEPT.key, status: undefined };
  expect(events).toMatchObject([
    { ...named, state: 'done', duration: 100 },
    { ...named, state: 'handler_failed', duration: 200 },
  ]);
});
