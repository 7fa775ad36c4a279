import { type Request, type Response, Router } from 'express';
import { keepBasket, readBasket } from '../basket.ts';
import { ask, askWhileWatched } from '../cashier/ask.ts';
import type { Desk } from '../cashier/desk.ts';
import { endOrder } from '../cashier/end-order.ts';
import { pay, payAgain } from '../cashier/pay.ts';
import { isPayType } from '../cashier/pay-types.ts';
import { field } from '../form.ts';
import type { Order } from '../orders/order.ts';
import { OrderList } from '../pages/order-list.tsx';
import { OrderPage } from '../pages/order-page.tsx';
import { Problem } from '../pages/problem.tsx';
import { sendPage, setPageHeaders } from '../send-page.ts';
import type { ShopParts } from '../shop-parts.ts';

/** What can be done about an unpaid order; returns the order that the visitor is shown next. */
const MOVES: Readonly<Record<string, (desk: Desk, order: Order) => Promise<Order>>> = {
  ask: (desk, order) => ask(desk, order).then(() => order),
  end: (desk, order) => endOrder(desk, order).then(() => order),
  again: payAgain,
};

/** More rows than anybody reads. */
const MOST_ORDERS = 200;
const MOST_DELIVERIES = 50;

/** `GET /orders`, `POST /orders`, `GET /orders/:number`, `…/version`, and `POST …/ask`, `…/end`, `…/again`. */
export function orderRoutes(parts: ShopParts): Router {
  const { orders, surroundings } = parts;
  const router = Router();
  router.get('/orders', (request, response) => {
    const page = OrderList({
      orders: orders.list(MOST_ORDERS),
      surroundings: surroundings(request),
    });
    sendPage(response, page);
  });
  router.post('/orders', (request, response) => takeOrder(parts, request, response));
  router.get('/orders/:number', (request, response) => {
    const order = orders.find(request.params.number);
    if (order === undefined) return noSuchOrder(parts, request, response);
    askWhileWatched(parts, order);
    const page = orderPage(parts, order, request);
    return sendPage(response, page, order.pay_url ?? undefined);
  });
  router.get('/orders/:number/version', (request, response) => {
    const order = orders.find(request.params.number);
    setPageHeaders(response);
    if (order === undefined) return response.status(404).json({ version: '' });
    askWhileWatched(parts, order);
    return response.json({ version: orders.versionOf(order.out_trade_no) });
  });
  for (const [name, move] of Object.entries(MOVES)) {
    router.post(`/orders/:number/${name}`, async (request, response) => {
      const order = orders.find(request.params.number);
      if (order === undefined) return noSuchOrder(parts, request, response);
      const next = await move(parts, order);
      return response.redirect(303, `/orders/${next.out_trade_no}`);
    });
  }
  return router;
}

/** Says that there is no such order. */
export function noSuchOrder(
  { surroundings }: ShopParts,
  request: Request,
  response: Response,
): void {
  const page = Problem({
    title: 'There is no such order',
    text: 'The link may be cut off, or the shop was started again without keeping its orders.',
    back: { href: '/orders', name: 'See all orders' },
    surroundings: surroundings(request),
  });
  sendPage(response.status(404), page);
}

async function takeOrder(parts: ShopParts, request: Request, response: Response): Promise<void> {
  const form_key = field(request, 'form_key');
  const pay_type = field(request, 'pay_type');
  const basket = readBasket(request);
  // The second click comes when the first one has emptied the basket.
  const known = parts.orders.findByForm(form_key);
  if (known !== undefined) return response.redirect(303, `/orders/${known.out_trade_no}`);
  if (basket.length === 0) return response.redirect(303, '/basket');
  if (!/^[0-9a-f]{32}$/.test(form_key) || !isPayType(pay_type)) {
    const title = 'The form was not complete';
    const text = 'Nothing was ordered. Choose how to pay in the basket and try again.';
    const back = { href: '/basket', name: 'Back to the basket' };
    const page = Problem({ title, text, back, surroundings: parts.surroundings(request) });
    return sendPage(response.status(400), page);
  }
  const lines = basket.map(({ product: { id, name, price }, quantity }) => ({
    ...{ id, name, price, quantity },
  }));
  const { out_trade_no } = await pay(parts, { form_key, pay_type, lines });
  keepBasket(response, []);
  response.redirect(303, `/orders/${out_trade_no}`);
}

function orderPage({ orders, surroundings }: ShopParts, order: Order, request: Request) {
  const { out_trade_no } = order;
  return OrderPage({
    order,
    refunds: orders.refundsOf(out_trade_no),
    nextRefund: orders.nextRefundNumber(out_trade_no),
    steps: orders.stepsOf(out_trade_no),
    deliveries: orders.deliveries(MOST_DELIVERIES, out_trade_no),
    version: orders.versionOf(out_trade_no),
    surroundings: surroundings(request),
  });
}
