import { join } from 'node:path';
import { QFPayClient } from '@qf/client';
import type { Request } from 'express';
import { readBasket } from './basket.ts';
import { background } from './cashier/background.ts';
import { resume } from './cashier/resume.ts';
import { systemClock } from './clock.ts';
import { listen } from './listen.ts';
import { notificationEndpoint } from './notifications/endpoint.ts';
import { openOrderTable } from './orders/open-order-table.ts';
import type { Surroundings } from './pages/frame.tsx';
import { systemRandom } from './random.ts';
import { NOTIFY_PATH, shopApp } from './shop-app.ts';
import type { Shop, ShopOptions } from './shop-options.ts';
import type { ShopParts } from './shop-parts.ts';

/**
 * Opens a demo shop: a merchant's program on nothing but `@qf/client` and `@qf/express-middleware`. After a crash it asks
 * the gateway about every order and refund whose answer it never wrote down.
 *
 * ```ts
 * const shop = await createShop({ port: 0, gatewayUrl: sandbox.url, ...sandbox.credentials });
 * ```
 *
 * Throws `ShopError` `ERR_QF_SHOP_PORT` when the port is taken.
 */
export async function createShop(options: ShopOptions): Promise<Shop> {
  const { appCode, clientKey, gatewayUrl, host = '127.0.0.1', port, clock = systemClock } = options;
  const qf = new QFPayClient({ appCode, clientKey, environment: gatewayUrl, clock });
  const orders = openOrderTable({ file: fileOf(options), now: () => clock.now() });
  const work = background();
  const closeParts = async () => {
    await work.close();
    await qf.close();
    orders.close();
  };
  let url = '';
  const publicUrl = () => (options.publicUrl ?? url).replace(/\/+$/, '');
  const parts: ShopParts = {
    ...{ qf, orders, clock, publicUrl, random: systemRandom, background: work },
    notifyUrl: () => `${publicUrl()}${NOTIFY_PATH}`,
    surroundings: (request) => surroundings(request, gatewayUrl),
  };
  const endpoint = notificationEndpoint(parts, clientKey);
  const app = shopApp({ parts, endpoint, ownOrigins: () => originsOf(url, publicUrl()) });
  try {
    const server = await listen(app, { host, port, clock });
    url = server.url;
    resume(parts);
    return { url, close: () => server.close().then(closeParts) };
  } catch (error) {
    await closeParts();
    throw error;
  }
}

/** Each store has its own books: under another key, its orders would be asked for in vain. */
function fileOf({ data, appCode }: ShopOptions): string | undefined {
  return data === undefined ? undefined : join(data, `shop-${encodeURIComponent(appCode)}.db`);
}

function surroundings(request: Request, gatewayUrl: string): Surroundings {
  const url = URL.canParse(gatewayUrl) ? new URL(gatewayUrl) : undefined;
  return {
    basketCount: readBasket(request).reduce((count, { quantity }) => count + quantity, 0),
    gateway: url?.host ?? gatewayUrl,
    isPlay: url !== undefined && LOOPBACK.has(url.hostname),
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where we listen, under every name of this machine, and where the world reaches us. */
function originsOf(url: string, publicUrl: string): readonly string[] {
  const { port, hostname } = new URL(url);
  const names = LOOPBACK.has(hostname) ? [...LOOPBACK] : [hostname];
  const own = names.map((name) => new URL(`http://${name}:${port}`).origin);
  return [...new Set([new URL(publicUrl).origin, url, ...own])];
}
