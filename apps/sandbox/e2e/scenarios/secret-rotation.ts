import { QFPayClient } from '@qf/client';
import { clientKey as keyOf } from '@qf/signing';
import { expect } from 'vitest';
import type { Story } from './stage.ts';

const NEXT = 'NEXT-KEY-00000000000000000000001';

export const secretRotation: Story = {
  says: 'a new key: old and new work side by side, then only the new one',
  play: async ({ sandbox, qf }) => {
    const { appCode, clientKey } = sandbox.credentials;
    const settings = { appCode, environment: sandbox.url, maxRetries: 0 };
    const keys = (...secrets: string[]) => secrets.map((secret) => keyOf(secret));
    await using careful = new QFPayClient({ ...settings, clientKey: keys(clientKey, NEXT) });
    await using renewed = new QFPayClient({ ...settings, clientKey: NEXT });
    const create = (client: QFPayClient, out_trade_no: string) =>
      client.payments.create({ pay_type: '801514', txamt: 1000, txcurrcd: 'HKD', out_trade_no });

    sandbox.merchants.rotateKey(appCode, NEXT);
    expect(await create(careful, 'KEY-1')).toMatchObject({ status: 'created' });
    expect(await create(renewed, 'KEY-2')).toMatchObject({ status: 'created' });

    sandbox.merchants.retireKeys(appCode);
    expect(await create(renewed, 'KEY-3')).toMatchObject({ status: 'created' });
    // The refusal is signed with a key that the old client does not know: it believes neither a yes nor a no.
    expect(await create(qf, 'KEY-4')).toMatchObject({
      status: 'unknown',
      reason: 'unreadable_answer',
    });
    expect(sandbox.transactions.list()).toHaveLength(3);
  },
};
