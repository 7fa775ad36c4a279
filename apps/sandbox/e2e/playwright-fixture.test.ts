import { clientKey, signedCheckoutUrl } from '@qf/signing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveOnPhone, sandboxFixture } from '../src/fixtures/playwright.ts';
import type { Sandbox } from '../src/index.ts';
import { gatewayCaller } from '../src/testing/gateway-caller.ts';
import { hasBrowser, openBrowser } from './browser.ts';

describe.skipIf(!hasBrowser)(
  'the fixture for Playwright (needs Chromium)',
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    const withSandbox = (test: (sandbox: Sandbox) => Promise<void>) => sandboxFixture()({}, test);

    it('pays what a checkout page shows', () =>
      withSandbox(async (sandbox) => {
        const { pay_url } = await gatewayCaller(sandbox).pay({ out_trade_no: 'PW-1' });
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(String(pay_url));
        await approveOnPhone(page);
        await expect(sandbox.transactions.waitFor('PW-1', 'paid')).resolves.toBeDefined();
        await context.close();
      }));

    it('pays by card through the hosted checkout, from its signed address', () =>
      withSandbox(async (sandbox) => {
        const { appCode, clientKey: secret } = sandbox.credentials;
        const address = signedCheckoutUrl(
          sandbox.url,
          {
            appcode: appCode,
            out_trade_no: 'PW-2',
            paysource: 'remotepay_checkout',
            return_url: `${sandbox.url}/livez`,
            failed_url: `${sandbox.url}/livez`,
            notify_url: 'http://127.0.0.1:9/notify',
            txamt: '1099',
            txcurrcd: 'HKD',
            txdtm: '2026-01-01 10:30:34',
            goods_name: 'Milk tea',
          },
          clientKey(secret),
        );
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(address);
        await page.locator('#amount').getByText('10.99').waitFor();
        await page.locator('#pay-802801').click();
        await page.waitForURL(/\/pay\//);
        await approveOnPhone(page);
        const paid = await sandbox.transactions.waitFor('PW-2', 'paid');
        expect(paid).toMatchObject({ pay_type: '802801', txamt: 1099 });
        await context.close();
      }));

    it('shows what is wrong with an address, and no markup of it', () =>
      withSandbox(async (sandbox) => {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(`${sandbox.url}/checkstand/#/?appcode=%3Cimg%20src%3Dx%3E&sign=00`);
        await page.locator('#problem').getByText('appcode: unknown').waitFor();
        expect(await page.locator('img').count()).toBe(0);
        await context.close();
      }));
  },
);
