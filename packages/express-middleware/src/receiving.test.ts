import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Inbox, NOTIFICATION_CHANNEL } from './index.ts';
import { memoryInbox } from './memory-inbox.ts';
import { type NotificationOptions, notificationSettings } from './notification-options.ts';
import { Patience } from './patience.ts';
import type { Problem } from './problem.ts';
import type { Delivery } from './read-delivery.ts';
import type { Receipt } from './receipt.ts';
import { Receiving } from './receiving.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, KEY } from './testing/merchant-key.ts';

const never = () => new Promise<never>(() => {});

/** An endpoint on a clock that stands still. */
function endpoint(options: Partial<NotificationOptions<undefined, unknown>> = {}) {
  const clock = manualClock();
  const problems: Problem[] = [];
  const receiving = new Receiving(
    notificationSettings<undefined, unknown>({
      ...{ clientKey: KEY, inbox: memoryInbox(), expect: 'unchecked', onPayment: () => {}, clock },
      onProblem: (problem) => problems.push(problem),
      ...options,
    }),
  );
  return { clock, problems, receiving, controls: receiving.controls };
}

/** Knows nothing and keeps nothing. */
const empty: Inbox = {
  peek: () => undefined,
  run: async () => ({ state: 'busy' }),
  setAside: async () => ({ state: 'not_durable' }),
};

function delivery(fields = {}): () => Promise<Delivery> {
  const { body, headers } = gateway.payment(fields);
  const bytes = new TextEncoder().encode(body);
  const signature = headers['X-QF-SIGN'];
  const patience = new Patience(manualClock());
  return async () => ({ body: bytes, signature, keys: KEY, account: 'a', patience });
}

/** What the channel carries until the test ends. */
function watched(): unknown[] {
  const events: unknown[] = [];
  const listen = (event: unknown) => void events.push(event);
  subscribe(NOTIFICATION_CHANNEL, listen);
  onTestFinished(() => void unsubscribe(NOTIFICATION_CHANNEL, listen));
  return events;
}

describe('Receiving', () => {
  it('receives what is read, or takes the receipt of what could not be', async () => {
    const { receiving, controls } = endpoint();
    expect(await receiving.receive(delivery())).toMatchObject({ state: 'done' });
    const refused = { state: 'wrong_method' } as const;
    expect(await receiving.receive(async () => refused)).toBe(refused);
    expect(await receiving.receive(async () => refused)).toBe(refused);
    expect(controls.counts()).toEqual({ done: 1, wrong_method: 2 });
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('has failed where reading %s, and tells people', async (_, read) => {
    const { receiving, controls, problems } = endpoint();
    const error = new Error('broken');
    expect(await receiving.receive(read)).toEqual({ state: 'failed', error });
    expect(controls.counts()).toEqual({ failed: 1 });
    expect(problems).toMatchObject([{ kind: 'failed', error }]);
  });

  it.each([undefined, {}, { state: 'finished' }, { state: 'toString' }])(
    'has failed where the inbox settles with %j, and does not reject',
    async (settled) => {
      const inbox = { ...empty, run: async () => settled as never };
      const { receiving, problems } = endpoint({ inbox });
      expect(await receiving.receive(delivery())).toMatchObject({ state: 'failed' });
      expect(problems).toMatchObject([{ kind: 'failed', error: { code: 'ERR_QF_OPTIONS' } }]);
    },
  );

  it('tells the channel when it came, what it was, how it ended and how long it took', async () => {
    const events = watched();
    const { clock, receiving } = endpoint({ onPayment: () => clock.advance(70) });
    const at = clock.now();
    const { key } = await receiving.receive(
      delivery({ syssn: '1', out_trade_no: 'A', sysdtm: '2026-01-01 10:30:59' }),
    );
    const named = { notification: 'payment', key, syssn: '1', out_trade_no: 'A' };
    expect(events).toEqual([
      { type: 'received', at, ...named, age: 1_000 },
      {
        ...{ type: 'answered', at: at + 70, ...named, state: 'done', status: 200, duration: 70 },
        reason: undefined,
      },
    ]);
  });

  it('tells the channel why it was refused, with what is known', async () => {
    const events = watched();
    const { receiving } = endpoint();
    await receiving.receive(async () => ({ ...(await delivery()()), signature: undefined }));
    const unknown = { notification: undefined, key: undefined };
    expect(events).toMatchObject([
      { type: 'answered', ...unknown, state: 'forged', reason: 'missing', status: 401 },
    ]);
  });

  it('keeps its counts apart from those that it gave away', async () => {
    const { receiving, controls } = endpoint();
    const before = controls.counts();
    await receiving.receive(delivery());
    expect([before, controls.counts()]).toEqual([{}, { done: 1 }]);
  });
});

describe('drain', () => {
  it('refuses what comes, unread', async () => {
    const { receiving, controls } = endpoint();
    await controls.drain();
    const read = () => {
      throw new Error('Nothing is read any more.');
    };
    expect(await receiving.receive(read)).toEqual({ state: 'draining' });
  });

  it('waits for a body that is still being read', async () => {
    const { receiving, controls, clock } = endpoint();
    let arrive = (_delivery: Delivery) => {};
    const received = receiving.receive(() => new Promise((resolve) => (arrive = resolve)));
    const drained = controls.drain();
    expect(clock.waiting).toBe(1);
    arrive(await delivery()());
    expect(await received).toMatchObject({ state: 'done' });
    await drained;
    expect(clock.waiting).toBe(0);
  });

  it('stops handlers after 10 s, and gives up on those that do not mind a second later', async () => {
    const reasons: unknown[] = [];
    const { receiving, controls, clock } = endpoint({
      handlerTimeout: 60_000,
      onPayment: (_event, { signal }) => {
        signal.addEventListener('abort', () => reasons.push(signal.reason));
        return never();
      },
    });
    void receiving.receive(delivery());
    await clock.someoneWaits();
    let isOver = false;
    const drained = controls.drain().then(() => {
      isOver = true;
    });
    clock.advance(9_999);
    expect(reasons).toEqual([]);
    clock.advance(1);
    await expect.poll(() => reasons).toHaveLength(1);
    expect(reasons).toMatchObject([
      { code: 'ERR_QF_DRAINING', message: 'The process is shutting down.' },
    ]);
    clock.advance(999);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    clock.advance(1);
    await drained;
  });
});

describe('a delivery that drain() has given up', () => {
  const unused: Inbox = {
    ...empty,
    run: () => {
      throw new Error('Nothing is handled any more.');
    },
  };

  /** Drains past every limit while something is still asked. */
  async function givenUp({ clock, controls }: ReturnType<typeof endpoint>) {
    const drained = controls.drain(100);
    for (const ms of [100, 1_000]) {
      clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await drained;
  }

  it('starts no handler when its body arrives', async () => {
    const shop = endpoint({ inbox: unused });
    let arrive = (_delivery: Delivery) => {};
    const received = shop.receiving.receive(() => new Promise((resolve) => (arrive = resolve)));
    await givenUp(shop);
    arrive(await delivery()());
    expect(await received).toEqual({ state: 'draining' });
    expect(shop.problems).toEqual([]);
  });

  it.each(['expect', 'confirm'] as const)(
    'starts no handler when %s() answers',
    async (question) => {
      let answer = (_answer: object) => {};
      const ask = () => new Promise<never>((resolve) => (answer = resolve as typeof answer));
      const shop = endpoint({ inbox: unused, [question]: ask });
      const received = shop.receiving.receive(delivery({ syssn: '1' }));
      await new Promise((resolve) => setImmediate(resolve));
      await givenUp(shop);
      answer({ syssn: '1', txamt: 1234, txcurrcd: 'HKD', status: 'paid', final: true });
      expect(await received).toMatchObject({ state: 'draining' });
      expect(shop.problems).toEqual([]);
    },
  );
});

describe('the limit of drain()', () => {
  it.each([Number.NaN, -1, '100', null])('may not be %j', async (limit) => {
    const { controls } = endpoint();
    await expect(controls.drain(limit as never)).rejects.toMatchObject({
      code: 'ERR_QF_OPTIONS',
      message: 'drain(): limit must be a number from 0.',
    });
  });

  it('may be 0, for whoever cannot wait', async () => {
    const { controls } = endpoint();
    await controls.drain(0);
  });

  it('may be Infinity, as long as a timer can be', async () => {
    const times: number[] = [];
    const clock = manualClock();
    const { receiving, controls } = endpoint({
      clock: {
        ...clock,
        schedule: (ms, run) => {
          times.push(ms);
          return clock.schedule(ms, run);
        },
      },
    });
    let end = (_receipt: Receipt) => {};
    const received = receiving.receive(() => new Promise((resolve) => (end = resolve)));
    const drained = controls.drain(Number.POSITIVE_INFINITY);
    end({ state: 'aborted' });
    await drained;
    expect(times).toEqual([2 ** 31 - 1]);
    expect(await received).toEqual({ state: 'aborted' });
  });
});

describe('work', () => {
  it('is for deferred endpoints', async () => {
    await expect(endpoint().controls.work()).rejects.toMatchObject({
      code: 'ERR_QF_OPTIONS',
      message:
        'work(): There is nothing to work on. Give deferred: true and an inbox that keeps events.',
    });
  });

  it.each([
    ['no time', { pollEvery: Number.NaN }, /^work\(\): pollEvery must be a number above 0/],
    ['a time of 0', { pollEvery: 0 }, /^work\(\): pollEvery must be a number above 0/],
    ['a time for ever', { pollEvery: Number.POSITIVE_INFINITY }, /pollEvery must be a number/],
    ['an option that nobody knows', { poll: 5 }, /Unknown option "poll"/],
  ])('does not begin with %s', async (_, options, sentence) => {
    await expect(endpoint().controls.work(options as never)).rejects.toThrow(sentence);
  });
});
