import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const refundPending1145: Story = {
  says: 'the refund is being processed: pending, no second one; done when the wallet says so',
  play: async ({ sandbox, qf, paid }) => {
    const { syssn } = await paid('WAIT');
    sandbox.next({ on: 'refund', respcd: '1145' });
    const first = await qf.refunds.create({ syssn, out_trade_no: 'WAIT-R', txamt: 400 });
    expect(first).toMatchObject({ status: 'pending', final: false });
    const second = qf.refunds.create({ syssn, out_trade_no: 'WAIT-R2', txamt: 400 });
    await expect(second.catch((error) => error)).resolves.toMatchObject({ respcd: '1155' });
    await sandbox.wallet.completeRefund('WAIT-R');
    const ref = {
      out_trade_no: 'WAIT-R',
      orig_syssn: syssn,
      txamt: 400,
      txdtm: '2026-01-01 10:00:00',
    };
    expect(await qf.refunds.retrieve(ref)).toMatchObject({ status: 'refunded', final: true });
    expect(sandbox.transactions.get('WAIT')).toMatchObject({ refunded: 400 });
  },
};
