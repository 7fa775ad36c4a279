import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.ts';
import { buyTea, type Market, openMarket, standing } from './market.ts';

/** Every page of sandbox and shop, for people who see, hear or hold them differently. */

const PATIENCE = 240_000;
let market: Market;
let paths: readonly string[];

const WIDTHS = [320, 390, 1280];

/** What axe finds on the page as it is now. */
async function faults(page: Page, only: readonly string[] = []): Promise<string[]> {
  // In legacy mode axe stays out of foreign frames, and does not open a page of its own for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (only.length === 0 ? axe : axe.withRules([...only])).analyze();
  return violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`);
}

/** By how many pixels the page is wider than each screen. */
async function tooWide(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) found.push(`${page.url()} at ${width} px: ${over} px too wide`);
  }
  return found;
}

describe.runIf(hasBrowser)('every page (needs Chromium)', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    market = await openMarket();
    const { sandbox, shop } = market;
    const page = await market.visitor();
    const open = await buyTea(page, shop);
    const paid = await buyTea(page, shop);
    await sandbox.wallet.approve(paid);
    await standing(page).getByText('Paid HK$').waitFor();
    await page.getByLabel('Give back').fill('1');
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await standing(page).getByText('was given back').waitFor();
    const declined = await buyTea(page, shop);
    await sandbox.wallet.decline(declined, '2004');
    await page.getByRole('button', { name: 'Cancel this order' }).click();
    await standing(page).getByText('Declined', { exact: true }).waitFor();
    await page.context().close();
    const tokens = [open, paid, declined].map((number) => sandbox.transactions.get(number)?.token);
    paths = [
      ...['/', '/basket', '/orders', '/notifications', '/orders/none'].map(
        (path) => shop.url + path,
      ),
      ...[open, paid, declined].map((number) => `${shop.url}/orders/${number}`),
      ...tokens.flatMap((token) => [`${sandbox.url}/pay/${token}`, `${sandbox.url}/w/${token}`]),
      ...['', 'notifications'].map((path) => `${sandbox.url}/_sandbox/${path}`),
      ...[open, paid, declined].map((number) => `${sandbox.url}/_sandbox/transactions/${number}`),
      `${sandbox.url}/nothing`,
    ];
  }, PATIENCE);
  afterAll(() => market.close(), PATIENCE);

  it('has no fault that axe can see, light or dark, and fits every screen', async () => {
    const page = await market.visitor({ colorScheme: 'light' });
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      found.push(...(await tooWide(page)), ...(await faults(page)));
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...(await faults(page, ['color-contrast'])));
      await page.emulateMedia({ colorScheme: 'light' });
    }
    expect(found).toEqual([]);
  });
});
