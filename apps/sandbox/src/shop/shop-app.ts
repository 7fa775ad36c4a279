import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { readForm } from './form.ts';
import { Problem } from './pages/problem.tsx';
import { assetRoutes } from './routes/asset-routes.ts';
import { basketRoutes } from './routes/basket-routes.ts';
import { deliveryRoutes } from './routes/delivery-routes.ts';
import { orderRoutes } from './routes/order-routes.ts';
import { refundRoutes } from './routes/refund-routes.ts';
import { sameOriginOnly } from './same-origin.ts';
import { sendPage } from './send-page.ts';
import type { ShopParts } from './shop-parts.ts';

/** Where the gateway delivers to. */
export const NOTIFY_PATH = '/qfpay/notify';

/** What the app is made of besides the parts that its pages use. */
export interface ShopAppOptions {
  readonly parts: ShopParts;
  /** Receives notifications. */
  readonly endpoint: RequestHandler;
  /** Where our own pages come from; the first one is told to people. */
  readonly ownOrigins: () => readonly string[];
}

/** Pages, forms and the notification endpoint on one port. */
export function shopApp({ parts, endpoint, ownOrigins }: ShopAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Before everything that reads a body or asks where a form came from: the gateway is no browser.
  app.all(NOTIFY_PATH, endpoint);
  app.use(sameOriginOnly(ownOrigins, foreign(parts, ownOrigins)));
  app.use(readForm);
  app.use(assetRoutes(), basketRoutes(parts), orderRoutes(parts));
  app.use(refundRoutes(parts), deliveryRoutes(parts));
  app.use(nothing(parts), broken(parts));
  return app;
}

function foreign(parts: ShopParts, ownOrigins: () => readonly string[]): RequestHandler {
  return (request, response) => {
    const title = 'This form came from another site';
    const text = `Nothing was done. Open the shop at ${ownOrigins()[0]} and try again there.`;
    const page = Problem({ title, text, surroundings: parts.surroundings(request) });
    sendPage(response.status(403), page);
  };
}

function nothing(parts: ShopParts): RequestHandler {
  return (request, response) => {
    const title = 'There is no such page';
    const text = 'The shop has teas, a basket, orders and the notifications it received.';
    const page = Problem({ title, text, surroundings: parts.surroundings(request) });
    sendPage(response.status(404), page);
  };
}

/** The reason stays inside: an error may quote what a customer sent. */
function broken(parts: ShopParts): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error?.status;
    const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
    const title = isTheirs ? 'The form could not be read' : 'Something broke';
    const text = 'Look at your orders before you try again: what was written there has happened.';
    const back = { href: '/orders', name: 'See all orders' };
    const page = Problem({ title, text, back, surroundings: parts.surroundings(request) });
    return sendPage(response.status(isTheirs ? status : 500), page);
  };
}
