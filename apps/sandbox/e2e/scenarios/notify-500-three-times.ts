import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const notify500ThreeTimes: Story = {
  says: 'the shop is down for three deliveries; the fourth, after 22 minutes, has the one effect',
  play: async ({ sandbox, merchant, order }) => {
    await order('DOWN');
    merchant.loseDeliveries(3);
    await sandbox.wallet.approve('DOWN');
    const start = sandbox.clock.now();
    for (const minutes of [0, 2, 12]) {
      await sandbox.clock.advance({ to: 'next' });
      expect(sandbox.clock.now() - start).toBe(minutes * 60_000);
      expect(merchant.payments).toEqual([]);
    }
    await sandbox.clock.advance({ to: 'next' });
    expect(sandbox.clock.now() - start).toBe(22 * 60_000);
    expect(merchant.payments).toHaveLength(1);
    expect(sandbox.notifications.of('DOWN')).toMatchObject([{ status: 'acknowledged' }]);
  },
};
