import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const maintenance1100: Story = {
  says: 'the gateway is being maintained: a query finds nothing, nothing was charged, the same number works later',
  play: async ({ sandbox, qf }) => {
    const order = {
      pay_type: '801514',
      out_trade_no: 'CLOSED',
      txamt: 1000,
      txcurrcd: 'HKD',
    } as const;
    sandbox.next({ on: 'payment', respcd: '1100' });
    const first = await qf.payments.create(order).catch((error) => error);
    expect(first).toMatchObject({ respcd: '1100' });
    expect(sandbox.transactions.list()).toEqual([]);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
  },
};
