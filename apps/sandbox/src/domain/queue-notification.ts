import type { Book } from './book.ts';
import type { Circumstances } from './decision.ts';
import type { Fact } from './journal-event.ts';
import type { NotifyType } from './notification.ts';
import type { Payment } from './transaction.ts';

/** The fact that the merchant is to be told: at the request's address, else the configured one, else nowhere. */
export function queueNotification(
  book: Book,
  payment: Payment,
  circumstances: Circumstances,
  news: { readonly syssn: string; readonly notify_type: NotifyType; readonly body: string },
): Fact {
  return {
    type: 'notification.queued',
    id: `ntf_${String(book.queued + 1).padStart(10, '0')}`,
    syssn: news.syssn,
    notify_type: news.notify_type,
    url: payment.notify_url ?? circumstances.notifyUrl(payment.app_code) ?? null,
    body: news.body,
  };
}
