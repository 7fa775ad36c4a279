import { Router } from 'express';
import type { Clock, Payment } from '../engine.ts';
import { Checkout } from './checkout.tsx';
import { findPayment } from './find-payment.ts';
import { NotFound } from './not-found.tsx';
import type { PageParts } from './page-parts.ts';
import { onwardUrl } from './return-url.ts';
import { sendPage, setPageHeaders } from './send-page.ts';

/** `GET /pay/:token`, the page a `pay_url` leads to, and `GET /pay/:token/state` that keeps it true. */
export function checkoutRoutes({ engine, publicUrl, merchantName }: PageParts): Router {
  const router = Router();
  router.get('/pay/:token', (request, response) => {
    const payment = findPayment(engine, request.params.token);
    if (payment === undefined) {
      return sendPage(response.status(404), NotFound({ what: 'payment' }), 'loopback');
    }
    const { clock } = engine;
    const page = Checkout({
      payment,
      merchant: merchantName(payment.app_code),
      walletUrl: `${publicUrl()}/w/${payment.token}`,
      clock: { rate: clock.rate, now: clock.now() },
    });
    sendPage(response, page, 'loopback');
  });
  router.get('/pay/:token/state', (request, response) => {
    setPageHeaders(response);
    const payment = findPayment(engine, request.params.token);
    if (payment === undefined) return response.status(404).json({ state: 'unknown' });
    return response.json(standing(payment, engine.clock));
  });
  return router;
}

function standing(payment: Payment, clock: Clock): Record<string, unknown> {
  const { state, expires_at } = payment;
  const expires_in_ms = Math.max(0, expires_at - clock.now());
  return {
    state,
    version: state,
    expires_in_ms,
    rate: clock.rate,
    redirect_url: onwardUrl(payment),
  };
}
