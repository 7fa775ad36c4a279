import { expect } from 'vitest';
import type { Story } from './stage.ts';

export const paidButAnswerLost: Story = {
  says: 'a scanned code is charged and the answer is lost: the client finds the one payment there is',
  play: async ({ sandbox, qf }) => {
    sandbox.faults.add({ on: 'payment', effect: 'connection-reset', times: 1 });
    const outcome = await qf.payments.create({
      pay_type: '800208',
      out_trade_no: 'SCAN',
      txamt: 1000,
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
      auth_code: '134567890123456789',
    });
    expect(outcome).toMatchObject({ status: 'paid', final: true, txamt: 1000, duplicates: [] });
    const calls = sandbox.requests().filter(({ path }) => path === '/trade/v1/payment');
    expect(calls).toHaveLength(1);
    expect(sandbox.transactions.list()).toHaveLength(1);
  },
};
