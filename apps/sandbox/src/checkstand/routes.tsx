import { type CheckoutRequest, formatTimestamp } from '@qf/protocol';
import express, { type Response, Router } from 'express';
import type { CreatePayment, Engine } from '../engine.ts';
import type { Merchant, MerchantBook } from '../merchants.ts';
import { money } from '../pages/money.ts';
import { isSameOrigin } from '../pages/same-origin.ts';
import { sendPage } from '../pages/send-page.ts';
import { isHold, methodsOf, payTypeIn } from './methods.ts';
import { CheckstandPage } from './page.tsx';
import { checkstandScript } from './page-script.ts';
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
  router.use('/checkstand', express.json({ limit: '16kb' }));
  router.post('/checkstand/open', (request, response) => {
    if (!isSameOrigin(request, parts.publicUrl())) return foreign(response);
    const { parameters } = Object(request.body);
    return answer(response, parts, String(parameters), ({ merchant, request: asked }) =>
      paidBefore(parts.engine, merchant, asked)
        ? { redirect: asked.return_url }
        : shown(merchant, asked),
    );
  });
  router.post('/checkstand/pay', async (request, response) => {
    if (!isSameOrigin(request, parts.publicUrl())) return foreign(response);
    const { parameters, pay_type } = Object(request.body);
    return answer(response, parts, String(parameters), ({ merchant, request: asked }) =>
      pay(parts, merchant, asked, String(pay_type)),
    );
  });
  return router;
}

interface Believed {
  readonly merchant: Merchant;
  readonly request: CheckoutRequest;
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

function paidBefore(
  engine: Engine,
  { app_code }: Merchant,
  { out_trade_no }: CheckoutRequest,
): boolean {
  return engine.state().findByNumber(out_trade_no, app_code)?.paydtm !== undefined;
}

function shown(merchant: Merchant, { txamt, txcurrcd, goods_name, cancel_url }: CheckoutRequest) {
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
  merchant: Merchant,
  request: CheckoutRequest,
  pay_type: string,
): Promise<object> {
  if (!methodsOf(merchant).some((method) => method.pay_type === pay_type)) {
    return { problem: 'This way to pay is not offered.' };
  }
  const result = await engine.execute(commandOf(request, merchant, pay_type, engine.clock.now()));
  if (result.transaction?.kind === 'payment') {
    return { redirect: `${publicUrl()}/pay/${result.transaction.token}` };
  }
  return { problem: result.ok ? 'Nothing was created.' : `${result.respmsg} (${result.respcd})` };
}

function commandOf(
  request: CheckoutRequest,
  { app_code }: Merchant,
  method: string,
  now: number,
): CreatePayment {
  const { out_trade_no, txamt, txcurrcd, txdtm, expired_time, mchntid, ...more } = request;
  const { goods_name, return_url, failed_url, notify_url, udid } = more;
  return {
    type: 'create_payment',
    checkout: true,
    ...(isHold(method) ? { preauth: true as const } : {}),
    app_code,
    out_trade_no,
    pay_type: payTypeIn(method),
    txamt,
    txcurrcd,
    txdtm: txdtm ?? formatTimestamp(new Date(now)),
    return_url,
    failed_url,
    notify_url,
    ...(goods_name === undefined ? {} : { goods_name }),
    ...(udid === undefined ? {} : { udid }),
    ...(mchntid === undefined ? {} : { mchid: mchntid }),
    ...(expired_time === undefined ? {} : { expired_time }),
  };
}
