import { PayType } from '@qf/protocol';
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

describe.runIf(hasBrowser)('the checkout (needs Chromium)', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    market = await openMarket({ clock: 'manual' });
  }, PATIENCE);
  afterAll(() => market.close(), PATIENCE);

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
});
