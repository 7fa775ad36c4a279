import { type Notification, parseNotification } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { durable } from './durable.ts';
import type { Handler } from './event-route.ts';
import { type Handled, handle } from './handle.ts';
import type { Inbox, Settled } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import { newRecord } from './testing/inbox-contract.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway } from './testing/merchant-key.ts';

const EVENT = parseNotification(new TextEncoder().encode(gateway.payment().body));
const DONE: Settled = { state: 'done', durable: durable() };
const LIMITS = { start: 3_000, busyWait: 1_500, handler: 10_000 };
const never = () => new Promise<never>(() => {});

type Run = Inbox<string>['run'];

/** One event under way, on a clock that stands still. */
function underway(run: Run, handler: Handler<Notification, string> = () => {}) {
  const clock = manualClock();
  const record = newRecord();
  const stops: AbortController[] = [];
  const counted = { begun: 0, ended: 0 };
  const handled = handle<string>({
    ...{ event: EVENT, record, late: true, handler, clock, limits: LIMITS },
    inbox: { run } as Inbox<string>,
    begin: (stop) => {
      stops.push(stop);
      counted.begun += 1;
      return () => {
        counted.ended += 1;
      };
    },
  });
  const stop = stops[0] ?? new AbortController();
  return { clock, record, stop, counted, handled };
}

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('handle', () => {
  it('hands over the event, and what belongs to it', async () => {
    const seen: unknown[] = [];
    const { handled, record } = underway(
      async (_record, work) => {
        await work({ tx: 'tx', fence: 3 });
        return DONE;
      },
      (event, { tx, key, account, late, fence, signal }) => {
        seen.push(event, { tx, key, account, late, fence, aborted: signal.aborted });
      },
    );
    expect(await handled).toBe(DONE);
    expect(seen).toEqual([
      EVENT,
      { tx: 'tx', key: record.key, account: 'default', late: true, fence: 3, aborted: false },
    ]);
  });

  it('tells the inbox its limits, and what stops it', async () => {
    const seen: unknown[] = [];
    const { handled, record, stop } = underway(async (...args) => {
      seen.push(...args);
      return { state: 'busy' };
    });
    expect(await handled).toEqual({ state: 'busy' });
    const limits = { busyWait: 1_500, workTime: 10_000, stop };
    expect(seen).toEqual([record, expect.any(Function), limits]);
  });

  it('gives up an inbox that does not begin in time, and lets nothing begin after that', async () => {
    const effects: string[] = [];
    let begin: () => Promise<void> = never;
    const { clock, handled, stop, counted } = underway(
      (_record, work) => {
        begin = () => work({ tx: 'tx' });
        return never();
      },
      () => effects.push('effect'),
    );
    clock.advance(2_999);
    expect(stop.signal.aborted).toBe(false);
    clock.advance(1);
    const error = {
      code: 'ERR_QF_TIME_LIMIT',
      message: 'Getting hold of the inbox took longer than 3000 ms.',
    };
    expect(await handled).toMatchObject({ state: 'inbox_unreachable', error });
    expect(stop.signal.reason).toMatchObject(error);
    await expect(begin()).rejects.toMatchObject(error);
    expect(effects).toEqual([]);
    expect(counted).toEqual({ begun: 1, ended: 0 });
  });

  it.each([
    ['at once', (begin: () => Promise<void>) => begin()],
    ['later', (begin: () => Promise<void>) => settle().then(begin)],
  ])('gives a handler that begins %s all of its time, and no more', async (_, start) => {
    const { clock, handled, stop } = underway(
      (_record, work) => start(() => work({ tx: 'tx' })).then(() => DONE),
      never,
    );
    await settle();
    expect(clock.waiting).toBe(1);
    clock.advance(9_999);
    expect(stop.signal.aborted).toBe(false);
    clock.advance(1);
    const error = {
      code: 'ERR_QF_TIME_LIMIT',
      message: 'The handler took longer than 10000 ms.',
    };
    expect(await handled).toMatchObject({ state: 'handler_timeout', error });
    expect(stop.signal.reason).toMatchObject(error);
  });

  it('counts what is remembered into the handler’s time', async () => {
    const { clock, handled } = underway(async (_record, work) => {
      await work({ tx: 'tx' });
      return never();
    });
    await settle();
    clock.advance(10_000);
    expect(await handled).toMatchObject({ state: 'handler_timeout' });
  });

  it.each([
    ['settles', async (): Promise<Settled> => DONE],
    ['rejects', () => Promise.reject(new Error('refused'))],
    [
      'throws',
      () => {
        throw new Error('refused');
      },
    ],
  ] as [string, Run][])(
    'leaves no timer and nothing under way when the inbox %s',
    async (_, run) => {
      const { clock, handled, counted } = underway(run);
      await handled;
      await settle();
      expect(clock.waiting).toBe(0);
      expect(counted).toEqual({ begun: 1, ended: 1 });
    },
  );

  it('is under way until the inbox has ended, whenever it was answered', async () => {
    let end = (_settled: Settled) => {};
    const { clock, handled, counted } = underway(() => new Promise((resolve) => (end = resolve)));
    clock.advance(3_000);
    await handled;
    await settle();
    expect(counted.ended).toBe(0);
    end(DONE);
    await settle();
    expect(counted.ended).toBe(1);
  });

  const refused = new Error('refused');
  const lost = new MiddlewareError('ERR_QF_LEASE_LOST', 'Taken over.');
  const threw: Handler<Notification, string> = () => {
    throw refused;
  };
  it.each([
    ['before the handler', 'inbox_unreachable', () => Promise.reject(refused), undefined],
    [
      'while the handler works',
      'handler_failed',
      (_record, work) => {
        work({ tx: 'tx' });
        return Promise.reject(refused);
      },
      never,
    ],
    ['because the handler threw', 'handler_failed', (_record, work) => passed(work), threw],
    [
      'after the handler',
      'commit_unknown',
      (_record, work) => passed(work).then(() => Promise.reject(refused)),
      undefined,
    ],
    ['because its claim was lost', 'lease_lost', () => Promise.reject(lost), undefined],
    [
      'after it had said that its claim was lost',
      'lease_lost',
      (_record, _work, { stop }) => {
        stop.abort(lost);
        return Promise.reject(refused);
      },
      undefined,
    ],
    [
      'because of a drain, while it waited for its turn',
      'draining',
      (_record, _work, { stop }) => {
        stop.abort(new MiddlewareError('ERR_QF_DRAINING', 'Shutting down.'));
        return Promise.reject(stop.signal.reason);
      },
      undefined,
    ],
    [
      'because of a drain, while the handler worked',
      'handler_failed',
      (_record, work, { stop }) => {
        work({ tx: 'tx' });
        stop.abort(new MiddlewareError('ERR_QF_DRAINING', 'Shutting down.'));
        return Promise.reject(stop.signal.reason);
      },
      never,
    ],
    ['without saying why', 'inbox_unreachable', () => Promise.reject(), undefined],
  ] as [string, Handled['state'], Run, Handler<Notification, string> | undefined][])(
    'takes an inbox that rejects %s for %s',
    async (_, state, run, handler) => {
      expect(await underway(run, handler).handled).toMatchObject({ state });
    },
  );
});

async function passed(work: Parameters<Run>[1]): Promise<Settled> {
  await work({ tx: 'tx' });
  return DONE;
}
