import { isOpen, type Order } from '../orders/order.ts';
import type { Desk } from './desk.ts';
import { errorWords } from './error-words.ts';
import { paymentNews } from './payment-news.ts';

/** How long the shop goes on asking by itself, in milliseconds: the 30 minutes an order lives, and then some. */
const PATIENCE = 40 * 60_000;

/** How often a page that is looked at makes the shop ask, in milliseconds. */
const GAP = 5000;

/** When each order was last asked about, by a clock that never stands still. */
const asked = new WeakMap<Desk, Map<string, number>>();

/** Asks the gateway what became of an order and notes the answer. A failed question changes nothing. */
export async function ask(desk: Desk, order: Order): Promise<void> {
  const { qf, orders } = desk;
  const { out_trade_no } = order;
  askedNow(desk, out_trade_no);
  try {
    const payment = await qf.payments.retrieve(reference(order));
    const { change, words } = paymentNews(payment, order, 'query');
    orders.record(out_trade_no, change, words);
  } catch (error) {
    orders.tell(out_trade_no, { text: `Could not ask: ${errorWords(error)}`, tone: 'bad' });
  }
}

/**
 * Asks in the background, for somebody who looks at an open order: what no notification tells, such as an expiry, shows
 * all the same. At most every five seconds.
 */
export function askWhileWatched(desk: Desk, order: Order): void {
  const { clock } = desk;
  const last = asked.get(desk)?.get(order.out_trade_no);
  const isTooSoon = last !== undefined && clock.monotonic() - last < GAP;
  if (!isOpen(order) || isTooSoon) return;
  askedNow(desk, order.out_trade_no);
  // The gateway has just answered about a new one.
  if (last === undefined && clock.now() - order.created_at < GAP) return;
  desk.background.run(async (signal) => {
    const payment = await desk.qf.payments.retrieve(reference(order), { signal });
    const { change, words } = paymentNews(payment, order, 'query');
    desk.orders.record(order.out_trade_no, change, words);
  });
}

/** Asks again and again in the background, until there is a last word or the order's time is over. */
export function keepAsking(desk: Desk, order: Order): void {
  desk.background.run(async (signal) => {
    const outcome = await desk.qf.payments.waitFor(reference(order), { maxWait: PATIENCE, signal });
    const { change, words } = paymentNews(outcome, order, 'query');
    desk.orders.record(order.out_trade_no, change, words);
  });
}

/** What a query is about: our number, in the month of our time; an answer about other money is a mismatch. */
function reference({ out_trade_no, txdtm, txamt, txcurrcd }: Order) {
  return { out_trade_no, txdtm, txamt, txcurrcd };
}

function askedNow(desk: Desk, out_trade_no: string): void {
  const times = asked.get(desk) ?? new Map<string, number>();
  asked.set(desk, times.set(out_trade_no, desk.clock.monotonic()));
}
