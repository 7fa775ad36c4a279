import {
  clientKey,
  type HandlerContext,
  notifications,
  type Problem,
} from '@qf/express-middleware';
import type { Notification, PaymentNotification, RefundNotification } from '@qf/protocol';
import type { RequestHandler } from 'express';
import type { Desk } from '../cashier/desk.ts';
import { keepAskingRefund } from '../cashier/refund.ts';
import { type Words, wasPaid } from '../orders/order.ts';
import { isOpenRefund } from '../orders/refund-row.ts';
import { money } from '../pages/money.ts';
import { noteDelivery, withNotes } from './delivery-note.ts';
import { type Effects, orderTableInbox } from './order-table-inbox.ts';

/**
 * Receives what the gateway tells: verified over its bytes, compared with the order table, confirmed by a query, then
 * written down once. Mount it before everything that reads a body.
 */
export function notificationEndpoint(desk: Desk, secret: string): RequestHandler {
  const { orders, qf } = desk;
  const endpoint = notifications<Effects>({
    clientKey: clientKey(secret),
    inbox: orderTableInbox(orders),
    expect: ({ out_trade_no }) => expected(desk, out_trade_no),
    confirm: ({ out_trade_no, syssn }) => {
      const { txamt, txcurrcd, txdtm } = orders.find(out_trade_no) ?? {};
      return qf.payments.retrieve({ out_trade_no, syssn, txamt, txcurrcd, txdtm });
    },
    onPayment: (event, context) => paid(desk, event, context),
    onRefund: (event, context) => refunded(desk, event, context),
    onOther: (event, context) => other(desk, event, context),
    onProblem: noteProblem,
  });
  return withNotes(orders, endpoint);
}

/** What our books say about a payment or refund of this number. */
function expected({ orders }: Desk, out_trade_no: string) {
  const order = orders.find(out_trade_no);
  if (order !== undefined) {
    const { txamt, txcurrcd, status } = order;
    return { txamt, txcurrcd, closed: status === 'failed' };
  }
  const refund = orders.findRefund(out_trade_no);
  const original = orders.find(refund?.order_no ?? '');
  if (refund === undefined || original === undefined) return undefined;
  return { txamt: refund.txamt, txcurrcd: original.txcurrcd };
}

function paid(
  { orders }: Desk,
  event: PaymentNotification,
  { tx, late }: HandlerContext<Effects>,
): void {
  const { out_trade_no, syssn, paydtm = '', txamt, txcurrcd = '' } = event;
  const settled = { reason: null, respcd: null, message: null };
  const change = { ...settled, status: 'paid', syssn, paydtm: paydtm || null } as const;
  tx.push(() => {
    const order = orders.find(out_trade_no);
    if (order !== undefined && wasPaid(order)) {
      return orders.tell(out_trade_no, order.syssn === syssn ? ALSO : twice(syssn));
    }
    return orders.record(out_trade_no, change, late ? LATE : PAID);
  });
  noteDelivery({ out_trade_no, words: say(`Payment of ${money(txamt, txcurrcd)}.`) });
}

function twice(syssn: string): Words {
  return { text: `Paid a second time, as ${syssn}: give that one back.`, tone: 'bad' };
}

const PAID = {
  text: 'Paid: a signed notification arrived, was verified, and a query confirmed it.',
  tone: 'good',
} as const;

/** A question was faster. */
const ALSO = { text: 'The signed notification arrived as well.', tone: 'good' } as const;

const LATE = {
  text: 'Paid after the order had been given up: a signed notification arrived, and a query confirmed it. Refund it, or deliver.',
  tone: 'bad',
} as const;

/** A refund is believed when the gateway says so to our question, which waits until the answer was sent. */
function refunded(
  desk: Desk,
  { out_trade_no, txamt, txcurrcd = '' }: RefundNotification,
  { tx }: HandlerContext<Effects>,
): void {
  const row = desk.orders.findRefund(out_trade_no);
  tx.push(() => {
    if (row !== undefined && isOpenRefund(row)) keepAskingRefund(desk, row);
  });
  noteDelivery({ out_trade_no, words: say(`Refund of ${money(txamt, txcurrcd)}.`) });
}

function other({ orders }: Desk, event: Notification, { tx }: HandlerContext<Effects>): void {
  const { out_trade_no } = event as { out_trade_no?: string | undefined };
  const words = { text: `A notification of another kind: ${event.type}.`, tone: 'plain' } as const;
  if (out_trade_no !== undefined && orders.find(out_trade_no) !== undefined) {
    tx.push(() => orders.tell(out_trade_no, words));
  }
  noteDelivery({ out_trade_no, words });
}

function noteProblem({ sentence, event }: Problem): void {
  const { out_trade_no } = (event ?? {}) as { out_trade_no?: string | undefined };
  noteDelivery({ out_trade_no, words: { text: sentence, tone: 'bad' } });
}

function say(text: string) {
  return { text, tone: 'good' } as const;
}
