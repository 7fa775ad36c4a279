import { PayType } from '@qf/protocol';
import { clientKey, signedCheckoutUrl } from '@qf/signing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayCaller } from '../src/testing/gateway-caller.ts';
import { hasBrowser } from './browser.ts';
import { type Market, openMarket } from './market.ts';

const PATIENCE = 60_000;
let market: Market;

/** Creates a payment; resolves with its page. */
async function payUrl(fields: Record<string, string>): Promise<string> {
  const { pay_url } = await gatewayCaller(market.sandbox).pay({
    pay_type: PayType.ALIPAY_WEB_HK,
    ...fields,
  });
  return String(pay_url);
}

/** Where the merchant sends the shopper. */
function hosted(out_trade_no: string, more: Record<string, string> = {}): string {
  const { sandbox, shop } = market;
  const { appCode, clientKey: secret } = sandbox.credentials;
  const fields = {
    appcode: appCode,
    out_trade_no,
    txamt: '1099',
    txcurrcd: 'HKD',
    txdtm: '2026-01-01 10:30:34',
    paysource: 'remotepay_checkout',
    sign_type: 'SHA256',
    return_url: `${shop.url}/thanks`,
    failed_url: `${shop.url}/failed`,
    notify_url: `${shop.url}/qfpay/notify`,
    ...more,
  };
  return signedCheckoutUrl(sandbox.url, fields, clientKey(secret));
}

describe.runIf(hasBrowser)('the checkout (needs Chromium)', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    market = await openMarket({ clock: 'manual' });
  }, PATIENCE);
  afterAll(() => market.close(), PATIENCE);

  it('shows the order that its address is about, also in a tab that showed another one', async () => {
    const page = await market.visitor();
    await page.goto(hosted('FIRST'));
    await page.getByText('10.99').waitFor();
    await page.goto(hosted('SECOND', { txamt: '2500' }));
    await page.getByText('25.00').waitFor();
    await page.getByRole('button', { name: 'AlipayHK' }).click();
    await page.waitForURL(/\/pay\//);
    expect(market.sandbox.transactions.get('FIRST')).toBeUndefined();
    expect(market.sandbox.transactions.get('SECOND')).toMatchObject({ txamt: 2500 });
  });

  it('counts down as the sandbox’s clock goes, however that is moved', async () => {
    const page = await market.visitor();
    await page.goto(await payUrl({ out_trade_no: 'COUNTDOWN' }));
    const timer = page.getByRole('timer');
    const hint = page.getByText('stands still');
    expect(await timer.textContent()).toBe('30:00');
    expect(await hint.isVisible()).toBe(true);
    await market.sandbox.clock.advance({ by_ms: 61_000 });
    await page.getByRole('timer').getByText('28:59', { exact: true }).waitFor();
    await market.sandbox.clock.change('x300');
    await hint.waitFor({ state: 'hidden' });
    await page.getByText('Nothing was paid. Start again in the shop.').waitFor();
    await market.sandbox.clock.change('manual');
  });

  describe('that is hosted', () => {
    it('leads to failed_url when the shopper’s wallet declines', async () => {
      const page = await market.visitor();
      await page.goto(hosted('HOSTED-1'));
      await page.getByRole('button', { name: 'AlipayHK' }).click();
      await page.waitForURL(/\/pay\//);
      await market.sandbox.wallet.decline('HOSTED-1', '1201');
      await page.waitForURL(`${market.shop.url}/failed`);
    });

    it('leads the phone to failed_url, too', async () => {
      const page = await market.visitor();
      await page.goto(hosted('HOSTED-2'));
      await page.getByRole('button', { name: 'PayMe' }).click();
      await page.waitForURL(/\/pay\//);
      await page.goto(page.url().replace('/pay/', '/w/'));
      await page.getByText('Decline…').click();
      await page.getByRole('button', { name: 'Decline' }).click();
      await page.getByRole('link', { name: 'Back to the shop' }).click();
      await page.waitForURL(`${market.shop.url}/failed`);
    });

    it('leads to failed_url when the order expires or the shop closes it', async () => {
      const page = await market.visitor();
      await page.goto(hosted('HOSTED-3'));
      await page.getByRole('button', { name: 'AlipayHK' }).click();
      await page.waitForURL(/\/pay\//);
      await market.sandbox.clock.advance({ by_ms: 30 * 60_000 });
      await page.waitForURL(`${market.shop.url}/failed`);
    });

    it('leads to return_url when it is paid', async () => {
      const page = await market.visitor();
      await page.goto(hosted('HOSTED-4'));
      await page.getByRole('button', { name: 'AlipayHK' }).click();
      await page.waitForURL(/\/pay\//);
      await market.sandbox.wallet.approve('HOSTED-4');
      await page.waitForURL(/\/thanks\?.*out_trade_no=HOSTED-4/);
    });

    it('leads to failed_url when its page is over before the shopper has chosen', async () => {
      const page = await market.visitor();
      await page.goto(hosted('HOSTED-5', { checkout_expired_time: '12' }));
      await page.getByRole('button', { name: 'AlipayHK' }).waitFor();
      await market.sandbox.clock.advance({ by_ms: 12 * 60_000 - 1 });
      expect(page.url()).toContain('/checkstand/');
      await market.sandbox.clock.advance({ by_ms: 1 });
      await page.waitForURL(`${market.shop.url}/failed`);
      expect(market.sandbox.transactions.get('HOSTED-5')).toBeUndefined();
    });
  });
});
