import { createHmac } from 'node:crypto';
import { clientKey, signBody } from '@qf/signing';
import stripe from 'stripe';
import { KEY, ORDER } from './order.ts';

/** What one sender posts. */
export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the n-th delivery, one that was never sent before. */
export type Deliveries = (n: number) => Delivery;

/** An invented key in hex, as Adyen's are. */
export const HEX_KEY: string = Buffer.from(KEY).toString('hex');

const JSON_TYPE = { 'content-type': 'application/json' } as const;
const key = clientKey(KEY);

/** A payment of QFPay. */
export function qfpayDelivery(n: number): Delivery {
  const { txamt, txcurrcd, pay_type, out_trade_no, txdtm } = ORDER;
  const order = { txamt, txcurrcd, pay_type, out_trade_no, txdtm, syssn: serial(n) };
  const state = { status: '1', respcd: '0000', notify_type: 'payment', cancel: '0' };
  const body = JSON.stringify({ ...state, ...order, sysdtm: txdtm, paydtm: txdtm });
  return { body, headers: { ...JSON_TYPE, 'x-qf-sign': signBody(body, key) } };
}

/** A payment of Stripe, with as much in it. */
export function stripeDelivery(n: number): Delivery {
  const metadata = { out_trade_no: ORDER.out_trade_no };
  const state = { id: `pi_${serial(n)}`, object: 'payment_intent', status: 'succeeded' };
  const object = { ...state, amount: Number(ORDER.txamt), currency: 'hkd', metadata };
  const event = { id: `evt_${serial(n)}`, object: 'event', type: 'payment_intent.succeeded' };
  const body = JSON.stringify({
    ...event,
    created: 1_768_444_234,
    livemode: false,
    data: { object },
  });
  const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret: KEY });
  return { body, headers: { ...JSON_TYPE, 'stripe-signature': header } };
}

/** A payment of Adyen, with as much in it; the signature covers eight fields and is one of them. */
export function adyenDelivery(n: number): Delivery {
  const names = { merchantAccountCode: 'BenchAccount', merchantReference: ORDER.out_trade_no };
  const event = { pspReference: serial(n), ...names, eventCode: 'AUTHORISATION', success: 'true' };
  const amount = { value: Number(ORDER.txamt), currency: ORDER.txcurrcd };
  const signed = [event.pspReference, '', names.merchantAccountCode, names.merchantReference];
  const text = [...signed, amount.value, amount.currency, event.eventCode, event.success].join(':');
  const hmacSignature = createHmac('sha256', KEY).update(text).digest('base64');
  const item = { ...event, eventDate: ORDER.txdtm, amount, additionalData: { hmacSignature } };
  const notificationItems = [{ NotificationRequestItem: item }];
  return { body: JSON.stringify({ live: 'false', notificationItems }), headers: JSON_TYPE };
}

/** A star of GitHub, with as much in it. */
export function githubDelivery(n: number): Delivery {
  const repository = { id: n, name: 'bench', full_name: 'bench/bench', private: false };
  const sender = { login: 'bench', id: n, type: 'User', site_admin: false };
  const body = JSON.stringify({ action: 'created', starred_at: ORDER.txdtm, repository, sender });
  const digest = createHmac('sha256', KEY).update(body).digest('hex');
  const names = { 'x-github-event': 'star', 'x-github-delivery': serial(n) };
  return { body, headers: { ...JSON_TYPE, ...names, 'x-hub-signature-256': `sha256=${digest}` } };
}

function serial(n: number): string {
  return `20260101${String(n).padStart(18, '0')}`;
}
