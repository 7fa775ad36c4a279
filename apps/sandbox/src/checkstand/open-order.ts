import { formatTimestamp, type ReceivedCheckout } from '@qf/protocol';
import type { CreatePayment, Engine, Payment } from '../engine.ts';
import type { Merchant } from '../merchants.ts';
import { isHold, methodsOf, payTypeIn } from './methods.ts';

/** A checkout page that was believed. */
export interface Believed {
  readonly merchant: Merchant;
  readonly request: ReceivedCheckout;
}

/** What came of the shopper's choice. */
export type Opened =
  | { readonly kind: 'opened'; readonly payment: Payment }
  /** The page's time was over. */
  | { readonly kind: 'over' }
  | { readonly kind: 'refused'; readonly respcd: string; readonly problem: string };

/** When the page is over: up to three digits are minutes from now, thirteen a moment (our decision D-32). */
export function closesAt(
  { checkout_expired_time: given }: ReceivedCheckout,
  now: number,
): number | undefined {
  if (given === undefined) return undefined;
  return given <= 999 ? now + given * 60_000 : given;
}

/** Makes the order, now that the shopper has chosen how to pay. */
export async function openOrder(
  engine: Engine,
  { merchant, request }: Believed,
  method: string,
): Promise<Opened> {
  const now = engine.clock.now();
  if ((closesAt(request, now) ?? now + 1) <= now) return { kind: 'over' };
  if (!methodsOf(merchant).some(({ pay_type }) => pay_type === method)) {
    return { kind: 'refused', respcd: '1297', problem: 'This way to pay is not offered.' };
  }
  const result = await engine.execute(commandOf(request, merchant, method, now));
  if (result.transaction?.kind === 'payment') {
    return { kind: 'opened', payment: result.transaction };
  }
  if (result.ok) throw new Error('An order was made and is gone.');
  const { respcd, respmsg } = result;
  return { kind: 'refused', respcd, problem: `${respmsg} (${respcd})` };
}

function commandOf(
  request: ReceivedCheckout,
  { app_code }: Merchant,
  method: string,
  now: number,
): CreatePayment {
  const { out_trade_no, txamt, txcurrcd, txdtm, expired_time, mchntid, ...more } = request;
  const { goods_name, return_url, failed_url, notify_url, udid } = more;
  return {
    type: 'create_payment',
    checkout: true,
    ...(isHold(method) ? { preauth: true as const } : {}),
    app_code,
    out_trade_no,
    pay_type: payTypeIn(method),
    txamt,
    txcurrcd,
    txdtm: txdtm ?? formatTimestamp(new Date(now)),
    return_url,
    ...(failed_url === undefined ? {} : { failed_url }),
    ...(notify_url === undefined ? {} : { notify_url }),
    ...(goods_name === undefined ? {} : { goods_name }),
    ...(udid === undefined ? {} : { udid }),
    ...(mchntid === undefined ? {} : { mchid: mchntid }),
    ...(expired_time === undefined ? {} : { expired_time }),
  };
}
