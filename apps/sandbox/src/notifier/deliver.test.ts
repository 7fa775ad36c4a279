import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpDelivery } from './deliver.ts';

const NOBODY: ReadonlySet<string> = new Set();
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`;
}

function deliver(url: string, { patience_ms = 5000, signal = new AbortController().signal } = {}) {
  const post = httpDelivery({ allowedHosts: () => NOBODY, patience_ms });
  return post(
    { url, headers: { 'content-type': 'application/json' }, body: '{"a": "奶"}' },
    signal,
  );
}

describe('httpDelivery', () => {
  it('posts the bytes with their length and tells what came back', async () => {
    const heard: string[] = [];
    const url = await listen(async (request, response) => {
      request.setEncoding('utf8');
      let body = '';
      for await (const chunk of request) body += chunk;
      heard.push(
        `${request.method} ${request.headers['content-length']} ${request.headers.connection} ${body}`,
      );
      response.end('SUCCESS');
    });
    expect(await deliver(url)).toEqual({ kind: 'answered', status: 200, body: 'SUCCESS' });
    expect(heard).toEqual(['POST 12 close {"a": "奶"}']);
  });

  it('follows no redirect', async () => {
    let hits = 0;
    const url = await listen((_request, response) => {
      hits += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await deliver(url)).toMatchObject({ kind: 'answered', status: 302 });
    expect(hits).toBe(1);
  });

  it('has patience for so long and no longer', async () => {
    const url = await listen(() => {});
    expect(await deliver(url, { patience_ms: 20 })).toEqual({
      kind: 'failed',
      reason: 'No answer within 0.02 s.',
    });
  });

  it('has no patience with an answer that never ends either', async () => {
    const url = await listen((_request, response) => void response.write('SUCC'));
    expect(await deliver(url, { patience_ms: 20 })).toMatchObject({ kind: 'failed' });
  });

  it('reads no more than 64 KiB of an answer', async () => {
    const url = await listen((_request, response) => void response.end('x'.repeat(1_000_000)));
    const delivery = await deliver(url);
    expect(delivery.kind === 'answered' && delivery.body.length).toBeLessThan(200_000);
  });

  it.each([
    ['nobody listens', 'http://127.0.0.1:1/n', /The connection failed: ECONNREFUSED/],
    ['the peer hangs up', undefined, /The connection failed: ECONNRESET/],
  ])('says that %s', async (_case, address, reason) => {
    const url = address ?? (await listen((request) => void request.socket.destroy()));
    expect(await deliver(url)).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
  });

  it('tries every address of a name, as localhost has two and a program often listens on one', async () => {
    const url = await listen((_request, response) => void response.end('SUCCESS'));
    const lookup = async () => [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const post = httpDelivery({ allowedHosts: () => NOBODY, patience_ms: 5000, lookup });
    const message = { url: url.replace('127.0.0.1', 'localhost'), headers: {}, body: '{}' };
    expect(await post(message, new AbortController().signal)).toMatchObject({ status: 200 });
  });

  it('does not go where it may not', async () => {
    expect(await deliver('http://169.254.169.254/latest/meta-data')).toMatchObject({
      kind: 'not_sent',
      reason: expect.stringContaining('not this machine'),
    });
  });

  it('ends at once when the sandbox does', async () => {
    const stop = new AbortController();
    const url = await listen(() => stop.abort());
    expect(await deliver(url, { signal: stop.signal })).toMatchObject({ kind: 'failed' });
  });
});
