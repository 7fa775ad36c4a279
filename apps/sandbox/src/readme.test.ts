import { readFileSync } from 'node:fs';
import { QFPayClient } from '@qf/client';
import { PayType } from '@qf/protocol';
import { expect, it } from 'vitest';
import { createSandbox } from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const source = readFileSync(new URL(import.meta.url), 'utf8');

it('does what the README shows first', async () => {
  // example
  const sandbox = await createSandbox({ clock: 'manual' });
  const qf = new QFPayClient({ ...sandbox.credentials, environment: sandbox.url });

  const order = { out_trade_no: 'ORDER-1', txamt: 1234, txcurrcd: 'HKD' } as const;
  const created = await qf.payments.create({ ...order, pay_type: PayType.ALIPAY_WEB_HK });
  await sandbox.wallet.approve('ORDER-1');
  const payment = await qf.payments.retrieve(order);

  await qf.close();
  await sandbox.close();
  // end
  expect([created.status, payment.status]).toEqual(['created', 'paid']);
});

it('shows in the README what this file runs', () => {
  const run = /\n +\/\/ example\n([\s\S]*?) +\/\/ end\n/.exec(source)?.[1] ?? '';
  expect(readme).toContain(run.replaceAll(/^ {2}/gm, ''));
});
