import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher, MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { selfSigned } from './testing/matrix/self-signed.ts';
import { openSilentServer } from './testing/silent-server.ts';
import type { Transport, TransportRequest } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';

let gateway: HostileGateway;
let transport: Transport;

beforeEach(async () => {
  gateway = await openHostileGateway();
  transport = undiciTransport();
});
afterEach(async () => {
  await transport.close?.();
  await gateway.close();
});

/** A request that brings a signal and nothing else, as callers of their own make it. */
const request = (signal: AbortSignal): TransportRequest => ({
  method: 'POST',
  url: `${gateway.url}/trade/v1/query`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'out_trade_no=a',
  signal,
});

describe('undiciTransport', () => {
  it('sends a request that brings a plain signal, and lets go of it', async () => {
    const { signal } = new AbortController();
    const reply = await transport.send(request(signal));
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(JSON.parse(Buffer.from(reply.body).toString())).toMatchObject({ respcd: '0000' });
  });

  it('ends an exchange when the signal fires', async () => {
    const controller = new AbortController();
    gateway.plan('query', () => controller.abort(new Error('enough')));
    await expect(transport.send(request(controller.signal))).rejects.toMatchObject({
      requestSent: 'maybe',
      cause: { message: 'enough' },
    });
  });

  it('tells the status of an answer that breaks off', async () => {
    const controller = new AbortController();
    gateway.plan('query', (context) => {
      fault.stall(context);
      setTimeout(() => controller.abort(), 50);
    });
    await expect(transport.send(request(controller.signal))).rejects.toMatchObject({
      requestSent: 'yes',
      httpStatus: 200,
    });
  });

  it('writes nothing when the signal has fired', async () => {
    await expect(transport.send(request(AbortSignal.abort('late')))).rejects.toMatchObject({
      requestSent: 'no',
      cause: 'late',
    });
    expect(gateway.requests).toHaveLength(0);
  });

  it('keeps a header that came twice as both', async () => {
    gateway.plan('query', ({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Odd: a\r\nX-Odd: b\r\nContent-Length: 2\r\n\r\n{}');
    });
    const reply = await transport.send(request(new AbortController().signal));
    expect(reply.headers['x-odd']).toBe('a, b');
  });

  it('joins an answer that came in pieces', async () => {
    gateway.plan('query', ({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (const piece of ['{"a"', ':1}']) {
        socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      }
      socket.write('0\r\n\r\n');
    });
    const reply = await transport.send(request(new AbortController().signal));
    expect(Buffer.from(reply.body).toString()).toBe('{"a":1}');
  });

  it('knows that a dispatcher which throws has written nothing', async () => {
    const dispatcher = new MockAgent() as Dispatcher;
    dispatcher.dispatch = () => {
      throw new Error('no such pool');
    };
    const odd = undiciTransport({ dispatcher });
    await expect(odd.send(request(new AbortController().signal))).rejects.toMatchObject({
      requestSent: 'no',
      cause: { message: 'no such pool' },
    });
  });

  it('refuses an answer over 1 MiB through whatever dispatcher', async () => {
    const dispatcher = new Agent();
    gateway.plan('query', fault.says(' '.repeat(1_100_000)));
    const own = undiciTransport({ dispatcher });
    await expect(own.send(request(new AbortController().signal))).rejects.toMatchObject({
      requestSent: 'yes',
      httpStatus: 200,
      cause: { message: 'The answer is over 1 MiB.' },
    });
    await dispatcher.close();
  });

  it('knows at once that nothing was written when the signal fires while it loads', async () => {
    const controller = new AbortController();
    const sending = transport.send(request(controller.signal));
    const told: unknown[] = [];
    sending.catch((error: unknown) => told.push(error));
    controller.abort('enough');
    for (let turn = 0; turn < 10; turn += 1) await undefined;
    expect(told).toMatchObject([{ requestSent: 'no', cause: 'enough' }]);
    expect(gateway.requests).toHaveLength(0);
  });

  it('takes a new pool when the one in hand was dropped', async () => {
    const sending = transport.send(request(new AbortController().signal));
    transport.dropConnections?.();
    expect((await sending).status).toBe(200);
  });

  it('sends nothing once it is closed, not even what was about to be sent', async () => {
    const sending = transport.send(request(new AbortController().signal));
    const refused = expect(sending).rejects.toMatchObject({
      requestSent: 'no',
      cause: { code: 'ERR_QF_CLOSED' },
    });
    await transport.close?.();
    await refused;
    expect(gateway.requests).toHaveLength(0);
  });

  it('gives up a handshake that no request waits for', async () => {
    const silent = await openSilentServer();
    const controller = new AbortController();
    const { signal } = controller;
    const sending = transport.send({ ...request(signal), url: `https://${silent.host}/` });
    await expect.poll(() => silent.connections).toBe(1);
    controller.abort(new Error('enough'));
    await expect(sending).rejects.toMatchObject({ requestSent: 'no' });
    await expect.poll(() => silent.connections).toBe(0);
    await silent.close();
  });

  it('goes on with a handshake that another request waits for', async () => {
    const silent = await openSilentServer();
    const [one, other] = [new AbortController(), new AbortController()];
    const send = ({ signal }: AbortController) =>
      transport.send({ ...request(signal), url: `https://${silent.host}/` }).catch(() => {});
    const both = [send(one), send(other)];
    await expect.poll(() => silent.connections).toBe(2);
    const ended: string[] = [];
    void both[1]?.then(() => ended.push('other'));
    one.abort();
    await both[0];
    // A whole exchange later the handshake would be gone.
    await transport.send(request(new AbortController().signal));
    expect(ended).toEqual([]);
    expect(silent.connections).toBe(2);
    other.abort();
    await both[1];
    await expect.poll(() => silent.connections).toBe(0);
    await silent.close();
  });

  it('checks certificates, whatever is set in the process later', async () => {
    const server = createServer(selfSigned() ?? {}, (_request, response) => response.end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { signal } = new AbortController();
    const ask = () =>
      transport.send({ ...request(signal), url: `https://localhost:${port}/` }).catch((e) => e);
    const refusal = { requestSent: 'no', cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } };
    expect(await ask()).toMatchObject(refusal);
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(await ask()).toMatchObject(refusal);
    vi.unstubAllEnvs();
    server.close();
  });
});
