import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const notifyTampered: Story = {
  says: 'somebody changes the amount on the way: 401, no effect; the genuine one comes after two minutes',
  play: async ({ sandbox, merchant, order }) => {
    await order('FORGED');
    sandbox.faults.add({ on: 'notification', effect: 'notify-tampered', times: 1 });
    await sandbox.wallet.approve('FORGED');
    await sandbox.clock.advance({ to: 'next' });
    expect(merchant.answers).toEqual(['401 FAIL']);
    expect(merchant.payments).toEqual([]);
    await sandbox.clock.advance({ to: 'next' });
    expect(merchant.payments).toMatchObject([{ txamt: 1000 }]);
  },
};
