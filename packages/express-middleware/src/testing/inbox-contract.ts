import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Grant, Inbox, InboxRecord, RunLimits } from '../inbox.ts';

/** An inbox under test; `other` is the same inbox as another process sees it. */
export interface InboxUnderTest<Tx> {
  readonly inbox: Inbox<Tx>;
  readonly other: Inbox<Tx>;
  /** Whether events can be set aside. */
  readonly isDurable: boolean;
}

/** What every inbox promises. */
export function inboxContract<Tx>(open: () => InboxUnderTest<Tx>): void {
  describe('an event nobody has seen', () => {
    it('is unknown until its work is done', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      expect(await inbox.peek(record)).toBeUndefined();
      let seen: unknown = 'not asked';
      const settled = await inbox.run(
        record,
        async () => {
          seen = await other.peek(record);
        },
        limits(),
      );
      expect(seen).toBeUndefined();
      expect(settled).toMatchObject({ state: 'done' });
      expect(await other.peek(record)).toMatchObject({ state: 'duplicate' });
    });
  });

  describe('an event that was handled', () => {
    it('is a duplicate, and its work does not run again', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      await inbox.run(record, nothing, limits());
      expect(await other.run(record, mustNotRun, limits())).toMatchObject({ state: 'duplicate' });
      expect(await inbox.run(record, mustNotRun, limits())).toMatchObject({ state: 'duplicate' });
    });

    it('with other content is a conflict', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      await inbox.run(record, nothing, limits());
      const changed = { ...record, fingerprint: 'f'.repeat(64) };
      expect(await other.peek(changed)).toEqual({ state: 'conflict' });
      expect(await other.run(changed, mustNotRun, limits())).toEqual({ state: 'conflict' });
      expect(await other.setAside(changed, 'amount', new Uint8Array())).not.toHaveProperty(
        'durable',
      );
    });
  });

  describe('work that rejects', () => {
    it('rejects with its own error, and may be tried again', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      const failing = inbox.run(record, () => Promise.reject(new Error('no stock')), limits());
      await expect(failing).rejects.toThrow('no stock');
      expect(await other.peek(record)).toBeUndefined();
      expect(await other.run(record, nothing, limits())).toMatchObject({ state: 'done' });
    });

    it('binds nobody to its content', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      const failing = inbox.run(record, () => Promise.reject(new Error('no stock')), limits());
      await expect(failing).rejects.toThrow('no stock');
      const changed = { ...record, fingerprint: 'f'.repeat(64) };
      expect(await other.peek(changed)).toBeUndefined();
      expect(await other.run(changed, nothing, limits())).toMatchObject({ state: 'done' });
      expect(await inbox.peek(record)).toEqual({ state: 'conflict' });
    });
  });

  describe('an event that is being handled', () => {
    it('is busy for others when their time is over', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      await inbox.run(
        record,
        async () => {
          const answer = await other.run(record, mustNotRun, limits({ busyWait: 120 }));
          expect(answer).toEqual({ state: 'busy' });
        },
        limits(),
      );
    });

    it('is a duplicate for others who wait long enough', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      const waiting: Promise<unknown>[] = [];
      await inbox.run(
        record,
        async () => {
          waiting.push(other.run(record, mustNotRun, limits({ busyWait: 5_000 })));
          waiting.push(inbox.run(record, mustNotRun, limits({ busyWait: 5_000 })));
        },
        limits(),
      );
      expect(await Promise.all(waiting)).toMatchObject([
        { state: 'duplicate' },
        { state: 'duplicate' },
      ]);
    });

    it('goes to one of those who wait when it fails', async () => {
      const { inbox, other } = open();
      const record = newRecord();
      let effects = 0;
      const counted = async () => {
        effects += 1;
      };
      const waiting: Promise<{ state: string }>[] = [];
      const failing = inbox.run(
        record,
        async () => {
          for (const each of [inbox, other, inbox, other]) {
            waiting.push(each.run(record, counted, limits({ busyWait: 5_000 })));
          }
          throw new Error('no stock');
        },
        limits(),
      );
      await expect(failing).rejects.toThrow('no stock');
      const states = (await Promise.all(waiting)).map(({ state }) => state).sort();
      expect(states).toEqual(['done', 'duplicate', 'duplicate', 'duplicate']);
      expect(effects).toBe(1);
    });
  });

  describe('many copies at once', () => {
    it('have one effect each', async () => {
      const { inbox, other } = open();
      const records = Array.from({ length: 20 }, newRecord);
      const effects = new Map<string, number>();
      const copies = records.flatMap((record) =>
        [inbox, other, inbox].map((each) =>
          each.run(
            record,
            async () => {
              effects.set(record.key, (effects.get(record.key) ?? 0) + 1);
            },
            limits({ busyWait: 5_000 }),
          ),
        ),
      );
      const states = (await Promise.all(copies)).map(({ state }) => state);
      expect(states.filter((state) => state === 'done')).toHaveLength(20);
      expect(states.filter((state) => state === 'duplicate')).toHaveLength(40);
      expect([...effects.values()]).toEqual(Array(20).fill(1));
    });
  });

  describe('an event for people', () => {
    it('is set aside where that can be done, and stays so for each further delivery', async () => {
      const { inbox, other, isDurable } = open();
      const record = newRecord();
      const body = new TextEncoder().encode('{"goods_name":"奶茶"}');
      const expected = isDurable ? 'set_aside' : 'not_durable';
      expect(await inbox.setAside(record, 'amount', body)).toMatchObject({ state: expected });
      if (isDurable) {
        const known = { state: 'set_aside', reason: 'amount' };
        expect(await other.peek(record)).toMatchObject(known);
        expect(await other.setAside(record, 'unhandled', body)).toMatchObject(known);
        expect(await other.run(record, mustNotRun, limits())).toMatchObject(known);
      }
    });
  });
}

/** A record that no other test has. */
export function newRecord(): InboxRecord {
  const id = randomUUID().replaceAll('-', '');
  return {
    key: id + id,
    fingerprint: '0'.repeat(64),
    account: 'default',
    type: 'payment',
    syssn: id,
    out_trade_no: 'A-1',
  };
}

export function limits(more: Partial<RunLimits> = {}): RunLimits {
  return { busyWait: 1_500, workTime: 10_000, stop: new AbortController(), ...more };
}

async function nothing(): Promise<void> {}

async function mustNotRun(_grant: Grant<unknown>): Promise<void> {
  throw new Error('This work must not run.');
}
