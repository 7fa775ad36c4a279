import type { ReceivedCheckout } from '@qf/protocol';
import express, { type Response, Router } from 'express';
import type { Engine } from '../engine.ts';
import type { Merchant, MerchantBook } from '../merchants.ts';
import { money } from '../pages/money.ts';
import { isSameOrigin } from '../pages/same-origin.ts';
import { sendPage } from '../pages/send-page.ts';
import { checkstandScript, PAGE_IS_OVER } from './assets/page-script.ts';
import { methodsOf } from './methods.ts';
import { type Believed, closesAt, openOrder } from './open-order.ts';
import { CheckstandPage } from './page.tsx';
import { readCheckstand } from './parameters.ts';

/** What the hosted checkout is made of. */
export interface CheckstandParts {
  readonly engine: Engine;
  readonly merchants: MerchantBook;
  readonly publicUrl: () => string;
}

/**
 * `GET /checkstand/`, the hosted checkout: its parameters stand in the fragment, which only the browser sees.
 *
 * No order exists until the shopper has chosen how to pay; `POST /checkstand/pay` makes it.
 */
export function checkstandRoutes(parts: CheckstandParts): Router {
  const router = Router();
  router.get('/checkstand/', (_request, response) => sendPage(response, <CheckstandPage />));
  router.get('/checkstand/page.js', (_request, response) => {
    response.set({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    response.type('text/javascript').send(checkstandScript);
  });
  router.get('/checkstand/time', (_request, response) => {
    response.set('cache-control', 'no-store').json({ now: parts.engine.clock.now() });
  });
  router.use('/checkstand', express.json({ limit: '16kb' }));
  router.post('/checkstand/open', (request, response) => {
    if (!isSameOrigin(request, parts.publicUrl())) return foreign(response);
    const { parameters } = Object(request.body);
    return answer(response, parts, String(parameters), (believed) => opened(parts, believed));
  });
  router.post('/checkstand/pay', async (request, response) => {
    if (!isSameOrigin(request, parts.publicUrl())) return foreign(response);
    const { parameters, pay_type } = Object(request.body);
    return answer(response, parts, String(parameters), (believed) =>
      pay(parts, believed, String(pay_type)),
    );
  });
  return router;
}

async function answer(
  response: Response,
  { merchants }: CheckstandParts,
  parameters: string,
  believed: (reading: Believed) => object | Promise<object>,
): Promise<void> {
  const reading = readCheckstand(parameters, merchants);
  if (reading.ok) response.json(await believed(reading));
  else response.status(400).json({ respcd: reading.respcd, problem: reading.problem });
}

function foreign(response: Response): void {
  response.status(403).json({ respcd: '1103', problem: 'The request came from another site.' });
}

/** What the page shows, or where it leads at once: an order that was paid to the shop, a page that is over to `failed_url`. */
function opened({ engine }: CheckstandParts, { merchant, request }: Believed): object {
  if (paidBefore(engine, merchant, request)) return { redirect: request.return_url };
  const now = engine.clock.now();
  const closes_at = closesAt(request, now);
  if (closes_at !== undefined && closes_at <= now) return over(request);
  const { failed_url } = request;
  return { ...shown(merchant, request), ...(closes_at && { closes_at, failed_url }) };
}

function over({ failed_url }: ReceivedCheckout): object {
  return failed_url === undefined ? { problem: PAGE_IS_OVER } : { redirect: failed_url };
}

function paidBefore(
  engine: Engine,
  { app_code }: Merchant,
  { out_trade_no }: ReceivedCheckout,
): boolean {
  return engine.state().findByNumber(out_trade_no, app_code)?.paydtm !== undefined;
}

function shown(merchant: Merchant, { txamt, txcurrcd, goods_name, cancel_url }: ReceivedCheckout) {
  return {
    merchant: merchant.name,
    amount: money(txamt, txcurrcd),
    goods_name: goods_name ?? '',
    cancel_url: cancel_url ?? null,
    methods: methodsOf(merchant),
  };
}

async function pay(
  { engine, publicUrl }: CheckstandParts,
  believed: Believed,
  method: string,
): Promise<object> {
  const opened = await openOrder(engine, believed, method);
  switch (opened.kind) {
    case 'opened':
      return { redirect: `${publicUrl()}/pay/${opened.payment.token}` };
    case 'over':
      return over(believed.request);
    case 'refused':
      return { problem: opened.problem };
  }
}
