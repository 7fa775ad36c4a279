import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const notifyDuplicateConcurrent: Story = {
  says: 'the same notification five times at once, and once more an hour later: one effect',
  play: async ({ sandbox, merchant, order }) => {
    await order('TWICE');
    sandbox.faults.add({ on: 'notification', effect: 'notify-concurrent', copies: 5, times: 1 });
    await sandbox.wallet.approve('TWICE');
    await sandbox.clock.advance({ by_ms: 0 });
    await sandbox.clock.advance({ by_ms: 3_600_000 });
    await sandbox.notifications.resend('TWICE');
    expect(merchant.answers).toHaveLength(6);
    expect(merchant.answers.at(-1)).toBe('200 SUCCESS');
    expect(merchant.payments).toHaveLength(1);
  },
};
