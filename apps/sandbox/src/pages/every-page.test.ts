import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPages, openPages } from '../testing/open-pages.ts';

let pages: OpenPages;
beforeEach(async () => {
  pages = await openPages();
});
afterEach(() => pages.close());

/** Every kind of page, by its path. */
async function everyPage(): Promise<string[]> {
  const { token, syssn } = await pages.pay();
  return [
    `/pay/${token}`,
    `/w/${token}`,
    '/_sandbox/',
    '/_sandbox/notifications',
    `/_sandbox/transactions/${syssn}`,
    '/pay/nothing',
    '/w/nothing',
    '/_sandbox/transactions/nothing',
    '/nothing',
  ];
}

const asBrowser = { headers: { accept: 'text/html' } };

describe('every page', () => {
  it('runs and loads nothing but our own files', async () => {
    for (const path of await everyPage()) {
      const policy = (await pages.get(path, asBrowser)).headers.get('content-security-policy');
      expect(policy, path).toMatch(
        /^default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors /,
      );
    }
  });

  it('is framed by nobody, except the checkout', async () => {
    for (const path of await everyPage()) {
      const policy = (await pages.get(path, asBrowser)).headers.get('content-security-policy');
      const isCheckout = path.startsWith('/pay/');
      expect(policy?.endsWith("frame-ancestors 'none'"), path).toBe(!isCheckout);
    }
  });

  it('says SANDBOX and has no script or style of its own', async () => {
    for (const path of await everyPage()) {
      const page = await (await pages.get(path, asBrowser)).text();
      expect(page, path).toContain('<strong>SANDBOX</strong>');
      expect(page, path).not.toMatch(/<script(?![^>]* src=)|<style|style=| on[a-z]+="/);
    }
  });

  it('is kept by no cache', async () => {
    for (const path of await everyPage()) {
      const { headers } = await pages.get(path, asBrowser);
      expect(headers.get('cache-control'), path).toBe('no-store');
    }
  });

  it('finds its style, script and icon', async () => {
    const page = await (await pages.get('/_sandbox/')).text();
    const assets = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(new Set(assets).size).toBe(3);
    for (const path of assets) expect((await pages.get(path ?? '')).status, path).toBe(200);
  });
});

describe('other paths', () => {
  it('lead from the root to the dashboard', async () => {
    const { status, headers } = await pages.get('/');
    expect([status, headers.get('location')]).toEqual([302, '/_sandbox/']);
  });

  it.each([
    ['/trade/v1/nothing', 'text/html'],
    ['/nothing', 'application/json'],
  ])('%s for %s is no page', async (path, accept) => {
    const response = await pages.get(path, { headers: { accept } });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('SANDBOX');
  });
});
