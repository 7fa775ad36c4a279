import { describe, expect, it } from 'vitest';
import { durable } from './durable.ts';
import type { Inbox, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { memoryInbox } from './memory-inbox.ts';
import { Patience } from './patience.ts';
import type { Delivery } from './read-delivery.ts';
import { type Receiver, receive } from './receive.ts';
import { type ManualClock, manualClock } from './testing/manual-clock.ts';
import { gateway, KEY } from './testing/merchant-key.ts';

const never = () => new Promise<never>(() => {});

function delivery(clock = manualClock()): Delivery {
  const { body, headers } = gateway.payment();
  const bytes = new TextEncoder().encode(body);
  const patience = new Patience(clock);
  return { body: bytes, signature: headers['X-QF-SIGN'], keys: KEY, account: 'a', patience };
}

/** A receiver with an inbox of which some methods are replaced. */
function receiver(
  clock: ManualClock,
  inbox: Partial<Inbox> = {},
  more: Partial<Receiver<undefined>> = {},
): Receiver<undefined> {
  const memory = memoryInbox();
  return {
    inbox: {
      peek: (record) => memory.peek(record),
      run: (record, work, limits) => memory.run(record, work, limits),
      setAside: async () => ({ state: 'set_aside', durable: durable() }),
      ...inbox,
    },
    expect: () => ({ txamt: 1234, txcurrcd: 'HKD', closed: true }),
    confirm: undefined,
    onPayment: () => {},
    handlerTimeout: 10_000,
    clock,
    onGenuine: () => {},
    begin: () => () => {},
    ...more,
  };
}

describe('receive', () => {
  it('names the event and its key in every receipt of a genuine delivery', async () => {
    const told: InboxRecord[] = [];
    const onGenuine = (_event: unknown, record: InboxRecord) => told.push(record);
    const receipt = await receive(delivery(), receiver(manualClock(), {}, { onGenuine }));
    expect(receipt).toMatchObject({ state: 'done', event: { type: 'payment' } });
    expect(receipt.key).toMatch(/^[0-9a-f]{64}$/);
    expect(told.map(({ key }) => key)).toEqual([receipt.key]);
  });

  it('tells nobody about a forged delivery', async () => {
    const told: unknown[] = [];
    const onGenuine = (...args: unknown[]) => told.push(args);
    const forged = { ...delivery(), signature: undefined };
    expect(await receive(forged, receiver(manualClock(), {}, { onGenuine }))).toEqual({
      state: 'forged',
      reason: 'missing',
    });
    expect(told).toEqual([]);
  });

  it.each([
    ['looking', { peek: never }, {}],
    ['setting aside', { setAside: never }, { expect: () => ({ txamt: 1, txcurrcd: 'HKD' }) }],
    ['keeping', {}, { keep: never }],
  ] as const)('gives the inbox 1.5 s for %s', async (_, inbox, more) => {
    const clock = manualClock();
    const receiving = receive(delivery(clock), receiver(clock, inbox, more));
    await clock.someoneWaits();
    clock.advance(1_499);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    expect(await receiving).toMatchObject({
      state: 'inbox_unreachable',
      error: { message: expect.stringMatching(/^The inbox took longer than 1500 ms/) },
    });
  });

  it('says why an event was to be set aside, also where that failed', async () => {
    const clock = manualClock();
    const setAside = () => Promise.reject(new Error('refused'));
    const nobody = receiver(clock, { setAside }, { onPayment: undefined });
    expect(await receive(delivery(), nobody)).toMatchObject({
      state: 'inbox_unreachable',
      reason: 'unhandled',
      sentence:
        'There is no handler for this kind of notification. Give onOther, or the one for it.',
      error: new Error('refused'),
    });
  });

  it('sets aside what nobody handles, with its body', async () => {
    const seen: unknown[] = [];
    const setAside = async (...args: unknown[]): Promise<Settled> => {
      seen.push(...args.slice(1));
      return { state: 'set_aside', durable: durable() };
    };
    const given = delivery();
    const nobody = receiver(manualClock(), { setAside }, { onPayment: undefined });
    expect(await receive(given, nobody)).toMatchObject({ state: 'set_aside', reason: 'unhandled' });
    expect(seen).toEqual(['unhandled', given.body]);
  });

  it('keeps the body, and whether the payment is late, for a worker', async () => {
    const seen: unknown[] = [];
    const keep = async (_record: InboxRecord, kept: unknown): Promise<Settled> => {
      seen.push(kept);
      return { state: 'received', durable: durable() };
    };
    const given = delivery();
    const onPayment = never;
    expect(await receive(given, receiver(manualClock(), {}, { keep, onPayment }))).toMatchObject({
      state: 'received',
    });
    expect(seen).toEqual([{ body: given.body, late: true }]);
  });

  it('gives the inbox 3 s to begin, half of it to wait for another delivery', async () => {
    const seen: RunLimits[] = [];
    const run = async (_record: InboxRecord, _work: unknown, limits: RunLimits) => {
      seen.push(limits);
      return { state: 'busy' } as const;
    };
    await receive(delivery(), receiver(manualClock(), { run }));
    expect(seen).toMatchObject([{ busyWait: 1_500, workTime: 10_000 }]);
  });

  it('gives the inbox no more than the questions before it have left of 4.5 s', async () => {
    const clock = manualClock();
    const seen: RunLimits[] = [];
    const run = (_record: InboxRecord, _work: unknown, limits: RunLimits) => {
      seen.push(limits);
      return never();
    };
    const confirm = () => {
      clock.advance(2_500);
      return { status: 'paid', final: true, txamt: 1234 } as never;
    };
    const receiving = receive(delivery(clock), receiver(clock, { run }, { confirm }));
    await clock.someoneWaits();
    expect(seen).toMatchObject([{ busyWait: 1_000 }]);
    clock.advance(1_999);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    expect(await receiving).toMatchObject({ state: 'inbox_unreachable' });
  });

  it('hands work that begins to whoever may stop it', async () => {
    const stops: unknown[] = [];
    const begin = (stop: AbortController) => {
      stops.push(stop);
      return () => {};
    };
    await receive(delivery(), receiver(manualClock(), {}, { begin }));
    expect(stops).toEqual([expect.any(AbortController)]);
  });
});
