import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { realPatience } from './clock/real-patience.ts';
import { SandboxError } from './sandbox-error.ts';

/** A server that listens. */
export interface Listening {
  /** From this machine: a server that listens on every address is reached on loopback. */
  readonly url: string;
  readonly port: number;
  /** Lets running answers finish for a moment, then ends every connection. */
  close(): Promise<void>;
}

/** How long running answers may take when the server closes, in real milliseconds. */
const LAST_MOMENT = 500;

/** Listens on `host:port`. Throws `ERR_QF_SANDBOX_PORT` when somebody else does. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const reached = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' }[name] ?? name;
  return {
    url: `http://${reached}:${address.port}`,
    port: address.port,
    close: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const forget = realPatience(LAST_MOMENT, () => server.closeAllConnections());
    server.close(() => {
      forget();
      resolve();
    });
    server.closeIdleConnections();
  });
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new SandboxError(
      'ERR_QF_SANDBOX_PORT',
      `Port ${port} is in use. Stop what listens there, or choose another port with --port (0 takes a free one).`,
    );
  }
  const sentence = `Cannot listen on ${host}:${port}: ${error.message}`;
  return new SandboxError('ERR_QF_SANDBOX_PORT', sentence);
}
