import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPages, openPages } from '../testing/open-pages.ts';

let pages: OpenPages;
beforeEach(async () => {
  pages = await openPages();
});
afterEach(() => pages.close());

const html = async (path: string) => (await pages.get(path)).text();

describe('checkout page', () => {
  it('shows store, goods, number, amount and wallet', async () => {
    const { token } = await pages.pay({ out_trade_no: 'A-17' });
    const page = await html(`/pay/${token}`);
    for (const text of ['Sandbox Tea House', 'Green tea', 'A-17', 'HK$\u00a012.34', 'Alipay HK']) {
      expect(page).toContain(text);
    }
  });

  it('draws a QR code and links to the wallet', async () => {
    const { token } = await pages.pay();
    const page = await html(`/pay/${token}`);
    expect(page).toMatch(/<svg[^>]*class="qr"[^>]*aria-label="QR code that opens this payment/);
    expect(page).toContain(`href="/w/${token}"`);
  });

  it('says how much time is left when the clock stands still', async () => {
    const { token } = await pages.pay();
    await pages.engine.clock.advance({ by_ms: 61_000 });
    const page = await html(`/pay/${token}`);
    expect(page).toContain('data-expires-in="1739000" data-rate="0">28:59<');
    expect(page).toContain('<span id="standing-still">');
    await pages.engine.clock.change(60);
    expect(await html(`/pay/${token}`)).toContain('<span id="standing-still" hidden>');
  });

  it.each([
    ['goods_name', '<script>alert(1)</script>'],
    ['goods_name', '"><img src=x onerror=alert(1)>'],
    ['out_trade_no', `'"<script>alert(1)</script>`],
  ])('escapes a hostile %s: %s', async (field, text) => {
    const { token } = await pages.pay({ [field]: text });
    const page = await html(`/pay/${token}`);
    expect(page).not.toContain(text);
    expect(page).not.toMatch(/<script>|<img/);
    expect(page).toContain('alert(1)');
  });

  it('lets a shop on this machine frame it', async () => {
    const { token } = await pages.pay();
    const policy = (await pages.get(`/pay/${token}`)).headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'self' http://127.0.0.1:* http://localhost:*");
  });

  it('helps when there is no such payment', async () => {
    const response = await pages.get('/pay/nothing');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such payment');
  });

  it('writes amounts of currencies without a certain minor unit as they are', async () => {
    const { token } = await pages.pay({ txcurrcd: 'JPY', txamt: 1200 });
    expect(await html(`/pay/${token}`)).toContain('JPY 1200 in minor units');
  });

  it('groups the digits of a large amount', async () => {
    const { token } = await pages.pay({ txcurrcd: 'USD', txamt: 123_456_789 });
    expect(await html(`/pay/${token}`)).toContain('US$\u00a01,234,567.89');
  });
});

describe('state of a checkout', () => {
  const state = async (token: string) => (await pages.get(`/pay/${token}/state`)).json();

  it('is created with the time that is left', async () => {
    const { token } = await pages.pay();
    expect(await state(token)).toEqual({
      state: 'created',
      version: 'created',
      expires_in_ms: 1_800_000,
      rate: 0,
    });
  });

  it('leads back to the shop once paid, with what the gateway adds', async () => {
    const return_url = 'http://shop.example/thanks?basket=a%20b';
    const { token, syssn } = await pages.pay({ return_url, out_trade_no: 'A-17', mchid: 'M1' });
    expect(await state(token)).not.toHaveProperty('redirect_url');
    await pages.engine.execute({ type: 'approve', syssn });
    expect(await state(token)).toMatchObject({
      state: 'paid',
      redirect_url: `http://shop.example/thanks?basket=a%20b&mchid=M1&syssn=${syssn}&out_trade_no=A-17&pay_type=801514&txamt=1234&txdtm=2026-01-01+10%3A00%3A00&respcd=0000&respmsg=`,
    });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address'])(
    'never leads to %s, and the page says so',
    async (return_url) => {
      const { token, syssn } = await pages.pay({ return_url });
      await pages.engine.execute({ type: 'approve', syssn });
      expect(await state(token)).not.toHaveProperty('redirect_url');
      const page = await html(`/pay/${token}`);
      expect(page).not.toContain(return_url);
      expect(page).toContain('is not an http or https address');
    },
  );

  it.each([
    ['decline', { respcd: '1205' }],
    ['expire', {}],
    ['close', { app_code: 'A0001' }],
    ['reverse', { app_code: 'A0001' }],
  ] as const)('leads to failed_url after %s, when there is one', async (type, more) => {
    const failed_url = 'http://shop.example/failed?basket=1';
    const { token, syssn } = await pages.pay({ return_url: 'http://shop.example/ok', failed_url });
    expect(await state(token)).not.toHaveProperty('redirect_url');
    await pages.engine.execute({ type, syssn, ...more } as never);
    expect(await state(token)).toMatchObject({ redirect_url: failed_url });
    expect(await html(`/pay/${token}`)).toContain(
      `id="back-to-shop" class="button" href="${failed_url}"`,
    );
  });

  it('leads to return_url once paid or held, never to failed_url', async () => {
    const urls = { return_url: 'http://shop.example/ok', failed_url: 'http://shop.example/failed' };
    const paid = await pages.pay(urls);
    const held = await pages.pay({ ...urls, pay_type: '802801', preauth: true, checkout: true });
    for (const { token, syssn } of [paid, held]) {
      await pages.engine.execute({ type: 'approve', syssn });
      expect((await state(token)).redirect_url).toMatch(/^http:\/\/shop\.example\/ok/);
    }
  });

  it('never leads to a failed_url that is no web address', async () => {
    const { token, syssn } = await pages.pay({ failed_url: 'javascript:alert(1)' });
    await pages.engine.execute({ type: 'decline', syssn });
    expect(await state(token)).not.toHaveProperty('redirect_url');
    expect(await html(`/pay/${token}`)).not.toContain('javascript:');
  });

  it('is unknown for a token nobody gave out', async () => {
    const response = await pages.get('/pay/nothing/state');
    expect([response.status, await response.json()]).toEqual([404, { state: 'unknown' }]);
  });

  it('is refunded only after all was given back', async () => {
    const { token, syssn } = await pages.pay();
    await pages.engine.execute({ type: 'approve', syssn });
    const refund = {
      type: 'create_refund',
      app_code: 'A0001',
      syssn,
      txdtm: '2026-01-01 10:01:00',
    } as const;
    await pages.engine.execute({ ...refund, out_trade_no: 'R-1', txamt: 1000 });
    expect(await html(`/pay/${token}`)).toContain('HK$\u00a010.00 was refunded.');
    await pages.engine.execute({ ...refund, out_trade_no: 'R-2', txamt: 234 });
    expect(await html(`/pay/${token}`)).toContain('HK$\u00a012.34 was paid and given back.');
  });
});

describe('a checkout that is over', () => {
  it.each([
    ['expire', {}, 'Expired'],
    ['decline', { respcd: '2004' }, 'insufficient (2004)'],
    ['close', { app_code: 'A0001' }, 'The shop closed this order'],
    ['reverse', { app_code: 'A0001' }, 'The shop cancelled this order'],
  ] as const)('says so after %s and leads back to the shop', async (type, more, words) => {
    const { token, syssn } = await pages.pay({ return_url: 'http://shop.example/back' });
    const result = await pages.engine.execute({ type, syssn, ...more } as never);
    expect(result.ok).toBe(true);
    const page = await html(`/pay/${token}`);
    expect(page).toContain(words);
    expect(page).toContain('href="http://shop.example/back"');
    expect(page).not.toContain('class="qr"');
  });
});
