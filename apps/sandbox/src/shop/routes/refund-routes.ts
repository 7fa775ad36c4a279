import { toMinorUnits } from '@qf/protocol';
import { type Request, type Response, Router } from 'express';
import { refund, settleRefund } from '../cashier/refund.ts';
import { field } from '../form.ts';
import type { Order } from '../orders/order.ts';
import type { RefundRefusal } from '../orders/order-table.ts';
import { Problem } from '../pages/problem.tsx';
import { sendPage } from '../send-page.ts';
import type { ShopParts } from '../shop-parts.ts';
import { noSuchOrder } from './order-routes.ts';

const REFUSALS: Readonly<Record<RefundRefusal, string>> = {
  not_paid: 'The order is not paid, so there is nothing to give back.',
  one_is_open: 'Another refund of this order is under way. Wait until it is done.',
  too_much: 'That is more than is left of the payment.',
  nothing: 'All of it was given back already.',
  stale: 'The page was older than the books. Look at the order again, then decide.',
};

/** `POST /orders/:number/refunds` and `POST /orders/:number/refunds/:refund/settle`. */
export function refundRoutes(parts: ShopParts): Router {
  const { orders } = parts;
  const router = Router();
  router.post('/orders/:number/refunds', async (request, response) => {
    const order = orders.find(request.params.number);
    if (order === undefined) return noSuchOrder(parts, request, response);
    const txamt = amountOf(field(request, 'amount'), order);
    if (txamt === undefined) {
      const text = 'The amount is a number such as 12.34, above zero, with two decimals at most.';
      return refuse(parts, order, { request, response: response.status(400), text });
    }
    const { out_trade_no: order_no } = order;
    const wish = { order_no, txamt, out_trade_no: field(request, 'number') };
    const admission = await refund(parts, wish);
    if (admission.kind !== 'refused') return response.redirect(303, `/orders/${order_no}`);
    const text = REFUSALS[admission.why];
    return refuse(parts, order, { request, response: response.status(409), text });
  });
  router.post('/orders/:number/refunds/:refund/settle', async (request, response) => {
    const row = orders.findRefund(request.params.refund);
    if (row === undefined || row.order_no !== request.params.number) {
      return noSuchOrder(parts, request, response);
    }
    await settleRefund(parts, row);
    return response.redirect(303, `/orders/${row.order_no}`);
  });
  return router;
}

/** Minor units, or undefined for a text that is no amount of the order's currency. */
function amountOf(text: string, { txcurrcd }: Order): number | undefined {
  try {
    const amount = toMinorUnits(text, txcurrcd);
    return amount > 0 ? amount : undefined;
  } catch {
    return undefined;
  }
}

interface Refusal {
  readonly request: Request;
  readonly response: Response;
  readonly text: string;
}

function refuse(
  { surroundings }: ShopParts,
  { out_trade_no }: Order,
  { request, response, text }: Refusal,
): void {
  const title = 'Nothing was given back';
  const back = { href: `/orders/${out_trade_no}`, name: 'Back to the order' };
  sendPage(response, Problem({ title, text, back, surroundings: surroundings(request) }));
}
