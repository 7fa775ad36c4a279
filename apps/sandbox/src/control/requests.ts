import { Router } from 'express';
import type { RequestLog } from '../gateway/request-log.ts';
import { notFound } from './control-error.ts';

/** `GET /requests?respcd=&app_code=&out_trade_no=`, `GET /requests/:id`: the last calls the gateway saw. */
export function requestRoutes({ requests }: { readonly requests: RequestLog }): Router {
  const router = Router();
  router.get('/requests', (request, response) => {
    const { respcd, app_code, out_trade_no } = request.query;
    const asked = requests
      .list()
      .filter((seen) => respcd === undefined || seen.respcd === respcd)
      .filter((seen) => app_code === undefined || seen.app_code === app_code)
      .filter((seen) => out_trade_no === undefined || seen.fields['out_trade_no'] === out_trade_no);
    response.json({ requests: asked });
  });
  router.get('/requests/:id', (request, response) => {
    const found = requests.get(request.params.id);
    if (found === undefined) throw notFound('request', request.params.id);
    response.json(found);
  });
  return router;
}
