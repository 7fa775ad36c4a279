import { Router } from 'express';
import { assetRoutes } from './asset-routes.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { dashboardRoutes } from './dashboard-routes.ts';
import { NotFound } from './not-found.tsx';
import type { PageParts } from './page-parts.ts';
import { sendPage } from './send-page.ts';
import { walletRoutes } from './wallet-routes.ts';

/**
 * Everything a person looks at: checkout, wallet and dashboard.
 *
 * Mount it at `/`, after the other doors: what no door knows is answered here with a page that helps.
 * The dashboard has no guard of its own; put one before `/_sandbox`.
 */
export function pageRoutes(parts: PageParts): Router {
  const router = Router();
  router.get('/', (_request, response) => response.redirect(302, '/_sandbox/'));
  router.use(assetRoutes(), checkoutRoutes(parts), walletRoutes(parts), dashboardRoutes(parts));
  router.get('/{*path}', (request, response, next) => {
    // A program that calls a path of the gateway wrongly is not helped by a page.
    if (request.path.startsWith('/trade/') || request.accepts(['json', 'html']) !== 'html') {
      return next();
    }
    sendPage(response.status(404), NotFound({ what: 'page' }));
  });
  return router;
}
