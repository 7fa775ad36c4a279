import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import type { NewDelivery } from '../orders/delivery.ts';
import type { Words } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';

/** What became known about a delivery while it was handled. */
export interface Note {
  words?: Words;
  out_trade_no?: string | undefined;
}

const notes = new AsyncLocalStorage<Note>();

/** Adds to what is known about the delivery that is being handled. */
export function noteDelivery(note: Note): void {
  Object.assign(notes.getStore() ?? {}, note);
}

/** Words for deliveries that nobody handled, by what was answered. */
const ANSWERS: Readonly<Record<number, Words>> = {
  200: { text: 'Delivered before; it had its effect already.', tone: 'plain' },
  401: { text: 'The signature is missing or wrong: not believed, nothing was done.', tone: 'bad' },
  503: { text: 'Another delivery of it is being handled.', tone: 'wait' },
};

/** Runs the endpoint and writes down what arrived and what was answered. */
export function withNotes(orders: OrderTable, endpoint: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const note: Note = {};
    response.once('finish', () => orders.addDelivery(delivery(orders, response.statusCode, note)));
    notes.run(note, () => endpoint(request, response, next));
  };
}

function delivery(orders: OrderTable, http_status: number, note: Note): NewDelivery {
  const { out_trade_no = null } = note;
  const order_no = out_trade_no === null ? null : orderOf(orders, out_trade_no);
  const words = note.words ?? ANSWERS[http_status];
  return {
    ...(words ?? { text: 'Not a notification that can be read.', tone: 'bad' }),
    ...{ out_trade_no, order_no, http_status },
  };
}

/** A refund's number leads to the order that it gives back. */
function orderOf(orders: OrderTable, out_trade_no: string): string | null {
  const order = orders.find(out_trade_no)?.out_trade_no;
  return order ?? orders.findRefund(out_trade_no)?.order_no ?? null;
}
