import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A merchant's endpoint that writes down what it hears. */
export interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  /** What the next deliveries are answered, in order; `200 SUCCESS` when the list is empty. */
  readonly answers: { readonly status: number; readonly body: string }[];
  close(): Promise<void>;
}

/** Listens on a free port. */
export async function openReceiver(): Promise<Receiver> {
  const bodies: string[] = [];
  const answers: { status: number; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      const { status, body: said } = answers.shift() ?? { status: 200, body: 'SUCCESS' };
      response.writeHead(status).end(said);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    bodies,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
