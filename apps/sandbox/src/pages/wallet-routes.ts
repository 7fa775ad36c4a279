import express, { type Response, Router } from 'express';
import type { Command, Engine, Payment } from '../engine.ts';
import { DECLINE_REASONS } from './decline-reasons.ts';
import { findPayment } from './find-payment.ts';
import { NotFound } from './not-found.tsx';
import type { PageParts } from './page-parts.ts';
import { Refused } from './refused.tsx';
import { isSameOrigin } from './same-origin.ts';
import { sendPage } from './send-page.ts';
import { isOpen } from './state-words.ts';
import { Wallet } from './wallet.tsx';

/** `GET /w/:token`, the customer's phone, with `POST /w/:token/approve` and `POST /w/:token/decline`. */
export function walletRoutes({ engine, publicUrl, merchantName }: PageParts): Router {
  const router = Router();
  router.get('/w/:token', async (request, response) => {
    const { token } = request.params;
    // A look at the headers alone is no scan.
    if (request.method === 'GET') await scan(engine, findPayment(engine, token));
    const payment = findPayment(engine, token);
    if (payment === undefined) return sendPage(response.status(404), NotFound({ what: 'payment' }));
    sendPage(response, Wallet({ payment, merchant: merchantName(payment.app_code) }));
  });
  router.post(
    '/w/:token/:action',
    express.urlencoded({ extended: false, limit: '4kb' }),
    async (request, response) => {
      if (!isSameOrigin(request, publicUrl())) return refuse(response, 403, 'foreign');
      const payment = findPayment(engine, request.params.token);
      if (payment === undefined) {
        return sendPage(response.status(404), NotFound({ what: 'payment' }));
      }
      const command = commandOf(request.params.action, payment.syssn, request.body);
      if (command === undefined) return refuse(response, 400, 'unknown');
      // A refusal means that the order is over; the page it leads to says how.
      await engine.execute(command);
      response.redirect(303, `/w/${payment.token}`);
    },
  );
  return router;
}

async function scan(engine: Engine, payment: Payment | undefined): Promise<void> {
  if (payment === undefined || !isOpen(payment)) return;
  await engine.execute({ type: 'scan', syssn: payment.syssn });
}

function commandOf(action: string, syssn: string, body: unknown): Command | undefined {
  if (action === 'approve') return { type: 'approve', syssn };
  const respcd: unknown = Object(body)['respcd'];
  if (action !== 'decline' || typeof respcd !== 'string') return undefined;
  return DECLINE_REASONS.has(respcd) ? { type: 'decline', syssn, respcd } : undefined;
}

function refuse(response: Response, status: 400 | 403, why: 'foreign' | 'unknown'): void {
  sendPage(response.status(status), Refused({ why }));
}
