import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const insufficient: Story = {
  says: 'the wallet lacks the money: failed, nothing is notified, the number is used up',
  play: async ({ sandbox, merchant, qf, order }) => {
    const ordered = await order('POOR');
    await sandbox.wallet.decline('POOR', '1201');
    await sandbox.clock.advance({ until: 'idle' });
    expect(await qf.payments.retrieve(ordered)).toMatchObject({
      status: 'failed',
      final: true,
      reason: 'declined',
      respcd: '1201',
    });
    expect(merchant.answers).toEqual([]);
    await order('POOR-2');
  },
};
