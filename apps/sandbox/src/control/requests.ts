import { Router } from 'express';
import type { RequestLog, SeenRequest } from '../gateway/request-log.ts';
import { curlCommand } from '../replay/curl-command.ts';
import type { RepeatCall } from '../replay/repeat-call.ts';
import { notFound } from './control-error.ts';
import { newestPage, upTo } from './newest-page.ts';
import { readQuery } from './read-query.ts';

/** The last calls, and how one is sent again. */
export interface RequestParts {
  readonly requests: RequestLog;
  readonly repeat: RepeatCall;
  readonly gatewayUrl: () => string;
}

/**
 * `GET /requests?respcd=&app_code=&out_trade_no=&before=`, `GET /requests/:id`, `GET /requests/:id.curl`,
 * `POST /requests/:id/replay`: the last calls the gateway saw.
 */
export function requestRoutes({ requests, repeat, gatewayUrl }: RequestParts): Router {
  const router = Router();
  router.get('/requests', (request, response) => {
    const asking = readQuery(request, ['respcd', 'app_code', 'out_trade_no', 'before']);
    const { respcd, app_code, out_trade_no, before } = asking;
    const asked = upTo(requests.list(), before, 'request')
      .filter((seen) => respcd === undefined || seen.respcd === respcd)
      .filter((seen) => app_code === undefined || seen.app_code === app_code)
      .filter((seen) => out_trade_no === undefined || seen.fields['out_trade_no'] === out_trade_no);
    const { page, left_out } = newestPage(asked);
    response.json({ requests: page, left_out });
  });
  router.get('/requests/:id.curl', (request, response) => {
    const command = curlCommand(gatewayUrl(), found(requests, request.params.id));
    response.type('text/plain').send(command);
  });
  router.get('/requests/:id', (request, response) => {
    response.json(found(requests, request.params.id));
  });
  router.post('/requests/:id/replay', async (request, response) => {
    const seen = found(requests, request.params.id);
    const { id, method, path, respcd } = seen;
    response.json({ id, method, path, respcd, ...(await repeat(seen)) });
  });
  return router;
}

function found(requests: RequestLog, id: string): SeenRequest {
  const seen = requests.get(id);
  if (seen === undefined) throw notFound('request', id);
  return seen;
}
