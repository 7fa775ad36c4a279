import { formatTimestamp, gatewayJson } from '@qf/protocol';
import type { NotifyType } from './notification.ts';
import type { Payment } from './transaction.ts';

/** What a refund adds to its payment. */
export interface RefundNews {
  readonly syssn: string;
  readonly out_trade_no: string;
  readonly txamt: number;
  readonly txdtm: string;
  readonly sysdtm: string;
}

/** The bytes that tell of a payment (QFPay, Asynchronous Notifications). */
export function paymentNotificationBody(
  payment: Payment,
  paid: { at: number; chnlsn: string; cardcd: string },
): string {
  const paydtm = formatTimestamp(new Date(paid.at));
  return body(payment, { ...payment, ...paid, paydtm }, 'payment');
}

/** The bytes that tell of a refund: its own numbers, and the payment's as `orig_*` (U-5). */
export function refundNotificationBody(
  payment: Payment,
  refund: RefundNews,
  paid: { at: number; notify_type: NotifyType },
): string {
  const paydtm = formatTimestamp(new Date(paid.at));
  const news = { ...refund, paydtm, chnlsn: '', cardcd: payment.cardcd ?? '' };
  return body(payment, news, paid.notify_type, {
    orig_syssn: payment.syssn,
    orig_out_trade_no: payment.out_trade_no,
  });
}

/** The bytes that tell of a hold whose rest was released. */
export function unfreezeNotificationBody(
  payment: Payment,
  release: { at: number; syssn: string; txamt: number },
): string {
  const dtm = formatTimestamp(new Date(release.at));
  const { out_trade_no, txdtm, chnlsn = '', cardcd = '' } = payment;
  const news = { ...release, out_trade_no, txdtm, sysdtm: dtm, paydtm: dtm, chnlsn, cardcd };
  return body(payment, news, 'unfreeze', { orig_syssn: payment.syssn });
}

function body(
  payment: Payment,
  news: RefundNews & { paydtm: string; chnlsn: string; cardcd: string },
  notify_type: NotifyType,
  more: Readonly<Record<string, string>> = {},
): string {
  return gatewayJson({
    status: '1',
    pay_type: payment.pay_type,
    sysdtm: news.sysdtm,
    paydtm: news.paydtm,
    goods_name: payment.goods_name ?? '',
    txcurrcd: payment.txcurrcd,
    txdtm: news.txdtm,
    txamt: String(news.txamt),
    out_trade_no: news.out_trade_no,
    syssn: news.syssn,
    cancel: '0',
    respcd: '0000',
    notify_type,
    chnlsn: news.chnlsn,
    cardcd: news.cardcd,
    ...(payment.mchid === undefined ? {} : { mchid: payment.mchid }),
    ...more,
  });
}
