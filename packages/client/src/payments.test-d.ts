import { PayType } from '@qf/protocol';
import type { QFPayClient } from './qfpay-client.ts';

/** Compiled, never run: what the types allow and what they do not. */
export async function typesOfCreate(qf: QFPayClient): Promise<void> {
  const fields = { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD' } as const;

  const order = await qf.payments.create({ ...fields, pay_type: PayType.ALIPAY_WEB_HK });
  // @ts-expect-error the page exists only after the switch on status
  order.pay_url;
  if (order.status === 'created') order.pay_url satisfies string;
  // @ts-expect-error nobody paid yet
  if (order.status === 'created') order.refunded;
  if (order.status === 'paid') order.refunded satisfies 'none' | 'partial';
  if (order.final) order.status satisfies 'paid' | 'refunded' | 'failed';
  else order.status satisfies 'created' | 'pending' | 'unknown';

  const code = await qf.payments.create({ ...fields, pay_type: PayType.ALIPAY_QR_HK });
  if (code.status === 'created') code.qrcode satisfies string;
  // @ts-expect-error a QR code has no page
  if (code.status === 'created') code.pay_url;

  const request = { ...fields, pay_type: PayType.WECHAT_SCAN, auth_code: '28' } as const;
  const scanned = await qf.payments.create(request);
  scanned.status satisfies 'paid' | 'refunded' | 'pending' | 'failed' | 'unknown';

  // @ts-expect-error a scanned payment needs the code
  await qf.payments.create({ ...fields, pay_type: PayType.WECHAT_SCAN });
  // @ts-expect-error amounts are numbers of minor units
  await qf.payments.create({ ...fields, pay_type: PayType.ALIPAY_WEB_HK, txamt: '12.34' });
  // @ts-expect-error a wait has an end
  await qf.payments.waitFor({ out_trade_no: 'order-1' }, {});
  // @ts-expect-error only codes that are scanned
  await qf.payments.createScanned({ ...fields, pay_type: PayType.ALIPAY_WEB_HK }, { maxWait: 9 });
}
