import { Router } from 'express';
import { keepBasket, readBasket, withQuantity } from '../basket.ts';
import { productOf } from '../catalogue.ts';
import { field } from '../form.ts';
import { BasketPage } from '../pages/basket-page.tsx';
import { Problem } from '../pages/problem.tsx';
import { Shelf } from '../pages/shelf.tsx';
import { formKey } from '../random.ts';
import { sendPage } from '../send-page.ts';
import type { ShopParts } from '../shop-parts.ts';

/** `GET /`, `GET /basket` and `POST /basket`, which sets how many of a product are in it. */
export function basketRoutes({ surroundings, random }: ShopParts): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const page = Shelf({ basket: readBasket(request), surroundings: surroundings(request) });
    sendPage(response, page);
  });
  router.get('/basket', (request, response) => {
    const page = BasketPage({
      basket: readBasket(request),
      formKey: formKey(random),
      surroundings: surroundings(request),
    });
    sendPage(response, page);
  });
  router.post('/basket', (request, response) => {
    const product = productOf(field(request, 'id'));
    const quantity = field(request, 'quantity');
    if (product === undefined || !/^\d{1,2}$/.test(quantity)) {
      const title = 'That is not on the shelf';
      const text = 'The basket is as it was.';
      const page = Problem({ title, text, surroundings: surroundings(request) });
      return sendPage(response.status(400), page);
    }
    keepBasket(response, withQuantity(readBasket(request), product, Number(quantity)));
    return response.redirect(303, then(field(request, 'then')));
  });
  return router;
}

/** Only ways inside the shop: a redirect that a form chooses must not lead away. */
function then(path: string): string {
  return /^\/(basket)?(#[a-z]+)?$/.test(path) ? path : '/basket';
}
