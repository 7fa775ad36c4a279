import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const expired: Story = {
  says: 'nobody pays within 30 minutes: failed, and it cannot be paid any more',
  play: async ({ sandbox, merchant, qf, order }) => {
    const ordered = await order('LAPSED');
    await sandbox.clock.advance({ until: 'idle' });
    expect(await qf.payments.retrieve(ordered)).toMatchObject({
      status: 'failed',
      final: true,
      reason: 'expired',
    });
    await expect(sandbox.wallet.approve('LAPSED')).rejects.toMatchObject({ respcd: '1181' });
    expect(merchant.answers).toEqual([]);
  },
};
