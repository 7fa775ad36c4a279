import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const lateSuccessAfterClose: Story = {
  says: 'closed, and paid all the same: the notification tells, a query confirms, it is refunded',
  play: async ({ sandbox, merchant, qf, order }) => {
    const { syssn, ...ordered } = await order('LATE');
    expect(await qf.payments.close(ordered)).toMatchObject({ status: 'failed', reason: 'closed' });
    await sandbox.wallet.approve('LATE', { late: true });
    await sandbox.clock.advance({ by_ms: 0 });
    expect(merchant.payments).toMatchObject([{ out_trade_no: 'LATE' }]);
    expect(await qf.payments.retrieve(ordered)).toMatchObject({ status: 'paid', final: true });
    const refund = await qf.refunds.create({ syssn, out_trade_no: 'LATE-R', txamt: 1000 });
    expect(refund).toMatchObject({ status: 'refunded' });
  },
};
