import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const rateLimited: Story = {
  says: 'HTTP 429 twice: nothing was done, the identical call goes through the third time',
  play: async ({ sandbox, qf }) => {
    sandbox.faults.add({ on: 'payment', effect: 'http-429', times: 2 });
    const order = {
      pay_type: '801514',
      out_trade_no: 'BUSY',
      txamt: 1000,
      txcurrcd: 'HKD',
    } as const;
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    const calls = sandbox.requests().filter(({ path }) => path === '/trade/v1/payment');
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map(({ fields }) => JSON.stringify(fields))).size).toBe(1);
    expect(sandbox.transactions.list()).toHaveLength(1);
  },
};
