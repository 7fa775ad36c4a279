import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTIFICATION_CHANNEL, type NotificationEvent } from './index.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

let events: NotificationEvent[] = [];
const listen = (event: unknown) => {
  events.push(event as NotificationEvent);
};

beforeEach(() => {
  events = [];
  subscribe(NOTIFICATION_CHANNEL, listen);
});
afterEach(() => unsubscribe(NOTIFICATION_CHANNEL, listen));

describe('the notification channel', () => {
  it('has the name that the README tells', () => {
    expect(NOTIFICATION_CHANNEL).toBe('qf:notifications');
  });

  it('tells what came in, how old it was, and how it ended', async () => {
    const merchant = await openMerchant({ clock: manualClock() });
    const payment = gateway.payment({ sysdtm: '2026-01-01 10:30:00' });
    await merchant.deliver(payment);
    const { syssn, out_trade_no } = payment.fields;
    const key = expect.stringMatching(/^[0-9a-f]{64}$/);
    const named = { notification: 'payment', key, syssn, out_trade_no };
    expect(events).toMatchObject([
      { type: 'received', ...named, age: 60_000 },
      { type: 'answered', ...named, state: 'done', status: 200, duration: 0 },
    ]);
  });

  it.each([
    [
      'duplicate',
      async (merchant: Merchant) => {
        const payment = gateway.payment();
        await merchant.deliver(payment);
        await merchant.deliver(payment);
      },
    ],
    ['forged', (merchant: Merchant) => merchant.deliver({ body: '{}', headers: {} })],
    [
      'unreadable',
      (merchant: Merchant) => merchant.deliver({ body: '{', headers: gateway.sign('{') }),
    ],
    ['not_durable', (merchant: Merchant) => merchant.deliver(gateway.payment({ txamt: '1' }))],
  ])('tells %s', async (state, act) => {
    await act(await openMerchant());
    expect(events.at(-1)).toMatchObject({ type: 'answered', state });
  });

  it('tells no age where the gateway sent no time, or none that can be read', async () => {
    const merchant = await openMerchant();
    await merchant.deliver(gateway.payment({ sysdtm: undefined }));
    await merchant.deliver(gateway.payment({ sysdtm: 'yesterday' }));
    const ages = events
      .filter(({ type }) => type === 'received')
      .map((event) => 'age' in event && event.age);
    expect(ages).toEqual([undefined, undefined]);
  });

  it('carries no key, no signature and nothing of the body but its numbers', async () => {
    const merchant = await openMerchant();
    const payment = gateway.payment({ goods_name: 'Private matter', cardcd: '411111******1111' });
    await merchant.deliver(payment);
    const text = JSON.stringify(events);
    for (const secret of ['NOT-REAL', payment.headers['X-QF-SIGN'], 'Private', '411111']) {
      expect(text).not.toContain(secret);
    }
  });
});

type Merchant = Awaited<ReturnType<typeof openMerchant>>;
