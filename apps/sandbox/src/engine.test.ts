import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pacedTime } from './clock/paced-time.ts';
import { scheduledClock } from './clock/scheduler.ts';
import { type Command, type Engine, type JournalEvent, openEngine, type Result } from './engine.ts';
import type { EventStore } from './store/event-store.ts';
import { memoryEventStore } from './store/memory-event-store.ts';
import { commandsOf, randomMoves } from './testing/random-moves.ts';

const NOON = 1_767_240_000_000;

function engineOver(store: EventStore, notifyUrl = (): string | undefined => undefined) {
  const clock = scheduledClock(pacedTime(0, NOON), (problem) => {
    throw problem;
  });
  return openEngine({ store, clock, seed: 1, notifyUrl });
}

function pay(out_trade_no: string, app_code = 'A'): Command {
  const order = { out_trade_no, pay_type: '801514', txamt: 1000, txcurrcd: 'HKD' };
  return { type: 'create_payment', app_code, ...order, txdtm: '2026-01-01 12:00:00' };
}

async function journalOf(engine: Engine): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of engine.read()) events.push(event);
  return events;
}

/** Passes on to a store in memory when it is told to, and says how much came at once. */
function watchedStore(hold: () => void | Promise<void> = () => {}) {
  const inner = memoryEventStore();
  const groups: number[] = [];
  const store: EventStore = {
    read: (after) => inner.read(after),
    append: async (events) => {
      groups.push(events.length);
      await hold();
      await inner.append(events);
    },
    close: () => {},
  };
  return { store, groups };
}

describe('commands that wait at the same time', () => {
  it('share one append, and are answered one by one', async () => {
    const { store, groups } = watchedStore();
    const engine = await engineOver(store);
    const results = await Promise.all(['P-1', 'P-2', 'P-3'].map((no) => engine.execute(pay(no))));
    expect(groups).toEqual([1, 3]);
    expect(results.map(({ events }) => events.map(({ seq }) => seq))).toEqual([[2], [3], [4]]);
    expect(results.map(({ transaction }) => transaction?.out_trade_no)).toEqual([
      'P-1',
      'P-2',
      'P-3',
    ]);
  });

  it('know of those before them', async () => {
    const engine = await engineOver(memoryEventStore());
    const [first, second] = await Promise.all([
      engine.execute(pay('P-1')),
      engine.execute(pay('P-1')),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, respcd: '2011' });
  });

  it('are answered with the row as each of them left it', async () => {
    const engine = await engineOver(memoryEventStore());
    const { transaction } = await engine.execute(pay('P-1'));
    const syssn = transaction?.syssn ?? '';
    const [scanned, paid] = await Promise.all([
      engine.execute({ type: 'scan', syssn }),
      engine.execute({ type: 'approve', syssn }),
    ]);
    expect([scanned.transaction?.state, paid.transaction?.state]).toEqual(['paying', 'paid']);
  });

  it('do not suffer from one that cannot be decided', async () => {
    const refuse = (): string => {
      throw new Error('no address book');
    };
    const engine = await engineOver(memoryEventStore(), refuse);
    const { transaction } = await engine.execute(pay('P-1'));
    const syssn = transaction?.syssn ?? '';
    const results = await Promise.allSettled([
      engine.execute(pay('P-2')),
      engine.execute({ type: 'approve', syssn }),
      engine.execute(pay('P-3')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(engine.state().findBySyssn(syssn)?.state).toBe('created');
    expect([...engine.state().transactions.values()].map((row) => row.out_trade_no)).toEqual([
      'P-1',
      'P-2',
      'P-3',
    ]);
  });

  it('leave the journal and the answers that they would leave one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(randomMoves, async (moves) => {
        const commands: Command[] = [
          ...commandsOf(moves),
          { type: 'save' },
          pay('LAST'),
          { type: 'reset' },
          pay('LAST'),
          { type: 'restore', snapshot: 'snap_1' },
          pay('LAST'),
          pay('LAST'),
        ];
        const apart = await engineOver(memoryEventStore());
        const together = await engineOver(memoryEventStore());
        const answers: Result[] = [];
        for (const command of commands) answers.push(await apart.execute(command));
        expect(await Promise.all(commands.map((one) => together.execute(one)))).toEqual(answers);
        expect(await journalOf(together)).toEqual(await journalOf(apart));
        expect([...together.state().transactions]).toEqual([...apart.state().transactions]);
        expect(answers.slice(-2).map(({ ok }) => ok)).toEqual([true, false]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a fact', () => {
  it('is heard and read by nobody before it is durable', async () => {
    let release = () => {};
    let written = Promise.resolve();
    const { store, groups } = watchedStore(() => written);
    const engine = await engineOver(store);
    written = new Promise((resolve) => {
      release = resolve;
    });
    const heard: string[] = [];
    engine.subscribe(({ type }) => void heard.push(type));
    const paying = Promise.all([engine.execute(pay('P-1')), engine.execute(pay('P-2'))]);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(groups).toEqual([1, 2]);
    expect([engine.state().seq, engine.state().transactions.size, heard]).toEqual([1, 0, []]);
    expect(engine.state().find('P-1')).toBeUndefined();
    release();
    await paying;
    expect(heard).toEqual(['payment.created', 'payment.created']);
    expect(engine.state().find('P-2')?.state).toBe('created');
  });

  it('that the store did not take was never there', async () => {
    let works = true;
    const { store } = watchedStore(() => {
      if (!works) throw new Error('the disk is full');
    });
    const engine = await engineOver(store);
    await engine.execute(pay('P-1'));
    const heard: JournalEvent[] = [];
    engine.subscribe((event) => void heard.push(event));
    works = false;
    const failed = await Promise.allSettled([
      engine.execute(pay('P-2')),
      engine.execute(pay('P-3')),
    ]);
    expect(failed).toMatchObject([
      { status: 'rejected', reason: { message: 'the disk is full' } },
      { status: 'rejected', reason: { message: 'the disk is full' } },
    ]);
    expect([heard, engine.state().seq, engine.state().transactions.size]).toEqual([[], 2, 1]);
    works = true;
    const later = await engine.execute(pay('P-2'));
    expect(later).toMatchObject({ ok: true, events: [{ seq: 3 }] });
    const again = await engineOver(store);
    expect([...again.state().transactions]).toEqual([...engine.state().transactions]);
  });
});

describe('settled', () => {
  it('waits for every command in line', async () => {
    const engine = await engineOver(memoryEventStore());
    void engine.execute(pay('P-1'));
    void engine.execute(pay('P-2'));
    await engine.settled();
    expect(engine.state().transactions.size).toBe(2);
  });
});
