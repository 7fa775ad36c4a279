import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PayType } from '@qf/protocol';
import { clientKey, signBody } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../src/index.ts';
import { main } from '../src/main.ts';
import { createShop, type Shop } from '../src/shop/index.ts';
import { controlCaller } from '../src/testing/control-caller.ts';
import { numberOf, type Shopper, shopper } from './shopper.ts';

/** The demo shop as a merchant's program: what it does when people and networks misbehave. */

let sandbox: Sandbox;
let shop: Shop;
let visitor: Shopper;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual' });
  shop = await openShop();
  visitor = shopper(shop);
});
afterEach(async () => {
  await shop.close();
  await sandbox.close();
});

function openShop(more: { data?: string; port?: number; host?: string } = {}): Promise<Shop> {
  return createShop({ port: 0, gatewayUrl: sandbox.url, ...sandbox.credentials, ...more });
}

async function paidOrder(): Promise<string> {
  const number = await visitor.order();
  await sandbox.wallet.approve(number);
  await sandbox.clock.advance({ to: 'next' });
  return number;
}

const payments = () => sandbox.transactions.list().filter(({ kind }) => kind === 'payment');
const refunds = () => sandbox.transactions.list().filter(({ kind }) => kind === 'refund');
const page = (number: string) => visitor.get(`/orders/${number}`);

describe('an order', () => {
  it('is sent once, however often the form is sent', async () => {
    const key = await visitor.formKey();
    const numbers = await Promise.all([1, 2, 3].map(() => visitor.order(key)));
    expect(new Set(numbers).size).toBe(1);
    expect(payments()).toHaveLength(1);
  });

  it('costs what the catalogue says, whatever the browser says', async () => {
    const fields = { form_key: await visitor.formKey(), pay_type: PayType.ALIPAY_WEB_HK };
    const response = await visitor.post('/orders', { ...fields, txamt: '1', price: '1' });
    expect(sandbox.transactions.get(numberOf(response))).toMatchObject({ txamt: 6800 });
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ])('is not made by a form that came with %o', async (headers) => {
    const fields = { form_key: await visitor.formKey(), pay_type: PayType.ALIPAY_WEB_HK };
    const response = await visitor.post('/orders', fields, headers);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('came from another site');
    expect(payments()).toHaveLength(0);
  });

  it.each([
    { form_key: 'x', pay_type: PayType.ALIPAY_WEB_HK },
    { form_key: '0'.repeat(32), pay_type: '800101' },
  ])('is not made by an incomplete form: %o', async (fields) => {
    expect((await visitor.post('/orders', fields)).status).toBe(400);
    expect(payments()).toHaveLength(0);
  });

  it('that the gateway refuses is told as not accepted, and can be tried again', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'respcd', respcd: '1104', phase: 'before' });
    const number = await visitor.order();
    expect(payments()).toHaveLength(0);
    expect(await page(number)).toContain('Try again under a new number');
  });
});

describe('an order in a sandbox whose time is another month', () => {
  it.each([
    ['told by a notification', { to: 'next' }],
    ['found by a question, while no time passes', undefined],
  ])('is paid: %s', async (_how, step) => {
    const printed: string[] = [];
    const flags = ['--port', '0', '--shop-port', '0', '--data', 'memory', '--clock', 'manual'];
    const argv = [...flags, '--now', '2026-03-05T10:00+08:00'];
    const running = await main(argv, {}, (text) => printed.push(text));
    try {
      const addressOf = (name: string) =>
        new RegExp(`${name} +(http\\S+)`).exec(printed.join(''))?.[1] ?? '';
      const control = controlCaller({ url: addressOf('Gateway') });
      const customer = shopper({ url: addressOf('Shop') });
      const number = await customer.order();
      await control.post(`/transactions/${number}/approve`, {});
      if (step === undefined) await customer.post(`/orders/${number}/ask`);
      else await control.post('/clock/advance', step);
      const shown = await customer.get(`/orders/${number}`);
      expect(shown).toContain('Paid HK$');
      expect(shown).toContain('2026-03-05 10:00');
    } finally {
      await running.close();
    }
  });
});

describe('an order that did not go smoothly', () => {
  it('shows no page when the answer was lost, is closed, and is paid under a new number', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    const lost = await visitor.order();
    expect(await page(lost)).toContain('The page to pay on was lost');
    expect(await page(lost)).not.toContain('class="qr"');
    await visitor.post(`/orders/${lost}/end`);
    expect(sandbox.transactions.get(lost)).toMatchObject({ state: 'closed' });
    const again = [visitor.post(`/orders/${lost}/again`), visitor.post(`/orders/${lost}/again`)];
    const [next = '', other] = (await Promise.all(again)).map(numberOf);
    expect(next).toBe(other);
    expect(next).not.toBe(lost);
    expect(await page(next)).toContain('class="qr"');
    expect(payments().map(({ state }) => state)).toEqual(['closed', 'created']);
  });

  it('is not tried again while it may still be paid', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    const lost = await visitor.order();
    expect(numberOf(await visitor.post(`/orders/${lost}/again`))).toBe(lost);
    expect(payments()).toHaveLength(1);
  });

  it('is paid all the same when the answer was lost and the customer paid', async () => {
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', times: 1 });
    const lost = await visitor.order();
    await sandbox.wallet.approve(lost);
    await visitor.post(`/orders/${lost}/ask`);
    expect(await page(lost)).toContain('Paid: the gateway said so when it was asked.');
  });

  it('is paid when the money was faster than the wish to cancel', async () => {
    const number = await visitor.order();
    await sandbox.wallet.approve(number);
    await visitor.post(`/orders/${number}/end`);
    expect(await page(number)).toContain('Paid HK$');
  });

  it('and that the gateway never got can be given up, because nobody saw its page', async () => {
    const reset = { on: 'payment', effect: 'connection-reset', phase: 'before' } as const;
    sandbox.faults.add(reset);
    const lost = await visitor.order();
    expect(await page(lost)).toContain('Not known yet');
    sandbox.faults.clear();
    await visitor.post(`/orders/${lost}/end`);
    expect(await page(lost)).toContain('its page was never shown');
    await visitor.post(`/orders/${lost}/again`);
    expect(payments()).toHaveLength(1);
  });
});

describe('a notification', () => {
  it('turns the order paid once, however often it is delivered', async () => {
    const number = await paidOrder();
    for (let count = 0; count < 2; count += 1) await sandbox.notifications.resend(number);
    expect((await page(number)).match(/a signed notification arrived/g)).toHaveLength(1);
    const list = await visitor.get('/notifications');
    expect(list.match(/Delivered before; it had its effect already\./g)).toHaveLength(2);
  });

  it('that is forged changes nothing and is listed as such', async () => {
    const number = await visitor.order();
    const body = JSON.stringify({ status: '1', respcd: '0000', out_trade_no: number });
    const headers = { 'x-qf-sign': '0'.repeat(32) };
    const response = await fetch(`${shop.url}/qfpay/notify`, { method: 'POST', body, headers });
    expect(response.status).toBe(401);
    expect(await page(number)).toContain('Scan to pay');
    expect(await visitor.get('/notifications')).toContain('not believed');
  });

  it('that is genuine but that no query confirms changes nothing', async () => {
    const number = await visitor.order();
    const { syssn, txamt, txcurrcd } = sandbox.transactions.get(number) ?? {};
    const told = { status: '1', notify_type: 'payment', respcd: '0000', cancel: '0' };
    const body = JSON.stringify({ ...told, syssn, txamt, txcurrcd, out_trade_no: number });
    const headers = { 'x-qf-sign': signBody(body, clientKey(sandbox.credentials.clientKey)) };
    const response = await fetch(`${shop.url}/qfpay/notify`, { method: 'POST', body, headers });
    expect(response.status).toBe(503);
    expect(await page(number)).toContain('Scan to pay');
  });
});

describe('a refund', () => {
  it('is made once, however often and from how many windows the form is sent', async () => {
    const number = await paidOrder();
    await Promise.all([1, 2, 3].map(() => visitor.refund(number, '68.00')));
    await visitor.refund(number, '68.00');
    expect(refunds()).toHaveLength(1);
    expect(sandbox.transactions.get(number)).toMatchObject({ refunded: 6800 });
  });

  it.each([
    ['68.01', 409],
    ['0', 400],
    ['-1', 400],
    ['1.005', 400],
    ['1e2', 400],
    ['', 400],
  ])('of %s is refused with %i before anything is sent', async (amount, status) => {
    const number = await paidOrder();
    const response = await visitor.refund(number, amount);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain('Nothing was given back');
    expect(refunds()).toHaveLength(0);
  });

  it('of an unpaid order is refused', async () => {
    const number = await visitor.order();
    expect((await visitor.refund(number, '1.00')).status).toBe(409);
  });

  it('whose answer is lost is found, and the next one gives back the rest only', async () => {
    const number = await paidOrder();
    sandbox.faults.add({ on: 'refund', effect: 'lose-answer', times: 1 });
    await visitor.refund(number, '60.00');
    expect(await page(number)).toContain('HK$\u00a060.00 of it was given back');
    expect((await visitor.refund(number, '60.00', 2)).status).toBe(409);
    await visitor.refund(number, '8.00', 2);
    expect(sandbox.transactions.get(number)).toMatchObject({ state: 'refunded', refunded: 6800 });
  });
});

describe('a shop with a data folder', () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'qf-shop-'));
    await shop.close();
    shop = await openShop({ data });
    visitor = shopper(shop);
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  /** Closes and opens it again at the same address. */
  async function restart(): Promise<void> {
    const port = Number(new URL(shop.url).port);
    await shop.close();
    shop = await openShop({ data, port });
  }

  it('keeps its orders', async () => {
    const number = await visitor.order();
    await restart();
    expect(await page(number)).toContain('Scan to pay');
  });

  it('gives a notification no second effect after a restart', async () => {
    const number = await paidOrder();
    await restart();
    await sandbox.notifications.resend(number);
    expect((await page(number)).match(/a signed notification arrived/g)).toHaveLength(1);
  });
});

it('that listens on every address, as in a container, is paid and told of it', async () => {
  await shop.close();
  shop = await openShop({ host: '0.0.0.0' });
  visitor = shopper(shop);
  expect(shop.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const number = await paidOrder();
  expect(sandbox.notifications.of(number)).toMatchObject([{ status: 'acknowledged' }]);
});

it('says in one sentence that its port is taken', async () => {
  const port = Number(new URL(shop.url).port);
  await expect(openShop({ port })).rejects.toMatchObject({
    code: 'ERR_QF_SHOP_PORT',
    message: expect.stringContaining(`Port ${port} is in use`),
  });
});
