import { QFPayClient } from '@qf/client';
import { type Payment, PayType } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';

const MINUTE = 60_000;

async function pay(sandbox: Sandbox, qf: QFPayClient, out_trade_no: string): Promise<Payment> {
  const pay_type = PayType.ALIPAY_WEB_HK;
  await qf.payments.create({ pay_type, out_trade_no, txamt: 1234, txcurrcd: 'HKD' });
  await sandbox.wallet.approve(out_trade_no);
  return qf.payments.retrieve({ out_trade_no });
}

describe('the clock of a sandbox', () => {
  it('is one for a client, which then asks about the months that the sandbox is in', async () => {
    await using sandbox = await createSandbox({
      clock: 'manual',
      now: '2026-01-31T23:30:00+08:00',
    });
    await using qf = new QFPayClient({
      ...sandbox.credentials,
      environment: sandbox.url,
      clock: sandbox.clock,
    });
    expect((await pay(sandbox, qf, 'JANUARY')).status).toBe('paid');
    await sandbox.clock.advance({ by_ms: 60 * MINUTE });
    const february = await pay(sandbox, qf, 'FEBRUARY');
    expect(february).toMatchObject({ status: 'paid', paydtm: '2026-02-01 00:30:00' });
  });

  it('lets a client wait in real time, whatever its own pace is', async () => {
    await using sandbox = await createSandbox({ clock: 'manual' });
    const before = sandbox.clock.monotonic();
    await new Promise<void>((resolve) => void sandbox.clock.schedule(1, resolve));
    expect(sandbox.clock.monotonic()).toBeGreaterThan(before);
    const takeBack = sandbox.clock.schedule(1, () => expect.unreachable());
    takeBack();
    await new Promise<void>((resolve) => void sandbox.clock.schedule(5, resolve));
  });
});
