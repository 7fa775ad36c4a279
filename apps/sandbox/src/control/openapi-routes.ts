import { openApiDocument } from '@qf/protocol/openapi';
import { Router } from 'express';
import { controlOpenApi } from './openapi.ts';

/** The calls of the gateway that are answered here. */
const EMULATED = [
  'payment',
  'query',
  'refund',
  'reversal',
  'close',
  'add_note',
  'authtrade',
  'unfreeze',
] as const;

/** `GET /_sandbox/openapi/qfpay.json` and `…/control.json`: both APIs as OpenAPI 3.1. */
export function openApiRoutes(gatewayUrl: () => string): Router {
  const router = Router();
  router.get('/control.json', (_request, response) => void response.json(controlOpenApi()));
  router.get('/qfpay.json', (_request, response) => {
    response.json(
      openApiDocument({
        servers: [{ url: gatewayUrl(), description: 'This sandbox' }],
        operations: EMULATED,
      }),
    );
  });
  return router;
}
