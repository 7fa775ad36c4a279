import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SignedNotification } from '../notification-kit.ts';

/** An endpoint on a real socket. */
export interface Served {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /** Delivers as the gateway does; gives status and body as `200 SUCCESS`. */
  deliver(notification: Pick<SignedNotification, 'body' | 'headers'>): Promise<string>;
}

/** Serves a listener until the test ends. */
export async function served(listener: RequestListener): Promise<Served> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/notify`;
  return { url, port, server, deliver: (notification) => deliver(url, notification) };
}

/** Posts one notification; gives status and body as `200 SUCCESS`. */
export async function deliver(
  url: string,
  { body, headers }: Pick<SignedNotification, 'body' | 'headers'>,
): Promise<string> {
  const response = await fetch(url, { method: 'POST', body, headers });
  return `${response.status} ${await response.text()}`;
}
