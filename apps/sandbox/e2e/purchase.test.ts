import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, scan } from './browser.ts';
import { buyTea, type Market, openMarket, standing } from './market.ts';

/** A whole purchase as people make it, in a real browser, against the real parts. */

const PATIENCE = 60_000;
let market: Market;

describe.runIf(hasBrowser)('a purchase (needs Chromium)', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    market = await openMarket();
  }, PATIENCE);
  afterAll(() => market.close(), PATIENCE);

  it('goes from the basket over checkout and wallet to paid, then back in two refunds', async () => {
    const { shop, sandbox } = market;
    const page = await market.visitor();
    const number = await buyTea(page, shop);
    const payUrl = await page
      .getByRole('link', { name: 'Pay on this device' })
      .getAttribute('href');
    expect(payUrl).toMatch(new RegExp(`^${sandbox.url}/pay/`));
    expect(await scan(page.getByRole('img', { name: /QR code/ }))).toBe(payUrl);

    const phone = await page.context().newPage();
    await phone.goto(payUrl ?? '');
    expect(await phone.getByRole('heading', { level: 1 }).textContent()).toBe('HK$\u00a068.00');
    const wallet = await phone.getByRole('link', { name: 'Open the wallet' }).getAttribute('href');
    expect(await scan(phone.getByRole('img', { name: /QR code/ }))).toBe(sandbox.url + wallet);
    await phone.goto(sandbox.url + wallet);
    await phone.getByRole('button', { name: /^Approve/ }).click();
    await phone.getByText('Paid HK$').waitFor();

    // Nobody touches the order's page: the notification turns it.
    await standing(page).getByText('Paid HK$\u00a068.00').waitFor();
    await page.getByText(/signed notification arrived/).waitFor();
    expect(sandbox.notifications.of(number)).toMatchObject([{ status: 'acknowledged' }]);

    await phone.getByRole('link', { name: 'Back to the shop' }).click();
    await phone.waitForURL(new RegExp(`^${shop.url}/orders/${number}`));

    await page.getByLabel('Give back, in HKD').fill('10.50');
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await standing(page).getByText('HK$\u00a010.50 of it was given back.').waitFor();
    expect(sandbox.transactions.get(number)).toMatchObject({ refunded: 1050 });

    await page.getByRole('button', { name: 'Refund the rest, HK$\u00a057.50' }).click();
    await standing(page).getByText('HK$\u00a068.00 was paid and given back.').waitFor();
    expect(sandbox.transactions.get(number)).toMatchObject({ refunded: 6800, state: 'refunded' });
    expect(await page.getByRole('button', { name: /Refund/ }).count()).toBe(0);

    await page.goto(`${sandbox.url}/_sandbox/`);
    await page.getByRole('link', { name: number, exact: true }).click();
    await page.getByText('The customer approved').waitFor();
    expect(await page.getByText('Acknowledged').count()).toBeGreaterThan(0);
  });

  it('is paid inside the order’s page, in a frame', async () => {
    const page = await market.visitor();
    await buyTea(page, market.shop, 'Alipay');
    await page.getByText('Pay inside this page').click();
    const frame = page.frameLocator('iframe');
    const opened = page.context().waitForEvent('page');
    await frame.getByRole('link', { name: 'Open the wallet on this device' }).click();
    const phone = await opened;
    await phone.getByRole('button', { name: /^Approve/ }).click();
    await standing(page).getByText('Paid HK$').waitFor();
  });

  it('that is declined says so by itself, and a new number can be paid', async () => {
    const { shop, sandbox } = market;
    const page = await market.visitor();
    const number = await buyTea(page, shop);
    const phone = await page.context().newPage();
    await phone.goto(
      `${await page.getByRole('link', { name: 'Pay on this device' }).getAttribute('href')}`,
    );
    await phone.goto(
      `${await phone.getByRole('link', { name: 'Open the wallet' }).getAttribute('href')}`.replace(
        /^/,
        sandbox.url,
      ),
    );
    await phone.getByText('Decline…').click();
    await phone.getByLabel('Reason').selectOption('2004');
    await phone.getByRole('button', { name: 'Decline' }).click();
    await phone.getByText('Nothing was paid').waitFor();
    // No notification tells of it: the shop asks while somebody looks.
    await standing(page).getByText('Declined', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Try again under a new number' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    const next = new URL(page.url()).pathname.slice('/orders/'.length);
    expect(next).not.toBe(number);
    await sandbox.wallet.approve(next);
    await standing(page).getByText('Paid HK$').waitFor();
  });

  it('that expired says so, and is not paid any more', async () => {
    const { shop, sandbox } = market;
    const page = await market.visitor();
    const number = await buyTea(page, shop);
    await sandbox.wallet.expire(number);
    await standing(page).getByText('Expired', { exact: true }).waitFor();
    await expect(sandbox.wallet.approve(number)).rejects.toThrow();
  });

  it('that is cancelled is closed at the gateway', async () => {
    const { shop, sandbox } = market;
    const page = await market.visitor();
    const number = await buyTea(page, shop);
    await page.getByRole('button', { name: 'Cancel this order' }).click();
    await standing(page).getByText('Cancelled').waitFor();
    expect(sandbox.transactions.get(number)).toMatchObject({ state: 'closed' });
  });

  it('works without scripts', async () => {
    const { shop, sandbox } = market;
    const page = await market.visitor({ javaScriptEnabled: false });
    const number = await buyTea(page, shop);
    const phone = await page.context().newPage();
    await phone.goto(
      `${await page.getByRole('link', { name: 'Pay on this device' }).getAttribute('href')}`,
    );
    const href = await phone.getByRole('link', { name: 'Open the wallet' }).getAttribute('href');
    await phone.goto(sandbox.url + href);
    await phone.getByRole('button', { name: /^Approve/ }).click();
    await phone.getByText('Paid HK$').waitFor();
    // The page loads itself again.
    await standing(page).getByText('Paid HK$').waitFor();
    await page.getByRole('button', { name: 'Refund all of it' }).click();
    await standing(page).getByText('was paid and given back').waitFor();
    expect(sandbox.transactions.get(number)).toMatchObject({ state: 'refunded' });
  });
});
