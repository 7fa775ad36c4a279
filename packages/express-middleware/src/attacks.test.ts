import { once } from 'node:events';
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryInbox, notifications } from './index.ts';
import { type Attack, attacks } from './testing/attacks.ts';
import { gateway, KEY } from './testing/merchant.ts';

const effects: string[] = [];
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
const books = new Map([['PAID-FOR', { txamt: 1234, txcurrcd: 'HKD', mchid: 'A' }]]);
let server: Server;

beforeAll(async () => {
  process.on('unhandledRejection', note).on('uncaughtException', note);
  const app = express();
  const effect = ({ id }: { readonly id: string }) => effects.push(id);
  app.all(
    '/notify',
    notifications({
      clientKey: KEY,
      inbox: memoryInbox(),
      expect: ({ out_trade_no }) => books.get(out_trade_no),
      onPayment: effect,
      onRefund: effect,
      onProblem: () => {},
    }),
  );
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  process.off('unhandledRejection', note).off('uncaughtException', note);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Sends what no decent client would: several headers of one name, any method, any length. */
function send({
  method = 'POST',
  body,
  headers,
}: Omit<Attack, 'name' | 'status'>): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const request: ClientRequest = httpRequest({
    port,
    host: '127.0.0.1',
    path: '/notify',
    method,
    agent: false,
  });
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value as string);
  request.setHeader('Content-Length', Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    request.once('response', (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    // A body that is refused unread may meet a closed connection after the answer.
    request.on('error', reject);
    request.end(body);
  });
}

const all = attacks();

describe('an attack', () => {
  it('is one of at least 300, each with a name of its own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(300);
  });

  it.each(all.map((attack) => [attack.name, attack] as const))(
    'has no effect: %s',
    async (_, attack) => {
      const status = await send(attack);
      if (attack.status === -1) expect([401, 422, 500, 503]).toContain(status);
      else expect(status).toBe(attack.status);
      expect(effects).toEqual([]);
    },
  );

  it('leaves no error behind', () => {
    expect(unhandled).toEqual([]);
  });

  it('does not keep the genuine payment out, and its replay is acknowledged without an effect', async () => {
    const payment = gateway.payment({ out_trade_no: 'PAID-FOR', mchid: 'A' });
    expect(await send(payment)).toBe(200);
    expect(effects).toHaveLength(1);
    const replays = await Promise.all(Array.from({ length: 100 }, () => send(payment)));
    expect(new Set(replays)).toEqual(new Set([200]));
    expect(effects).toHaveLength(1);
  });
});
