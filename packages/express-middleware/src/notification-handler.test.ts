import { describe, expect, it } from 'vitest';
import { memoryInbox } from './memory-inbox.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, KEY } from './testing/merchant.ts';
import { notificationHandler, type WebNotificationOptions } from './web.ts';

const URL_ = 'http://shop.test/qfpay/notify';

function openHandler(options: Partial<WebNotificationOptions<undefined>> = {}) {
  const effects: string[] = [];
  const handler = notificationHandler({
    clientKey: KEY,
    inbox: memoryInbox(),
    expect: () => ({ txamt: 1234, txcurrcd: 'HKD' }),
    onPayment: (event) => effects.push(event.syssn),
    onProblem: () => {},
    ...options,
  });
  return { handler, effects };
}

async function answerOf(response: Promise<Response>): Promise<string> {
  const { status, ...rest } = await response.then(async (answer) => ({
    status: answer.status,
    text: await answer.text(),
  }));
  return `${status} ${rest.text}`;
}

function post(init: {
  body?: string | ReadableStream | null;
  headers?: Record<string, string>;
}): Request {
  return new Request(URL_, { method: 'POST', ...init, duplex: 'half' } as RequestInit);
}

describe('notificationHandler', () => {
  it('handles a payment once and says SUCCESS', async () => {
    const { handler, effects } = openHandler();
    const payment = gateway.payment({ goods_name: '奶茶' });
    expect(await answerOf(handler(post(payment)))).toBe('200 SUCCESS');
    expect(await answerOf(handler(post(payment)))).toBe('200 SUCCESS');
    expect(effects).toHaveLength(1);
    expect(handler.counts()).toEqual({ done: 1, duplicate: 1 });
  });

  it.each([
    ['a wrong signature', { headers: { 'x-qf-sign': '0'.repeat(32) } }, '401 FAIL'],
    ['no signature', { headers: {} }, '401 FAIL'],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, '415 FAIL'],
    ['a body in parts', { headers: { 'content-type': 'multipart/form-data' } }, '415 FAIL'],
    ['a declared length beyond the limit', { headers: { 'content-length': '65537' } }, '413 FAIL'],
    ['no body', { body: null }, '401 FAIL'],
  ])('refuses %s', async (_, init, answer) => {
    const { handler, effects } = openHandler();
    expect(await answerOf(handler(post({ body: gateway.payment().body, ...init })))).toBe(answer);
    expect(effects).toEqual([]);
  });

  it('serves no other method', async () => {
    const { handler } = openHandler();
    const response = await handler(new Request(URL_));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('says 500 with the fix when the body was read before', async () => {
    const { handler } = openHandler();
    const request = post(gateway.payment());
    await request.json();
    expect(await answerOf(handler(request))).toMatch(/^500 FAIL\nERR_QF_BODY_CONSUMED/);
  });

  it('gives up a body that grows beyond the limit', async () => {
    const { handler } = openHandler();
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    expect(await answerOf(handler(post({ body: endless })))).toBe('413 FAIL');
    expect(pulled).toBeLessThan(12);
  });

  it('gives up a body that takes too long, and one that breaks off', async () => {
    const clock = manualClock();
    const { handler } = openHandler({ clock });
    const slow = handler(post({ body: new ReadableStream() }));
    await clock.someoneWaits();
    clock.advance(10_000);
    expect(await answerOf(slow)).toBe('408 FAIL');
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('cut')),
    });
    expect(await answerOf(handler(post({ body: broken })))).toBe('400 FAIL');
  });

  it('delivers only from allowed addresses when told to', async () => {
    const { handler } = openHandler({
      allowFrom: ['203.0.113.0/24'],
      addressOf: (request) => request.headers.get('x-real-ip') ?? undefined,
    });
    const from = (address: string) => {
      const { body, headers } = gateway.payment();
      return answerOf(handler(post({ body, headers: { ...headers, 'x-real-ip': address } })));
    };
    expect(await from('203.0.113.9')).toBe('200 SUCCESS');
    expect(await from('198.51.100.1')).toBe('403 FAIL');
    expect(await answerOf(handler(post(gateway.payment())))).toBe('403 FAIL');
  });

  it('refuses an address list that it cannot apply', () => {
    const refused = expect.objectContaining({
      code: 'ERR_QF_OPTIONS',
      message: expect.stringContaining('allowFrom needs addressOf'),
    });
    expect(() => openHandler({ allowFrom: ['203.0.113.9'] })).toThrow(refused);
  });

  it('wants a function for addressOf', () => {
    expect(() => openHandler({ addressOf: 'x-forwarded-for' as never })).toThrow(
      'notificationHandler(): addressOf must be a function.',
    );
  });

  it('verifies nothing without a key, and says why there is none', async () => {
    const problems: unknown[] = [];
    const { handler, effects } = openHandler({
      clientKey: undefined,
      keyFor: () => {
        throw new Error('vault closed');
      },
      onProblem: ({ kind, error }) => problems.push({ kind, error }),
    });
    expect(await answerOf(handler(post(gateway.payment())))).toBe('500 FAIL');
    expect(problems).toEqual([{ kind: 'no_key', error: new Error('vault closed') }]);
    expect(effects).toEqual([]);
  });

  it('drains', async () => {
    const { handler } = openHandler();
    await handler.drain();
    expect(await answerOf(handler(post(gateway.payment())))).toBe('503 FAIL');
  });
});
