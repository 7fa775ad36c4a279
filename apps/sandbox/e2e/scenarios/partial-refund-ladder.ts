import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const partialRefundLadder: Story = {
  says: 'given back in ten parts, each once, and not a cent more',
  play: async ({ qf, sandbox, paid }) => {
    const { syssn, ...order } = await paid('PARTS');
    for (let part = 1; part <= 10; part += 1) {
      const refund = { syssn, out_trade_no: `PARTS-R${part}`, txamt: 100 };
      expect(await qf.refunds.create(refund)).toMatchObject({ status: 'refunded', txamt: 100 });
      const now = part === 10 ? { status: 'refunded' } : { status: 'paid', refunded: 'partial' };
      expect(await qf.payments.retrieve(order)).toMatchObject(now);
    }
    const again = await qf.refunds.create({ syssn, out_trade_no: 'PARTS-R11', txamt: 1 });
    expect(again).toMatchObject({ status: 'failed', final: true });
    expect(sandbox.transactions.get('PARTS')).toMatchObject({ refunded: 1000, cancel: '3' });
  },
};
