import type { QFPayClient } from '@qf/client';
import { PayType } from '@qf/protocol';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/index.ts';
import { type Merchant, openMerchant } from '../merchant.ts';

/** A sandbox and a merchant who trades with it, for one scenario. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly merchant: Merchant;
  readonly qf: QFPayClient;
  /** Writes the order into the merchant's books and sends it. */
  order(out_trade_no: string, details?: { readonly txamt?: number }): Promise<Ordered>;
  /** The same, paid and notified. */
  paid(out_trade_no: string, details?: { readonly txamt?: number }): Promise<Ordered>;
  close(): Promise<void>;
}

/** What the merchant keeps of an order. */
export interface Ordered {
  readonly out_trade_no: string;
  readonly syssn: string;
  readonly txamt: number;
  readonly txdtm: string;
}

/** A story that client and middleware must come out of well. */
export interface Story {
  readonly says: string;
  readonly options?: SandboxOptions;
  readonly play: (stage: Stage) => Promise<void>;
}

const NOW = '2026-01-01T10:00:00+08:00';

/** Sets the stage: time stands still at ten o'clock. */
export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = await createSandbox({ clock: 'manual', now: NOW, ...options });
  const merchant = await openMerchant(sandbox);
  const { qf } = merchant;
  const order: Stage['order'] = async (out_trade_no, { txamt = 1000 } = {}) => {
    merchant.orders.set(out_trade_no, { txamt, txcurrcd: 'HKD' });
    const created = await qf.payments.create({
      pay_type: PayType.ALIPAY_WEB_HK,
      out_trade_no,
      txamt,
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
      notify_url: merchant.notifyUrl,
    });
    if (created.status !== 'created') throw new Error(`${out_trade_no} is ${created.status}`);
    return { out_trade_no, txamt, syssn: created.syssn, txdtm: '2026-01-01 10:00:00' };
  };
  return {
    sandbox,
    merchant,
    qf,
    order,
    paid: async (out_trade_no, details) => {
      const ordered = await order(out_trade_no, details);
      await sandbox.wallet.approve(out_trade_no);
      await sandbox.clock.advance({ by_ms: 0 });
      return ordered;
    },
    close: async () => {
      await merchant.close();
      await sandbox.close();
    },
  };
}
