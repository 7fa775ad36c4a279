import { isOpen, type Order } from '../orders/order.ts';
import { ask } from './ask.ts';
import type { Desk } from './desk.ts';
import { errorWords } from './error-words.ts';
import { paymentNews } from './payment-news.ts';

/**
 * Gives an unpaid order up, so that a new number can take its place.
 *
 * An order that the gateway has is closed there, and the query that follows a close has the last word: the customer may have
 * paid in between. An order that the gateway does not know, and whose page was never shown to anybody, cannot be paid by
 * anybody; it is given up without a call. Everything else stays open.
 */
export async function endOrder(desk: Desk, order: Order): Promise<void> {
  if (order.status === 'sending' || order.status === 'unknown') await ask(desk, order);
  const now = desk.orders.find(order.out_trade_no);
  if (now === undefined || !isOpen(now)) return;
  if (now.status === 'unknown') return giveUp(desk, now);
  await close(desk, now);
}

function giveUp({ orders }: Desk, { out_trade_no, pay_url, reason }: Order): void {
  if (pay_url !== null || reason !== 'not_found') return;
  const text = 'Given up: the gateway does not know it, and its page was never shown.';
  orders.record(out_trade_no, { status: 'failed', reason: 'never_shown' }, { text, tone: 'bad' });
}

async function close(desk: Desk, order: Order): Promise<void> {
  const { qf, orders } = desk;
  const { out_trade_no, txamt, txdtm } = order;
  try {
    const payment = await qf.payments.close({ out_trade_no, txamt, txdtm });
    const { change, words } = paymentNews(payment, order, 'query');
    orders.record(out_trade_no, change, words);
  } catch (error) {
    orders.tell(out_trade_no, { text: `Not closed: ${errorWords(error)}`, tone: 'bad' });
    // It may be over already: the customer declined, or the time is up.
    await ask(desk, order);
  }
}
