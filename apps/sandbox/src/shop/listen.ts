import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ShopClock } from './clock.ts';
import { ShopError } from './shop-error.ts';

/** A server that listens. */
export interface Listening {
  readonly url: string;
  /** Lets running answers finish for a moment, then ends every connection. */
  close(): Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: ShopClock;
}

/** How long running answers may take when the shop closes, in milliseconds. */
const LAST_MOMENT = 500;

/** Listens on `host:port`. Throws `ERR_QF_SHOP_PORT` when somebody else does. */
export async function listen(app: RequestListener, options: ListenOptions): Promise<Listening> {
  const { host, port, clock } = options;
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  // Who listens on every address is reached on loopback, by the gateway on this machine at least.
  const reached = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' }[name] ?? name;
  return { url: `http://${reached}:${address.port}`, close: () => close(server, clock) };
}

function close(server: Server, clock: ShopClock): Promise<void> {
  return new Promise((resolve) => {
    const forget = clock.schedule(LAST_MOMENT, () => server.closeAllConnections());
    server.close(() => {
      forget();
      resolve();
    });
    server.closeIdleConnections();
  });
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') {
    return new ShopError('ERR_QF_SHOP_PORT', `Cannot listen on ${host}:${port}: ${error.message}`, {
      cause: error,
    });
  }
  return new ShopError(
    'ERR_QF_SHOP_PORT',
    `Port ${port} is in use. Stop what listens there, or choose another port with --shop-port (0 takes a free one).`,
    { cause: error },
  );
}
