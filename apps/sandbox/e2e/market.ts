import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';
import { createShop, type Shop } from '../src/shop/index.ts';
import { openBrowser } from './browser.ts';

/** A gateway, a shop and a browser. */
export interface Market {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  /** A visitor of their own; whatever goes wrong in their browser fails the test when the market closes. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Opens all three on free ports. */
export async function openMarket(options: SandboxOptions = {}): Promise<Market> {
  const sandbox = await createSandbox(options);
  const shop = await createShop({ port: 0, gatewayUrl: sandbox.url, ...sandbox.credentials });
  const browser = await openBrowser();
  const troubles: string[] = [];
  return {
    sandbox,
    shop,
    visitor: async (contextOptions) => {
      const context = await browser.newContext(contextOptions);
      context.on('weberror', (trouble) => troubles.push(String(trouble.error())));
      context.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text()))
          troubles.push(message.text());
      });
      return context.newPage();
    },
    close: async () => {
      await browser.close();
      await shop.close();
      await sandbox.close();
      expect(troubles).toEqual([]);
    },
  };
}

/** Puts jasmine pearls (HK$ 68.00) into the basket and orders; resolves with the order's number. */
export async function buyTea(page: Page, shop: Shop, wallet = 'Alipay HK'): Promise<string> {
  await page.goto(shop.url);
  await page.getByRole('button', { name: 'Add Jasmine pearls to the basket' }).click();
  await page.getByRole('link', { name: /^Basket/ }).click();
  await page.getByRole('radio', { name: new RegExp(`^${wallet} Wallets`) }).check();
  await page.getByRole('button', { name: 'Pay HK$ 68.00' }).click();
  await page.waitForURL(/\/orders\/TEA-/);
  return new URL(page.url()).pathname.slice('/orders/'.length);
}

/** What the order's page says about where it stands. */
export function standing(page: Page) {
  return page.getByRole('status');
}
