import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from './testing/manual-clock.ts';
import { EXPRESS, gateway, openMerchant } from './testing/merchant.ts';

/** Writes to a socket by hand, and gives everything that came back when it is closed. */
async function byHand(port: number, write: (socket: Socket) => unknown): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const answer: Buffer[] = [];
  // A reset after the answer is a way of closing.
  socket.on('data', (chunk) => answer.push(chunk)).on('error', () => {});
  await write(socket);
  if (!socket.closed) await once(socket, 'close');
  return Buffer.concat(answer).toString();
}

const HEAD = 'POST /notify HTTP/1.1\r\nHost: a\r\n';

describe.each(EXPRESS)('the raw body in %s', (_, create) => {
  it('behind express.json() is an immediate 500 that explains itself', async () => {
    const merchant = await openMerchant({}, create().use(create.json()));
    const answer = await merchant.deliver(gateway.payment());
    expect(answer).toMatch(
      /^500 FAIL\nERR_QF_BODY_CONSUMED: .*Mount notifications\(\) before express\.json\(\)/,
    );
    expect(merchant.problems).toMatchObject([
      { kind: 'body_consumed', error: { code: 'ERR_QF_BODY_CONSUMED' } },
    ]);
    expect(merchant.effects).toEqual([]);
  });

  it.each([
    ['express.raw()', create.raw({ type: () => true })],
    [
      'express.json() that keeps request.rawBody',
      create.json({
        verify: (request, _response, bytes) => Object.assign(request, { rawBody: bytes }),
      }),
    ],
    ['a parser for another content type', create.urlencoded({ extended: false })],
  ])('behind %s is what was signed', async (_name, parser) => {
    const merchant = await openMerchant({}, create().use(parser));
    expect(await merchant.deliver(gateway.payment({ goods_name: '奶茶 🧋' }))).toBe('200 SUCCESS');
  });

  it('kept as text is refused, because text is not the bytes', async () => {
    const app = create().use(create.text({ type: () => true }));
    const merchant = await openMerchant({}, app);
    expect(await merchant.deliver(gateway.payment())).toMatch(/^500 FAIL\nERR_QF_BODY_CONSUMED/);
  });

  it('that comes as text is refused, and ends no process', async () => {
    const app = create().use((request, _response, next) => {
      request.setEncoding('utf8');
      next();
    });
    const merchant = await openMerchant({}, app);
    expect(await merchant.deliver(gateway.payment())).toMatch(
      /^500 FAIL\nERR_QF_BODY_CONSUMED: .*Received: text; somebody has called setEncoding\(\)/,
    );
    expect(merchant.problems).toMatchObject([{ kind: 'body_consumed' }]);
  });

  it('kept larger than the limit is refused', async () => {
    const merchant = await openMerchant(
      { maxBody: 99 },
      create().use(create.raw({ type: () => true })),
    );
    expect(await merchant.deliver(gateway.payment())).toBe('413 FAIL');
  });

  it('that arrives byte by byte is read', async () => {
    const merchant = await openMerchant({}, create());
    const { body, headers } = gateway.payment();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await byHand(merchant.port, (socket) => {
      socket.write(
        `${HEAD}${lines.join('')}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      for (const byte of Buffer.from(body)) socket.write(`1\r\n${String.fromCharCode(byte)}\r\n`);
      socket.write('0\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*SUCCESS/s);
  });

  it('that takes too long is 408, and the connection is closed', async () => {
    const clock = manualClock();
    const merchant = await openMerchant({ clock }, create());
    const answer = await byHand(merchant.port, async (socket) => {
      socket.write(`${HEAD}Content-Length: 100\r\n\r\n{"a":`);
      await clock.someoneWaits();
      clock.advance(10_000);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*FAIL/s);
  });

  it('of a sender that hangs up has no effect and needs no answer', async () => {
    const clock = manualClock();
    const merchant = await openMerchant({ clock }, create());
    await byHand(merchant.port, async (socket) => {
      socket.write(`${HEAD}Content-Length: 100\r\n\r\n{"a":`);
      await clock.someoneWaits();
      socket.destroy();
    });
    await merchant.middleware.drain();
    expect(merchant.middleware.counts()).toEqual({ aborted: 1 });
  });
});

describe('a body that is refused unread', () => {
  it.each([
    ['compressed', { 'content-encoding': 'gzip' }, 415],
    ['compressed twice', { 'content-encoding': 'identity, br' }, 415],
    ['in parts', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['declared too large', { 'content-length': '65537' }, 413],
  ])('is one %s', async (_, headers, status) => {
    const merchant = await openMerchant();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await byHand(merchant.port, (socket) =>
      socket.write(`${HEAD}${lines.join('')}\r\n`),
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} .*Connection: close.*FAIL`, 's'));
  });

  it('is one that grows beyond the limit, without a length', async () => {
    const merchant = await openMerchant();
    const answer = await byHand(merchant.port, async (socket) => {
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      for (let sent = 0; sent < 40 && !socket.destroyed; sent += 1) socket.write(chunk);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 |^$/);
    expect(merchant.middleware.counts()).toEqual({ too_large: 1 });
  });

  it('is never inflated, not even behind express.raw()', async () => {
    const merchant = await openMerchant({}, express().use(express.raw({ type: () => true })));
    const { body, headers } = gateway.payment();
    const response = await fetch(merchant.url, {
      method: 'POST',
      body: gzipSync(body),
      headers: { ...headers, 'content-encoding': 'gzip' },
    });
    expect(response.status).toBe(415);
  });

  it('is not one with identity written out, or without a content type', async () => {
    const merchant = await openMerchant();
    const { body, headers } = gateway.payment();
    const plain = { ...headers, 'content-type': 'text/plain', 'content-encoding': 'identity' };
    expect(await merchant.deliver({ body, headers: plain })).toBe('200 SUCCESS');
  });
});
