import 'reflect-metadata';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { memoryInbox, notifications } from './index.ts';
import { gateway, KEY } from './testing/merchant.ts';
import { deliver, served } from './testing/served.ts';
import { notificationHandler } from './web.ts';

/** One endpoint in every framework: how each keeps the bytes that were signed. */

const effects: string[] = [];
const options = () => ({
  clientKey: KEY,
  inbox: memoryInbox(),
  expect: () => ({ txamt: 1234, txcurrcd: 'HKD' }),
  onPayment: (event: { readonly syssn: string }) => effects.push(event.syssn),
  onProblem: () => {},
});

/** A genuine one, the same again, and a forged one. */
async function answersOf(url: string): Promise<string[]> {
  const payment = gateway.payment({ goods_name: '奶茶 🧋' });
  const before = effects.length;
  const answers = [await deliver(url, payment), await deliver(url, payment)];
  expect(effects.slice(before)).toEqual([payment.fields['syssn']]);
  return [...answers, await deliver(url, { body: `${payment.body} `, headers: payment.headers })];
}

const EXPECTED = ['200 SUCCESS', '200 SUCCESS', '401 FAIL'];

describe('Fastify', () => {
  it('hands the bytes of one route over as a web Request', async () => {
    const app = Fastify();
    const notify = notificationHandler(options());
    app.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) =>
        parsed(null, body),
      );
      scope.post('/notify', async (request, reply) => {
        const url = `http://${request.host}${request.url}`;
        const body = request.body as Uint8Array<ArrayBuffer>;
        const headers = new Headers(request.headers as Record<string, string>);
        const answer = await notify(new Request(url, { method: 'POST', headers, body }));
        return reply
          .code(answer.status)
          .headers(Object.fromEntries(answer.headers))
          .send(await answer.text());
      });
      done();
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => app.close());
    expect(await answersOf(`${url}/notify`)).toEqual(EXPECTED);
  });
});

describe('Hono', () => {
  it('gives its handler the web Request', async () => {
    const app = new Hono();
    const notify = notificationHandler(options());
    app.post('/notify', (context) => notify(context.req.raw));
    const { url } = await served(getRequestListener(app.fetch));
    expect(await answersOf(url)).toEqual(EXPECTED);
  });
});

describe('Next.js', () => {
  it('has the handler as POST of a route module', async () => {
    // app/notify/route.ts: `export const POST = notificationHandler({ … });`
    const route = { POST: notificationHandler(options()) };
    // Next.js calls the export with a web Request that streams the body.
    const server = createServer((incoming, outgoing) => {
      const headers = new Headers(incoming.headers as Record<string, string>);
      const body = Readable.toWeb(incoming) as ReadableStream;
      const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
      route.POST(new Request('http://shop.test/notify', init)).then(async (answer) => {
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
        outgoing.end(await answer.text());
      }, incoming.destroy);
    });
    const { url } = await served((request, response) => server.emit('request', request, response));
    expect(await answersOf(url)).toEqual(EXPECTED);
  });
});

describe('NestJS', () => {
  const open = async (rawBody: boolean) => {
    class AppModule {}
    Module({})(AppModule);
    const app = await NestFactory.create<NestExpressApplication>(AppModule, {
      rawBody,
      logger: false,
    });
    // With `rawBody: true`, Nest's own parsers keep `request.rawBody`.
    app.useBodyParser('json');
    app.use('/notify', notifications(options()));
    await app.listen(0, '127.0.0.1');
    onTestFinished(() => app.close());
    return `${await app.getUrl()}/notify`;
  };

  it('keeps the bytes with rawBody: true', async () => {
    expect(await answersOf(await open(true))).toEqual(EXPECTED);
  });

  it('says how to keep them without it', async () => {
    expect(await deliver(await open(false), gateway.payment())).toMatch(
      /^500 FAIL\nERR_QF_BODY_CONSUMED/,
    );
  });
});
