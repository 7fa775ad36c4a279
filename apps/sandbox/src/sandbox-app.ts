import { randomBytes } from 'node:crypto';
import express, { type Express } from 'express';
import { checkstandRoutes } from './checkstand/routes.tsx';
import { guard } from './control/guard.ts';
import { openApiRoutes } from './control/openapi-routes.ts';
import type { OperatorParts } from './control/operator.ts';
import { controlRoutes } from './control/router.ts';
import { type GatewayParts, gatewayRoutes } from './gateway/router.ts';
import { sandboxInfo } from './info.ts';
import { lastWords, nothingHere } from './last-words.ts';
import type { PageParts } from './pages/page-parts.ts';
import { pageRoutes } from './pages/page-routes.ts';
import { recorder } from './replay/recorder.ts';
import { repeatCall } from './replay/repeat-call.ts';
import type { Rooms } from './rooms.ts';

/** All doors on one port. */
export function sandboxApp(rooms: Rooms): Express {
  const { engine, notifier, token, host } = rooms;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/livez', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', (_request, response) => {
    const ready = rooms.isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  });
  app.use(gatewayRoutes(gatewayParts(rooms)));
  app.use(
    '/_sandbox',
    guard({ hosts: new Set([host]), ...(token === undefined ? {} : { token }) }),
  );
  app.use(
    '/_sandbox/api/v1',
    controlRoutes({
      engine,
      notifier,
      info: () => sandboxInfo(rooms),
      reset: rooms.reset,
      operator: operatorParts(rooms),
    }),
  );
  app.use(
    '/_sandbox/openapi',
    openApiRoutes(() => rooms.url),
  );
  app.use(
    checkstandRoutes({ engine, merchants: rooms.merchants, publicUrl: () => rooms.url }),
    pageRoutes(pageParts(rooms)),
  );
  app.use(nothingHere);
  app.use(lastWords);
  return app;
}

/** The QR code leads a phone where it can go. */
export function pageParts(rooms: Rooms): PageParts {
  const { engine, merchants, requests } = rooms;
  return {
    engine,
    publicUrl: () => rooms.lanUrl ?? rooms.url,
    merchantName: (app_code) => merchants.get(app_code)?.name ?? app_code,
    requests: () => requests.list(),
  };
}

function operatorParts(rooms: Rooms): OperatorParts {
  const { merchants, faults, next, requests, adopt } = rooms;
  const repeat = repeatCall({ merchants, url: () => rooms.ownUrl });
  return {
    merchants,
    faults,
    next,
    requests,
    adopt,
    repeat,
    gatewayUrl: () => rooms.url,
    recorder: recorder(requests, repeat),
    newKey: () => randomBytes(16).toString('hex').toUpperCase(),
  };
}

function gatewayParts(rooms: Rooms): GatewayParts {
  const { engine, notifier, merchants, policy, requests, rateLimit } = rooms;
  const { faults: plan, next, magic } = rooms;
  return {
    engine,
    merchants,
    policy,
    requests,
    rateLimit,
    steering: { plan, next, magic },
    publicUrl: () => rooms.url,
    notifyNow: async (syssn) => {
      const [notification] = engine.state().notificationsOf(syssn);
      if (notification !== undefined) await notifier.deliverNow(notification.id);
    },
  };
}
