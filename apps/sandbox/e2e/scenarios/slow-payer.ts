import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const slowPayer: Story = {
  says: 'scanned, thought about for 29 minutes, paid in the last one',
  play: async ({ sandbox, merchant, qf, order }) => {
    const ordered = await order('SLOW');
    await sandbox.wallet.scan('SLOW');
    await sandbox.clock.advance({ by_ms: 29 * 60_000 });
    expect(await qf.payments.retrieve(ordered)).toMatchObject({ status: 'pending', final: false });
    await sandbox.wallet.approve('SLOW');
    await sandbox.clock.advance({ by_ms: 0 });
    expect(await qf.payments.retrieve(ordered)).toMatchObject({ status: 'paid' });
    expect(merchant.payments).toHaveLength(1);
  },
};
