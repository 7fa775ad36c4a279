import { createHash } from 'node:crypto';
import { hmacValidator } from '@adyen/api-library';
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';
import { memoryInbox, notifications } from '@qf/express-middleware';
import { clientKey } from '@qf/signing';
import type { Express } from 'express';
import express from 'express';
import stripe from 'stripe';
import { HEX_KEY } from './middleware-deliveries.ts';
import { KEY, ORDER } from './order.ts';

/** Where all of them are mounted. */
export const PATH = '/notify';

const raw = express.raw({ type: () => true });

/** Ways to receive a signed message, each as its documentation says; all but ours check the signature and parse. */
export const RECEIVERS = {
  bare: (app) =>
    app.post(PATH, raw, (request, response) => {
      const body = request.body as Buffer;
      const digest = createHash('md5').update(body).update(KEY).digest('hex').toUpperCase();
      const genuine = digest === request.headers['x-qf-sign'];
      if (genuine) JSON.parse(body.toString('utf8'));
      response.status(genuine ? 200 : 401).send(genuine ? 'SUCCESS' : 'FAIL');
    }),

  ours: (app) =>
    app.post(
      PATH,
      notifications({
        clientKey: clientKey(KEY),
        inbox: memoryInbox(),
        expect: () => ({ txamt: Number(ORDER.txamt), txcurrcd: ORDER.txcurrcd }),
        onPayment: async () => {},
      }),
    ),

  stripe: (app) =>
    app.post(PATH, raw, (request, response) => {
      const signature = request.headers['stripe-signature'] ?? '';
      stripe.webhooks.constructEvent(request.body, signature, KEY);
      response.send('SUCCESS');
    }),

  adyen: (app) => {
    const validator = new hmacValidator();
    app.post(PATH, express.json(), (request, response) => {
      const item = request.body.notificationItems[0].NotificationRequestItem;
      const genuine = validator.validateHMAC(item, HEX_KEY);
      response.status(genuine ? 200 : 401).send(genuine ? 'SUCCESS' : 'FAIL');
    });
  },

  octokit: (app) => {
    const webhooks = new Webhooks({ secret: KEY });
    webhooks.on('star.created', () => {});
    app.use(createNodeMiddleware(webhooks, { path: PATH }));
  },
} satisfies Record<string, (app: Express) => unknown>;
