import { isQFPayError } from '@qf/client';
import { formatTimestamp } from '@qf/protocol';
import { CURRENCY } from '../catalogue.ts';
import type { NewOrder, Order, OrderLine } from '../orders/order.ts';
import { wordyNumber } from '../random.ts';
import { keepAsking } from './ask.ts';
import type { Desk } from './desk.ts';
import { errorWords } from './error-words.ts';
import { isPayType, type ShopPayType } from './pay-types.ts';
import { paymentNews } from './payment-news.ts';

/** What a customer wants to buy, and how it shall be paid. */
export interface Wish {
  /** The form's one-time key. */
  readonly form_key: string;
  /** At least one. */
  readonly lines: readonly OrderLine[];
  readonly pay_type: ShopPayType;
}

/** `goods_name` shows in the customer's wallet; longer ones are refused. */
const GOODS_NAME_MOST = 64;

/**
 * Turns a wish into an order and asks the gateway for a page to pay on. The same form twice gives the same order.
 *
 * The order is written down first. What the answer means is in `payment-news.ts`; a lost answer is a value there, and only a
 * throw of the client proves that nothing was created.
 */
export async function pay(desk: Desk, wish: Wish): Promise<Order> {
  const { order, isNew } = desk.orders.add(newOrder(desk, wish));
  if (isNew) await askForPage(desk, order, wish.pay_type);
  return desk.orders.find(order.out_trade_no) ?? order;
}

/** A new number for an order that came to nothing. Each of them has at most one successor. */
export async function payAgain(desk: Desk, order: Order): Promise<Order> {
  if (order.status !== 'failed' || !isPayType(order.pay_type)) return order;
  const { lines, pay_type, out_trade_no } = order;
  return pay(desk, { form_key: `again:${out_trade_no}`, lines, pay_type });
}

async function askForPage(desk: Desk, order: Order, pay_type: ShopPayType): Promise<void> {
  const { qf, orders, publicUrl, notifyUrl } = desk;
  const { out_trade_no, txamt, txcurrcd, txdtm, lines } = order;
  try {
    const outcome = await qf.payments.create({
      pay_type,
      out_trade_no,
      txamt,
      txcurrcd,
      txdtm,
      goods_name: goodsName(lines),
      return_url: `${publicUrl()}/orders/${out_trade_no}`,
      notify_url: notifyUrl(),
    });
    const { change, words } = paymentNews(outcome, order, 'answer');
    orders.record(out_trade_no, change, words);
    if (!('pay_url' in outcome) && !outcome.final) keepAsking(desk, order);
  } catch (error) {
    const message = errorWords(error);
    // The client throws only when nothing was created; of any other error that cannot be said.
    const status = isQFPayError(error) ? 'failed' : 'unknown';
    const change = { status, reason: 'not_accepted', message } as const;
    orders.record(out_trade_no, change, { text: `Not accepted: ${message}`, tone: 'bad' });
    if (status === 'unknown') keepAsking(desk, order);
  }
}

function newOrder({ clock, random }: Desk, { form_key, lines, pay_type }: Wish): NewOrder {
  const txdtm = formatTimestamp(new Date(clock.now()));
  return {
    out_trade_no: `TEA-${txdtm.slice(0, 10).replaceAll('-', '')}-${wordyNumber(random, 8)}`,
    form_key,
    lines,
    txamt: lines.reduce((total, { price, quantity }) => total + price * quantity, 0),
    txcurrcd: CURRENCY,
    pay_type,
    txdtm,
  };
}

function goodsName([first, ...others]: readonly OrderLine[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first?.name ?? 'Tea'}${more}`.slice(0, GOODS_NAME_MOST);
}
