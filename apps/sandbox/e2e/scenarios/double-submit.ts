import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const doubleSubmit: Story = {
  says: 'the shopper clicks twice: one order, one charge',
  play: async ({ sandbox, qf, merchant }) => {
    merchant.orders.set('CLICK', { txamt: 1000, txcurrcd: 'HKD' });
    const order = {
      pay_type: '801514',
      out_trade_no: 'CLICK',
      txamt: 1000,
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
    } as const;
    const both = await Promise.all([qf.payments.create(order), qf.payments.create(order)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['created', 'pending']);
    await sandbox.wallet.approve('CLICK');
    const paid = await qf.payments.retrieve({
      out_trade_no: 'CLICK',
      txdtm: '2026-01-01 10:00:00',
    });
    expect(paid).toMatchObject({ status: 'paid', duplicates: [] });
    expect(sandbox.transactions.list()).toHaveLength(1);
  },
};
