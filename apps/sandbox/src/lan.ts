import { networkInterfaces } from 'node:os';
import express, { type Express } from 'express';
import { lastWords } from './last-words.ts';
import { assetRoutes } from './pages/asset-routes.ts';
import { checkoutRoutes } from './pages/checkout-routes.ts';
import type { PageParts } from './pages/page-parts.ts';
import { walletRoutes } from './pages/wallet-routes.ts';

/** What a phone in the same network may open: checkout and wallet, by their unguessable addresses, and nothing else. */
export function lanApp(parts: PageParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(assetRoutes(), checkoutRoutes(parts), walletRoutes(parts));
  app.use((_request, response) => void response.status(404).end());
  app.use(lastWords);
  return app;
}

/** The address of this machine in its network; loopback when it is in none. */
export function lanAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outward = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  return outward?.address ?? '127.0.0.1';
}
