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

  describe('in production', () => {
    afterEach(() => vi.unstubAllEnvs());

    it('refuses to run, unless it was allowed', () => {
      vi.stubEnv('NODE_ENV', 'production');
      expect(() => memoryInbox()).toThrow(expect.objectContaining({ code: 'ERR_QF_MEMORY_INBOX' }));
      expect(memoryInbox({ allowInProduction: true })).toBeDefined();
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
});
