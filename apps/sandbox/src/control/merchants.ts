import { Router } from 'express';
import type { Merchant, MerchantBook } from '../merchants.ts';
import { readMerchant } from '../read-merchant.ts';
import { badInput, notFound } from './control-error.ts';

interface Parts {
  readonly merchants: MerchantBook;
  readonly newKey: () => string;
}

/**
 * `GET /merchants[/:appCode]`, `PUT /merchants/:appCode`, `DELETE /merchants/:appCode`,
 * `POST /merchants/:appCode/rotate-key`, `POST /merchants/:appCode/retire-keys`.
 *
 * Keys go in and are never shown again; only `rotate-key` answers the one it made.
 */
export function merchantRoutes({ merchants, newKey }: Parts): Router {
  const router = Router();
  const found = (appCode: string): Merchant => {
    const merchant = merchants.get(appCode);
    if (merchant === undefined) throw notFound('merchant', appCode);
    return merchant;
  };
  router.get('/merchants', (_request, response) => {
    response.json({ merchants: merchants.list().map(shown) });
  });
  router.get('/merchants/:appCode', (request, response) => {
    response.json(shown(found(request.params.appCode)));
  });
  router.put('/merchants/:appCode', (request, response) => {
    const { appCode } = request.params;
    const before = merchants.options(appCode) ?? {};
    const merchant = readMerchant({ ...before, ...Object(request.body), appCode });
    response.status(201).json(shown(merchants.save(merchant)));
  });
  router.delete('/merchants/:appCode', (request, response) => {
    response.json(shown(found(request.params.appCode)));
    merchants.remove(request.params.appCode);
  });
  router.post('/merchants/:appCode/rotate-key', (request, response) => {
    const { app_code } = found(request.params.appCode);
    const given: unknown = Object(request.body)['clientKey'];
    if (given !== undefined && typeof given !== 'string')
      throw badInput('clientKey', 'text', typeof given);
    const clientKey = given ?? newKey();
    merchants.rotate(app_code, clientKey);
    response.json({ ...shown(found(app_code)), ...(given === undefined ? { clientKey } : {}) });
  });
  router.post('/merchants/:appCode/retire-keys', (request, response) => {
    merchants.retire(found(request.params.appCode).app_code);
    response.json(shown(found(request.params.appCode)));
  });
  return router;
}

/** Everything but the keys, which say how many they are. */
function shown({ keys, ...merchant }: Merchant): Record<string, unknown> {
  return { ...merchant, keys: [keys].flat().map(String) };
}
