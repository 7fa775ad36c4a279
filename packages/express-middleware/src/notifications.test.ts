import { createHash } from 'node:crypto';
import { clientKey, signBody } from '@qf/signing';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { manualClock } from './testing/manual-clock.ts';
import { EXPRESS, gateway, KEY, openMerchant } from './testing/merchant.ts';

const OTHER = clientKey('demo-key-0002-NOT-REAL', { id: 'other' });

describe.each(EXPRESS)('notifications() in %s', (_, create) => {
  it('handles a payment once and says SUCCESS', async () => {
    const merchant = await openMerchant({}, create());
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(merchant.effects).toEqual([`payment ${payment.fields['syssn']}`]);
  });

  it('says SUCCESS to a duplicate without handling it', async () => {
    const merchant = await openMerchant({}, create());
    const payment = gateway.payment();
    await merchant.deliver(payment);
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(merchant.effects).toHaveLength(1);
    expect(merchant.middleware.counts()).toEqual({ done: 1, duplicate: 1 });
  });

  it('knows a duplicate that is printed and signed differently', async () => {
    const merchant = await openMerchant({}, create());
    const { body, headers, fields } = gateway.payment();
    await merchant.deliver({ body, headers });
    const again = JSON.stringify({ ...fields, something_new: 'x' });
    expect(await merchant.deliver({ body: again, headers: gateway.sign(again) })).toBe(
      '200 SUCCESS',
    );
    expect(merchant.effects).toHaveLength(1);
  });

  it('handles five parallel copies once', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let calls = 0;
    const onPayment = async () => {
      calls += 1;
      await gate;
    };
    const merchant = await openMerchant({ onPayment }, create());
    const payment = gateway.payment();
    const copies = Array.from({ length: 5 }, () => merchant.deliver(payment));
    open();
    expect(await Promise.all(copies)).toEqual(Array(5).fill('200 SUCCESS'));
    expect(calls).toBe(1);
  });

  it('refuses a body changed by one byte', async () => {
    const merchant = await openMerchant({}, create());
    const { body, headers } = gateway.payment();
    const changed = body.replace('"1234"', '"1235"');
    expect(await merchant.deliver({ body: changed, headers })).toBe('401 FAIL');
    expect(merchant.effects).toEqual([]);
    expect(merchant.problems).toEqual([]);
  });

  it('answers 409 to the same event with another amount', async () => {
    const merchant = await openMerchant({ expect: 'unchecked' }, create());
    const first = gateway.payment();
    await merchant.deliver(first);
    const second = gateway.payment({ ...first.fields, txamt: '9999' });
    expect(await merchant.deliver(second)).toBe('409 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'conflict' }]);
    expect(merchant.effects).toHaveLength(1);
  });

  it('answers 422 to something genuine that cannot be read, and tells people', async () => {
    const merchant = await openMerchant({}, create());
    const bodies = ['{"a":1,"a":2}', '{"syssn": "1",}', '[1]', 'txamt=1', '', '\uFEFF{}'];
    for (const body of bodies) {
      expect(await merchant.deliver({ body, headers: gateway.sign(body) })).toBe('422 FAIL');
    }
    expect(merchant.problems.map(({ kind }) => kind)).toEqual(bodies.map(() => 'unreadable'));
  });

  it('serves no other method', async () => {
    const merchant = await openMerchant({}, create());
    const response = await fetch(merchant.url);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('where an event goes', () => {
  it.each([
    ['a payment', gateway.payment(), 'payment'],
    ['a payment without cancel', gateway.payment({ cancel: undefined }), 'payment'],
    ['a card payment', gateway.cardPayment(), 'payment'],
    ['a payment that did not succeed', gateway.payment({ status: '0' }), 'other'],
    ['a payment with a failing code', gateway.payment({ respcd: '1205' }), 'other'],
    ['a payment without a code', gateway.payment({ respcd: undefined }), 'other'],
    ...['1', '2', '3', '4', '5'].map(
      (cancel) =>
        [`a payment with cancel ${cancel}`, gateway.payment({ cancel }), 'other'] as const,
    ),
    ['a refund', gateway.refund(), 'refund'],
    ['a refund by its older name', gateway.refund({ notify_type: 'cancel' }), 'refund'],
    ['a refund that failed', gateway.refund({ respcd: '1262' }), 'other'],
    ['a release', gateway.unfreeze(), 'other'],
    ['a closing', gateway.close(), 'other'],
    ['a token', gateway.token(), 'token'],
    ['a subscription', gateway.subscription(), 'subscription'],
    ['a billing', gateway.subscriptionPayment(), 'subscription'],
    ['a kind nobody knows', gateway.other(), 'other'],
    ['the name of an object’s own method', gateway.other({ notify_type: 'constructor' }), 'other'],
  ] as const)('%s: on%3$s', async (_, notification, handler) => {
    const merchant = await openMerchant();
    expect(await merchant.deliver(notification)).toBe('200 SUCCESS');
    expect(merchant.effects).toHaveLength(1);
    expect(merchant.effects[0]).toMatch(new RegExp(`^${handler} `));
  });

  it('tells a second try and a second charge of one billing from the first', async () => {
    const merchant = await openMerchant();
    const billing = { subscription_order_id: 'sub_ord_1_0001' };
    for (const respcd of ['1205', '1205', '0000', '0000']) {
      await merchant.deliver(gateway.subscriptionPayment({ ...billing, respcd }));
    }
    expect(merchant.effects).toHaveLength(4);
  });

  it('goes to onOther where its own handler is missing', async () => {
    const merchant = await openMerchant({ onToken: undefined });
    await merchant.deliver(gateway.token());
    expect(merchant.effects[0]).toMatch(/^other /);
  });

  it('is 500 and a problem where nobody handles it and the inbox cannot keep it', async () => {
    const merchant = await openMerchant({ onToken: undefined, onOther: undefined });
    expect(await merchant.deliver(gateway.token())).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'not_durable', reason: 'unhandled' }]);
  });
});

describe('the client key', () => {
  it('may be any of a ring while keys are exchanged', async () => {
    const merchant = await openMerchant({
      keyFor: () => ({ clientKey: [OTHER, KEY], account: 'a' }),
    });
    expect(await merchant.deliver(gateway.payment())).toBe('200 SUCCESS');
  });

  it('makes no second event of one that another key signs again', async () => {
    const merchant = await openMerchant({
      keyFor: () => ({ clientKey: [OTHER, KEY], account: 'a' }),
    });
    const { body, headers } = gateway.payment();
    await merchant.deliver({ body, headers });
    const signed = { ...headers, 'X-QF-SIGN': signBody(body, OTHER) };
    expect(await merchant.deliver({ body, headers: signed })).toBe('200 SUCCESS');
    expect(merchant.effects).toHaveLength(1);
  });

  it.each(['active', 'done'])('may come in a row that has a state (%s)', async (state) => {
    const keyFor = () => ({ clientKey: KEY, account: 'a', state });
    const merchant = await openMerchant({ keyFor });
    expect(await merchant.deliver(gateway.payment())).toBe('200 SUCCESS');
    expect(merchant.effects).toHaveLength(1);
  });

  it('is chosen by the route, and keeps merchants apart', async () => {
    const shops = new Map([
      ['one', { clientKey: KEY, account: 'one' }],
      ['two', { clientKey: OTHER, account: 'two' }],
    ]);
    const app = express();
    const merchant = await openMerchant(
      { keyFor: (request) => shops.get(String(request.params['shop'])) },
      app,
    );
    app.post('/shops/:shop', merchant.middleware);
    const deliver = async (shop: string, key: typeof KEY, body: string) => {
      const headers = { 'x-qf-sign': signBody(body, key) };
      const url = merchant.url.replace('/notify', `/shops/${shop}`);
      const response = await fetch(url, { method: 'POST', body, headers });
      return response.status;
    };
    const { body } = gateway.payment();
    expect(await deliver('one', KEY, body)).toBe(200);
    expect(await deliver('two', KEY, body)).toBe(401);
    expect(await deliver('two', OTHER, body)).toBe(200);
    expect(merchant.effects).toHaveLength(2);
    for (const stranger of ['three', 'constructor', '__proto__', 'toString']) {
      expect(await deliver(stranger, KEY, body)).toBe(500);
    }
    expect(merchant.problems.map(({ kind }) => kind)).toEqual(Array(4).fill('no_key'));
  });

  it('pays for no order of another merchant', async () => {
    const shops = new Map([
      ['one', { clientKey: KEY, account: 'one' }],
      ['two', { clientKey: OTHER, account: 'two' }],
    ]);
    const orders = new Map([['one/A-1', { txamt: 1234, txcurrcd: 'HKD' }]]);
    const paid: string[] = [];
    const app = express();
    const merchant = await openMerchant(
      {
        keyFor: (request) => shops.get(String(request.params['shop'])),
        expect: ({ out_trade_no }, { account }) => orders.get(`${account}/${out_trade_no}`),
        onPayment: ({ out_trade_no }, { account }) => paid.push(`${account}/${out_trade_no}`),
      },
      app,
    );
    app.post('/shops/:shop', merchant.middleware);
    const { body } = gateway.payment({ out_trade_no: 'A-1' });
    const deliver = async (shop: string, key: typeof KEY) => {
      const headers = { 'x-qf-sign': signBody(body, key) };
      const url = merchant.url.replace('/notify', `/shops/${shop}`);
      return (await fetch(url, { method: 'POST', body, headers })).status;
    };
    expect(await deliver('two', OTHER)).toBe(503);
    expect(await deliver('one', KEY)).toBe(200);
    expect(paid).toEqual(['one/A-1']);
    expect(merchant.problems).toMatchObject([{ kind: 'unknown_order', account: 'two' }]);
  });

  it.each([
    ['blank text', ' '],
    ['empty text', ''],
    ['plain text', 'demo-key-0001-NOT-REAL'],
    ['an empty ring', []],
    ['null', null],
    ['bytes', Buffer.alloc(0)],
    ['an object that looks like one', { id: 'test' }],
  ])('that is %s verifies nothing', async (_, wrong) => {
    const merchant = await openMerchant({
      keyFor: () => ({ clientKey: wrong as never, account: 'a' }),
    });
    expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
    const { body } = gateway.payment();
    const guess = createHash('md5').update(body).digest('hex');
    expect(await merchant.deliver({ body, headers: { 'x-qf-sign': guess } })).toBe('500 FAIL');
    expect(merchant.problems.map(({ kind }) => kind)).toEqual(['no_key', 'no_key']);
    expect(merchant.effects).toEqual([]);
  });

  it('that is looked for too long verifies nothing', async () => {
    const clock = manualClock();
    const keyFor = () => {
      queueMicrotask(() => clock.advance(1_500));
      return new Promise<never>(() => {});
    };
    const merchant = await openMerchant({ clock, keyFor });
    expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([
      { kind: 'no_key', error: { code: 'ERR_QF_TIME_LIMIT' } },
    ]);
  });

  it('that cannot be found verifies nothing', async () => {
    const keyFor = () => {
      throw new Error('vault closed');
    };
    const merchant = await openMerchant({ keyFor });
    expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'no_key', error: new Error('vault closed') }]);
    expect(merchant.effects).toEqual([]);
  });
});
