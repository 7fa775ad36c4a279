import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryInbox } from './memory-inbox.ts';
import { inboxContract, limits, newRecord } from './testing/inbox-contract.ts';
import { manualClock } from './testing/manual-clock.ts';

const DAY = 86_400_000;

describe('memoryInbox', () => {
  inboxContract(() => {
    const inbox = memoryInbox();
    return { inbox, other: inbox, isDurable: false };
  });

  describe('that others wait for', () => {
    /** Work that hangs, and a delivery that waits for it up to 1.5 s. */
    const waiting = async () => {
      const clock = manualClock();
      const inbox = memoryInbox({ clock });
      const record = newRecord();
      let end = (_error?: Error) => {};
      const work = () =>
        new Promise<void>((resolve, reject) => {
          end = (error) => (error === undefined ? resolve() : reject(error));
        });
      const first = inbox.run(record, work, limits());
      const second = inbox.run(record, async () => {}, limits());
      await clock.someoneWaits();
      return { clock, first, second, end: (error?: Error) => end(error) };
    };

    it('lets them wait as long as they may, and no longer', async () => {
      const { clock, second } = await waiting();
      clock.advance(1_499);
      expect(clock.waiting).toBe(1);
      clock.advance(1);
      expect(await second).toEqual({ state: 'busy' });
      expect(clock.waiting).toBe(0);
    });

    it.each([
      ['is done', undefined, 'duplicate'],
      ['fails', new Error('no stock'), 'done'],
    ])('wakes them when it %s, and leaves no timer', async (_, error, state) => {
      const { clock, first, second, end } = await waiting();
      end(error);
      await first.catch(() => {});
      expect(await second).toMatchObject({ state });
      expect(clock.waiting).toBe(0);
    });

    it('does not let them wait at all where they have no time', async () => {
      const clock = manualClock();
      const inbox = memoryInbox({ clock });
      const record = newRecord();
      inbox.run(record, () => new Promise(() => {}), limits()).catch(() => {});
      const busy = inbox.run(record, async () => {}, limits({ busyWait: 0 }));
      expect(clock.waiting).toBe(0);
      expect(await busy).toEqual({ state: 'busy' });
    });

    it('stays claimed while it works, whatever it starts itself', async () => {
      const inbox = memoryInbox();
      const record = newRecord();
      const seen: unknown[] = [];
      await inbox.run(
        record,
        async () => {
          seen.push(inbox.peek(record));
          seen.push(await inbox.run(record, async () => {}, limits({ busyWait: 0 })));
          seen.push(inbox.peek({ ...record, fingerprint: 'f' }));
        },
        limits(),
      );
      expect(seen).toEqual([undefined, { state: 'busy' }, { state: 'conflict' }]);
    });
  });

  it('looks without waiting', () => {
    expect(memoryInbox().peek(newRecord())).toBeUndefined();
  });

  describe('in production', () => {
    afterEach(() => vi.unstubAllEnvs());

    it('refuses to run, unless it was allowed', () => {
      vi.stubEnv('NODE_ENV', 'production');
      expect(() => memoryInbox()).toThrow(expect.objectContaining({ code: 'ERR_QF_MEMORY_INBOX' }));
      expect(() => memoryInbox({ allowInProduction: false })).toThrow(
        /^memoryInbox\(\) forgets with the process.* say allowInProduction: true\.$/,
      );
      expect(memoryInbox({ allowInProduction: true })).toBeDefined();
      vi.stubEnv('NODE_ENV', 'development');
      expect(memoryInbox()).toBeDefined();
    });
  });

  describe('that is full', () => {
    it('refuses new events rather than forgetting old ones', async () => {
      const inbox = memoryInbox({ maxRecords: 2 });
      const [first, second, third] = [newRecord(), newRecord(), newRecord()];
      await inbox.run(first, async () => {}, limits());
      await inbox.run(second, async () => {}, limits());
      await expect(inbox.run(third, async () => {}, limits())).rejects.toMatchObject({
        code: 'ERR_QF_INBOX_FULL',
        message:
          'memoryInbox() holds 2 events, the youngest of them below 90 days. Raise maxRecords or use a durable inbox.',
      });
      expect(await inbox.peek(first)).toMatchObject({ state: 'duplicate' });
    });

    it('forgets what is older than its retention', async () => {
      const clock = manualClock();
      const inbox = memoryInbox({ maxRecords: 1, retention: 2 * DAY, clock });
      const [first, second] = [newRecord(), newRecord()];
      await inbox.run(first, async () => {}, limits());
      clock.advance(2 * DAY + 1);
      expect(await inbox.run(second, async () => {}, limits())).toMatchObject({ state: 'done' });
      expect(await inbox.peek(first)).toBeUndefined();
    });

    it('forgets nothing as long as there is room, and nothing that is young enough', async () => {
      const clock = manualClock();
      const inbox = memoryInbox({ maxRecords: 3, retention: 2 * DAY, clock });
      const records = [newRecord(), newRecord(), newRecord()] as const;
      await inbox.run(records[0], async () => {}, limits());
      clock.advance(1);
      await inbox.run(records[1], async () => {}, limits());
      clock.advance(2 * DAY);
      await inbox.run(records[2], async () => {}, limits());
      expect(inbox.peek(records[0])).toMatchObject({ state: 'duplicate' });
      await inbox.run(newRecord(), async () => {}, limits());
      const known = await Promise.all(records.map((record) => inbox.peek(record)));
      expect(known.map((settled) => settled?.state)).toEqual([undefined, 'duplicate', 'duplicate']);
    });

    it('does not forget what is still being handled', async () => {
      const clock = manualClock();
      const inbox = memoryInbox({ maxRecords: 1, retention: 2 * DAY, clock });
      await inbox.run(
        newRecord(),
        async () => {
          clock.advance(3 * DAY);
          await expect(inbox.run(newRecord(), async () => {}, limits())).rejects.toThrow(
            /memoryInbox/,
          );
        },
        limits(),
      );
    });
  });

  it('remembers for 48 hours at least', () => {
    expect(() => memoryInbox({ retention: 2 * DAY - 1 })).toThrow(/at least 48 hours/);
  });

  it.each([
    [
      'a limit that is no number',
      { maxRecords: Number.NaN },
      'maxRecords must be a number from 1.',
    ],
    ['a limit of nothing', { maxRecords: 0 }, 'maxRecords must be a number from 1.'],
    ['a limit as text', { maxRecords: '9' }, 'maxRecords must be a number from 1.'],
    ['an option that nobody knows', { max: 9 }, 'Unknown option "max".'],
    ['no word for yes', { allowInProduction: 'yes' }, 'allowInProduction must be true or false.'],
    [
      'a clock that is none',
      { clock: Date },
      'clock must have the methods now, monotonic, schedule.',
    ],
  ])('refuses %s at start', (_, options, sentence) => {
    const refused = { code: 'ERR_QF_OPTIONS', message: `memoryInbox(): ${sentence}` };
    expect(() => memoryInbox(options as never)).toThrow(expect.objectContaining(refused));
  });

  it.each([1, Number.POSITIVE_INFINITY])('holds up to %d events', async (maxRecords) => {
    const inbox = memoryInbox({ maxRecords });
    expect(await inbox.run(newRecord(), async () => {}, limits())).toMatchObject({ state: 'done' });
  });
});
