import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const happy: Story = {
  says: 'paid, notified once, confirmed by a query, refunded',
  play: async ({ merchant, qf, paid }) => {
    const { syssn, ...order } = await paid('HAPPY');
    expect(merchant.answers).toEqual(['200 SUCCESS']);
    expect(merchant.payments).toMatchObject([{ out_trade_no: 'HAPPY', txamt: 1000 }]);
    expect(await qf.payments.retrieve(order)).toMatchObject({ status: 'paid', refunded: 'none' });
    const refund = await qf.refunds.create({ syssn, out_trade_no: 'HAPPY-R', txamt: 1000 });
    expect(refund).toMatchObject({ status: 'refunded', final: true });
    expect(await qf.payments.retrieve(order)).toMatchObject({ status: 'refunded' });
  },
};
