import { PayType } from '@qf/protocol';
import { clientKey, signedForm } from '@qf/signing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type Market, openMarket } from './market.ts';

/** What a merchant's program can put into fields that people are shown. */

const PATIENCE = 60_000;
const CORPUS = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror=document.title="owned">',
  '<svg/onload=document.title="owned">',
  "'-alert(1)-'",
  'javascript:document.title="owned"',
  '</title><script>document.title="owned"</script>',
  '{{7*7}}#{7*7}',
  '&lt;b&gt;',
  '\u202egnp.exe',
] as const;

let market: Market;
let count = 0;

/** Sends a payment as any program may; resolves with what the gateway answers. */
async function post(fields: Record<string, string>) {
  const { appCode, clientKey: secret } = market.sandbox.credentials;
  count += 1;
  const order = {
    out_trade_no: `HOSTILE-${count}`,
    pay_type: PayType.ALIPAY_WEB_HK,
    txamt: '100',
    txcurrcd: 'HKD',
    txdtm: '2026-01-01 10:00:00',
    ...fields,
  };
  const { body, headers } = signedForm(order, clientKey(secret));
  const response = await fetch(`${market.sandbox.url}/trade/v1/payment`, {
    method: 'POST',
    body,
    headers: { ...headers, 'X-QF-APPCODE': appCode },
  });
  return (await response.json()) as Record<string, string>;
}

describe.runIf(hasBrowser)('hostile text (needs Chromium)', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    market = await openMarket();
  }, PATIENCE);
  afterAll(() => market.close(), PATIENCE);

  it('is shown as text on checkout, wallet and dashboard', async () => {
    const page = await market.visitor();
    for (const goods_name of CORPUS) {
      const { respcd, pay_url = '', syssn } = await post({ goods_name });
      expect(respcd, goods_name).toBe('0000');
      const wallet = pay_url.replace('/pay/', '/w/');
      const detail = `${market.sandbox.url}/_sandbox/transactions/${syssn}`;
      for (const url of [pay_url, wallet, detail]) {
        await page.goto(url);
        expect(await page.getByText(goods_name, { exact: true }).count(), url).toBeGreaterThan(0);
        expect(await page.title()).not.toContain('owned');
      }
    }
  });

  it('is found and shown as text in the list', async () => {
    const page = await market.visitor();
    for (const asked of CORPUS) {
      await page.goto(`${market.sandbox.url}/_sandbox/?q=${encodeURIComponent(asked)}`);
      expect(await page.getByRole('searchbox').inputValue()).toBe(asked);
      expect(await page.title()).not.toContain('owned');
    }
  });

  it.each([
    'javascript:document.title="owned"',
    'data:text/html,<script>document.title="owned"</script>',
    'file:///etc/passwd',
    '//shop.example/back',
  ])('is refused as a return_url, and nothing is created: %s', async (return_url) => {
    const before = market.sandbox.transactions.list().length;
    const answer = await post({ return_url });
    expect(answer['respcd']).toBe('1104');
    expect(answer['respmsg']).toMatch(/return_url/);
    expect(market.sandbox.transactions.list()).toHaveLength(before);
  });
});
