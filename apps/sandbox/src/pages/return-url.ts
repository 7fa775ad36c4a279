import type { Payment } from '../engine.ts';
import { isOpen, wasPaid } from './state-words.ts';

/** The shop's address when it is one to follow. */
export function shopUrl({ return_url }: Payment): string | undefined {
  return followable(return_url);
}

/**
 * Where the browser goes by itself once the order is over: `return_url` after success, and what the hosted checkout calls
 * `failed_url` when it was declined, cancelled, closed or has expired (QFPay, Checkout).
 */
export function onwardUrl(payment: Payment): string | undefined {
  if (wasPaid(payment)) return paidUrl(payment);
  if (payment.state === 'frozen') return shopUrl(payment);
  return isOpen(payment) ? undefined : followable(payment.failed_url);
}

/** http or https. Anything else, such as `javascript:`, is refused. */
function followable(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/**
 * Where the customer goes after paying: the shop's address with what the gateway adds to it.
 *
 * Nothing of it is signed. A shop must not believe it, but query or wait for the notification.
 */
export function paidUrl(payment: Payment): string | undefined {
  const address = shopUrl(payment);
  if (address === undefined) return undefined;
  const url = new URL(address);
  const added = new URLSearchParams(facts(payment)).toString();
  // By hand, because URLSearchParams would spell the shop's own parameters anew.
  url.search = url.search === '' ? added : `${url.search}&${added}`;
  return url.href;
}

function facts(payment: Payment): Record<string, string> {
  const { mchid, syssn, out_trade_no, pay_type, txamt, txdtm } = payment;
  return {
    ...(mchid === undefined ? {} : { mchid }),
    syssn,
    out_trade_no,
    pay_type,
    txamt: String(txamt),
    txdtm,
    respcd: '0000',
    respmsg: '',
  };
}
