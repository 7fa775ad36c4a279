import { signedRequests } from '@qf/express-middleware';
import { HEADERS } from '@qf/protocol';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Engine } from '../engine.ts';
import type { Merchant } from '../merchants.ts';
import type { Call, GatewayPolicy, Handler } from './call.ts';
import { close, reversal } from './cancel.ts';
import { payment } from './payment.ts';
import { query } from './query.ts';
import { refund } from './refund.ts';
import type { RequestLog } from './request-log.ts';
import { send, wireReply } from './signed-reply.ts';

/** What the gateway is made of. */
export interface GatewayParts {
  readonly engine: Engine;
  readonly merchants: ReadonlyMap<string, Merchant>;
  readonly policy: GatewayPolicy;
  readonly publicUrl: () => string;
  readonly requests: RequestLog;
}

/** Both methods where the documents disagree about it (D-14). */
const ROUTES: readonly (readonly [path: string, methods: readonly Method[], handler: Handler])[] = [
  ['/trade/v1/payment', ['post'], payment],
  ['/trade/v1/query', ['post'], query],
  ['/trade/v1/refund', ['post'], refund],
  ['/trade/v1/close', ['post', 'get'], close],
  ['/trade/v1/reversal', ['post', 'get'], reversal],
];

type Method = 'get' | 'post';

/** `/trade/v1/*` as QFPay answers it. */
export function gatewayRoutes(parts: GatewayParts): Router {
  const router = Router();
  const authenticate = signedRequests({
    keyFor: (appCode) => parts.merchants.get(appCode)?.keys,
    strict: parts.policy.strict,
  });
  for (const [path, methods, handler] of ROUTES) {
    for (const method of methods) router[method](path, authenticate, answering(parts, handler));
  }
  return router;
}

function answering(parts: GatewayParts, handler: Handler): RequestHandler {
  return async (request, response) => {
    const call = callOf(parts, request);
    const { reply, hints } = await handler(call);
    const seen = parts.requests.add({
      at: parts.engine.clock.now(),
      method: request.method,
      path: request.path,
      app_code: call.merchant.app_code,
      fields: Object.fromEntries(call.fields),
      respcd: String(reply['respcd']),
      hints,
    });
    advise(response, seen.id, hints);
    send(response, wireReply(reply, call.merchant.keys));
  };
}

function callOf({ engine, merchants, policy, publicUrl }: GatewayParts, request: Request): Call {
  const { qf } = request;
  const merchant = merchants.get(qf?.appCode ?? '');
  if (qf === undefined || merchant === undefined) {
    throw new Error(
      `Mount signedRequests() before the gateway. ${HEADERS.appCode} was not checked.`,
    );
  }
  return { engine, merchant, fields: qf.fields, policy, publicUrl: publicUrl() };
}

function advise(response: Response, id: string, hints: readonly string[]): void {
  response.setHeader('X-Sandbox-Request-Id', id);
  if (hints.length > 0) response.setHeader('X-Sandbox-Hint', hints.map(ascii).join('; '));
}

/** Header text: printable ASCII, everything else escaped. */
function ascii(text: string): string {
  return text.replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
