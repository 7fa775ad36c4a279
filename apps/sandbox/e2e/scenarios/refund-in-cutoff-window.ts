import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const refundInCutoffWindow: Story = {
  says: 'no refunds between 23:30 and 00:30; the same number works afterwards',
  options: { rules: { refund_window: true } },
  play: async ({ sandbox, qf, paid }) => {
    const { syssn } = await paid('NIGHT');
    await sandbox.clock.advance({ by_ms: 13.75 * 3_600_000 });
    const refund = { syssn, out_trade_no: 'NIGHT-R', txamt: 1000 };
    const refused = await qf.refunds.create(refund).catch((error) => error);
    expect(refused).toMatchObject({ respcd: '1265' });
    await sandbox.clock.advance({ by_ms: 3_600_000 });
    expect(await qf.refunds.create(refund)).toMatchObject({ status: 'refunded' });
  },
};
