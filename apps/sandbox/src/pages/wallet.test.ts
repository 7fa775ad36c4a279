import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Payment } from '../engine.ts';
import { type OpenPages, openPages } from '../testing/open-pages.ts';

let pages: OpenPages;
beforeEach(async () => {
  pages = await openPages();
});
afterEach(() => pages.close());

const html = async (path: string) => (await pages.get(path)).text();
const stateOf = ({ syssn }: Payment) => pages.engine.state().findBySyssn(syssn)?.state;
const paidEvents = ({ syssn }: Payment) =>
  pages.engine
    .state()
    .timelineOf(syssn)
    .filter(({ type }) => type === 'payment.paid');

describe('wallet', () => {
  it('marks the payment as being paid when it is opened', async () => {
    const payment = await pages.pay();
    const page = await html(`/w/${payment.token}`);
    expect(stateOf(payment)).toBe('paying');
    expect(page).toContain('Approve HK$\u00a012.34');
  });

  it('leaves the payment alone when only the headers are asked for', async () => {
    const payment = await pages.pay();
    await pages.get(`/w/${payment.token}`, { method: 'HEAD' });
    expect(stateOf(payment)).toBe('created');
  });

  it('pays once, however often approve is pressed', async () => {
    const payment = await pages.pay();
    const path = `/w/${payment.token}/approve`;
    const responses = await Promise.all([pages.post(path), pages.post(path), pages.post(path)]);
    for (const response of responses) {
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(`/w/${payment.token}`);
    }
    expect(paidEvents(payment)).toHaveLength(1);
    expect(await html(`/w/${payment.token}`)).toContain('Paid HK$\u00a012.34');
  });

  it('leads back to the shop afterwards', async () => {
    const payment = await pages.pay({ return_url: 'https://shop.example/back' });
    await pages.post(`/w/${payment.token}/approve`);
    expect(await html(`/w/${payment.token}`)).toContain('href="https://shop.example/back?syssn=');
  });

  it('declines with the chosen reason', async () => {
    const payment = await pages.pay();
    const response = await pages.post(`/w/${payment.token}/decline`, { respcd: '2004' });
    expect(response.status).toBe(303);
    expect(pages.engine.state().findBySyssn(payment.syssn)).toMatchObject({
      state: 'failed',
      respcd: '2004',
    });
  });

  it.each([
    ['decline', {}],
    ['decline', { respcd: '0000' }],
    ['decline', { respcd: '9999' }],
    ['refund', {}],
  ])('does nothing on %s with %o', async (action, fields) => {
    const payment = await pages.pay();
    const response = await pages.post(`/w/${payment.token}/${action}`, fields);
    expect(response.status).toBe(400);
    expect(stateOf(payment)).toBe('created');
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses a form that came with %o', async (headers) => {
    const payment = await pages.pay();
    const response = await pages.post(`/w/${payment.token}/approve`, {}, headers);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('came from another site');
    expect(stateOf(payment)).toBe('created');
  });

  it('obeys a program that names no origin', async () => {
    const payment = await pages.pay();
    await pages.post(`/w/${payment.token}/approve`, {}, {});
    expect(stateOf(payment)).toBe('paid');
  });

  it('stays expired when approve comes too late', async () => {
    const payment = await pages.pay();
    await pages.engine.clock.advance({ by_ms: 30 * 60_000 });
    const response = await pages.post(`/w/${payment.token}/approve`);
    expect(response.status).toBe(303);
    expect(await html(`/w/${payment.token}`)).toContain('Expired');
    expect(stateOf(payment)).toBe('expired');
  });

  it('escapes what the shop wrote', async () => {
    const { token } = await pages.pay({ goods_name: '<script>x</script>', out_trade_no: '"><b>' });
    const page = await html(`/w/${token}`);
    expect(page).not.toMatch(/<script>|<b>/);
    expect(page).toContain('&lt;script>x');
  });

  it.each(['GET', 'POST'])('helps when there is no such payment (%s)', async (method) => {
    const path = method === 'GET' ? '/w/nothing' : '/w/nothing/approve';
    const response = await pages.get(path, { method });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such payment');
  });
});
