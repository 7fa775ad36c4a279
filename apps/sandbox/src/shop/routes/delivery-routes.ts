import { Router } from 'express';
import { DeliveryList } from '../pages/delivery-list.tsx';
import { sendPage } from '../send-page.ts';
import type { ShopParts } from '../shop-parts.ts';

/** More rows than anybody reads. */
const MOST = 200;

/** `GET /notifications`: what arrived at the endpoint, as the merchant sees it. */
export function deliveryRoutes({ orders, notifyUrl, surroundings }: ShopParts): Router {
  const router = Router();
  router.get('/notifications', (request, response) => {
    const deliveries = orders.deliveries(MOST);
    const page = DeliveryList({
      deliveries,
      address: notifyUrl(),
      surroundings: surroundings(request),
    });
    sendPage(response, page);
  });
  return router;
}
