import { Router } from 'express';
import { chooseMethod } from '../checkstand/choose-method.ts';
import type { Engine } from '../engine.ts';
import type { MerchantBook } from '../merchants.ts';
import { badInput } from './control-error.ts';

/** `POST /checkouts` with `{ url, pay_type, preauth? }`: the shopper's choice on the hosted checkout, without a browser. */
export function checkoutRoutes(
  engine: Engine,
  { merchants }: { readonly merchants: MerchantBook },
): Router {
  const router = Router();
  router.post('/checkouts', async (request, response) => {
    const { url, pay_type, preauth = false, ...rest } = Object(request.body);
    if (typeof url !== 'string') throw badInput('url', 'the address of a checkout page', url);
    if (typeof pay_type !== 'string') throw badInput('pay_type', 'a pay type', pay_type);
    if (typeof preauth !== 'boolean') throw badInput('preauth', 'true or false', preauth);
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined) throw badInput(unknown, 'url, pay_type or preauth', rest[unknown]);
    response.status(201).json(await chooseMethod(engine, merchants, { url, pay_type, preauth }));
  });
  return router;
}
