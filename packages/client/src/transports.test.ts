import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { PayType } from '@qf/protocol';
import { Agent, ProxyAgent, RetryAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QFPayClient as FetchClient } from './fetch-client.ts';
import { fetchTransport } from './fetch-transport.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { httpAnswer } from './testing/wire.ts';

let gateway: HostileGateway;

beforeEach(async () => {
  gateway = await openHostileGateway();
});
afterEach(() => gateway.close());

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

describe('the pool', () => {
  it('keeps connections for the next requests', async () => {
    const qf = openClient(gateway.url);
    for (let call = 0; call < 10; call += 1) await qf.check();
    await qf.close();
    const connections = new Set(gateway.requests.map(({ connection }) => connection));
    expect(connections.size).toBeLessThanOrEqual(2);
  });

  it('reaches an address however it was written', async () => {
    for (const address of [gateway.url.replace('//', '/'), `${gateway.url}//`]) {
      const qf = openClient(address);
      expect(await qf.check()).toMatchObject({ ok: true });
      await qf.close();
    }
    expect(gateway.requests.length).toBe(2);
  });

  it('takes a connection of its own for every request when told', async () => {
    const qf = openClient(gateway.url, { freshConnection: true });
    await qf.payments.create(order);
    await qf.payments.retrieve({ ...order, txdtm: '2026-03-15 12:00:00' });
    await qf.close();
    const { requests } = gateway;
    expect(requests.length).toBeGreaterThan(1);
    expect(new Set(requests.map(({ connection }) => connection)).size).toBe(requests.length);
  });

  it('trusts no open connection after an answer that belonged to somebody else', async () => {
    const qf = openClient(gateway.url);
    gateway.plan(
      'payment',
      fault.says((truth) => JSON.stringify({ ...truth, txamt: '1' })),
    );
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({ status: 'pending' });
    const [first, second] = gateway.requests;
    expect(second?.connection).not.toBe(first?.connection);
    await qf.close();
  });

  it('does not take a stray second answer for the next one', async () => {
    const qf = openClient(gateway.url);
    gateway.plan('payment', ({ socket, truth }) => {
      const stray = httpAnswer('{"respcd":"0000","data":[]}');
      socket.write(httpAnswer(truth()) + stray);
    });
    await qf.payments.create(order);
    gateway.ledger.pay('order-1');
    expect(await qf.payments.retrieve(order)).toMatchObject({ status: 'paid' });
    await qf.close();
  });

  it('skips the gateway’s interim answers', async () => {
    const qf = openClient(gateway.url);
    gateway.plan('payment', ({ socket, truth }) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n');
      socket.write(httpAnswer(truth()));
    });
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    await qf.close();
  });

  it('refuses an answer over 1 MiB', async () => {
    const qf = openClient(gateway.url);
    gateway.plan('payment', fault.says(' '.repeat(1_100_000)));
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({ status: 'pending' });
    await qf.close();
  });

  it('is empty, and sends nothing, once the client is closed', async () => {
    const qf = openClient(gateway.url);
    await qf.payments.create(order);
    await qf.close();
    await expect.poll(() => gateway.connections).toBe(0);
    await expect(qf.payments.retrieve(order)).rejects.toMatchObject({ code: 'ERR_QF_CLOSED' });
    const child = qf.withOptions({ maxRetries: 0 });
    await expect(child.payments.retrieve(order)).rejects.toMatchObject({
      code: 'ERR_QF_CLOSED',
      requestSent: 'no',
    });
  });

  it('closes at the end of a block', async () => {
    const qf = openClient(gateway.url);
    await qf.check();
    await qf[Symbol.asyncDispose]();
    await expect(qf.check()).rejects.toMatchObject({ code: 'ERR_QF_CLOSED' });
  });
});

describe('a dispatcher of the caller', () => {
  it('is used, and not closed', async () => {
    const dispatcher = new Agent();
    const qf = openClient(gateway.url, { dispatcher });
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    await qf.close();
    expect(dispatcher.closed).toBe(false);
    await dispatcher.close();
  });

  it('can be a proxy', async () => {
    const proxy = await openProxy();
    const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: true });
    const qf = openClient(gateway.url, { dispatcher });
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    expect(proxy.tunnels()).toBe(1);
    await qf.close();
    await dispatcher.close();
    await proxy.close();
  });

  it('cannot repeat a payment, even one that retries by itself', async () => {
    const agent = new Agent();
    const dispatcher = new RetryAgent(agent, { methods: ['POST'], minTimeout: 1, maxRetries: 3 });
    const qf = openClient(gateway.url, { dispatcher });
    gateway.plan('payment', fault.resetAfterEffect);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'pending' });
    expect(gateway.count('payment')).toBe(1);
    await qf.close();
    await agent.close();
  });
});

describe('fetchTransport', () => {
  const openFetchClient = () =>
    new FetchClient({
      appCode: 'TESTAPPCODE0001',
      clientKey: 'test-client-key-0001-NOT-REAL',
      environment: gateway.url,
      timeout: 1_000,
      totalTimeout: 5_000,
      rateLimit: false,
      random: () => 0,
    });

  it('creates a payment', async () => {
    const qf = openFetchClient();
    expect(await qf.payments.create(order)).toMatchObject({ status: 'created' });
    await qf.withOptions({ maxRetries: 0 }).payments.retrieve(order);
    await qf.close();
  });

  it.each([
    ['a reset', fault.resetAfterEffect],
    ['a hang', fault.hangAfterEffect],
    ['a drip', fault.drip],
    ['a truncated answer', fault.truncated],
    ['a redirect', fault.says('', { status: 307, headers: { Location: '/trade/v1/payment' } })],
    ['an answer over 1 MiB', fault.says(' '.repeat(1_100_000))],
  ])('settles %s by a query', async (_name, misbehave) => {
    const qf = openFetchClient();
    gateway.plan('payment', misbehave);
    expect(await qf.payments.create(order)).toMatchObject({ status: 'pending' });
    expect(gateway.count('payment')).toBe(1);
    await qf.close();
  });

  it('never claims that nothing was sent: a fetch repeats what met HTTP 421 by itself', async () => {
    const qf = openFetchClient();
    let isClosed = Promise.resolve();
    gateway.plan('payment', (context) => {
      fault.says('{}', { status: 421 })(context);
      // The repetition meets a closed door.
      isClosed = gateway.close();
    });
    const outcome = await qf.payments.create(order);
    expect(outcome).toMatchObject({ status: 'unknown', cause: { requestSent: 'maybe' } });
    expect(gateway.ledger.rows).toHaveLength(1);
    await isClosed;
    gateway = await openHostileGateway();
  });

  it('charges once where it repeats a request after HTTP 421', async () => {
    const qf = openFetchClient();
    gateway.plan('payment', fault.says('{}', { status: 421 }));
    expect(await qf.payments.create(order)).toMatchObject({ status: 'pending' });
    expect(gateway.count('payment')).toBe(2);
    expect(gateway.ledger.rows).toHaveLength(1);
    await qf.close();
  });

  it('sends nothing when the signal has fired', async () => {
    const transport = fetchTransport({
      fetch: () => {
        throw new Error('must stay unused');
      },
    });
    const signal = AbortSignal.abort(new Error('late'));
    const request = { method: 'POST', url: gateway.url, headers: {}, body: '', signal } as const;
    await expect(transport.send(request)).rejects.toMatchObject({ requestSent: 'no' });
  });

  it('sends a GET without a body, and reads an answer without one', async () => {
    const seen: unknown[] = [];
    const transport = fetchTransport({
      fetch: async (_url, init) => {
        seen.push('body' in init);
        return new Response(null, { status: 204 });
      },
    });
    const { signal } = new AbortController();
    const request = { url: gateway.url, headers: {}, signal } as const;
    const reply = await transport.send({ ...request, method: 'GET' });
    expect(reply).toMatchObject({ status: 204, body: new Uint8Array() });
    await transport.send({ ...request, method: 'POST', body: '' });
    expect(seen).toEqual([false, true]);
  });

  it('can know no more than maybe from a runtime that names nothing', async () => {
    const transport = fetchTransport({ fetch: () => Promise.reject(new TypeError('failed')) });
    const { signal } = new AbortController();
    const request = { method: 'POST', url: gateway.url, headers: {}, body: '', signal } as const;
    await expect(transport.send(request)).rejects.toMatchObject({ requestSent: 'maybe' });
  });
});

/** A proxy that only tunnels. */
async function openProxy() {
  let tunnels = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', async (chunk) => {
      tunnels += 1;
      const [, target = ''] = chunk.toString().split(' ');
      const { connect } = await import('node:net');
      const [host, port] = target.split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on('error', () => socket.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tunnels: () => tunnels,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
