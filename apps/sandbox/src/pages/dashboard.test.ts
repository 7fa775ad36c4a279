import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPages, openPages } from '../testing/open-pages.ts';

let pages: OpenPages;
beforeEach(async () => {
  pages = await openPages();
});
afterEach(() => pages.close());

const html = async (path: string) => (await pages.get(path)).text();

describe('list of transactions', () => {
  it('says what to do while there is none', async () => {
    const page = await html('/_sandbox/');
    expect(page).toContain('No transaction yet');
    expect(page).toContain(`<code>${pages.url}</code>`);
  });

  it('shows the newest first', async () => {
    await pages.pay({ out_trade_no: 'older' });
    await pages.pay({ out_trade_no: 'newer' });
    const page = await html('/_sandbox/');
    expect(page.indexOf('>newer<')).toBeLessThan(page.indexOf('>older<'));
  });

  it.each([
    ['apple', 'apple-1'],
    ['99.00', 'apple-1'],
    ['overseas pear', 'pear-1'],
    ['PEAR', 'pear-1'],
  ])('finds by text: %s', async (q, number) => {
    await pages.pay({ out_trade_no: 'apple-1', txamt: 9900 });
    await pages.pay({ out_trade_no: 'pear-1', goods_name: 'overseas mail' });
    const page = await html(`/_sandbox/?q=${encodeURIComponent(q)}`);
    const other = number === 'apple-1' ? 'pear-1' : 'apple-1';
    expect(page).toContain(`>${number}</a>`);
    expect(page).not.toContain(`>${other}</a>`);
  });

  it('says when nothing is found, escaped', async () => {
    await pages.pay();
    const page = await html(`/_sandbox/?q=${encodeURIComponent('"><script>x</script>')}`);
    expect(page).toContain('No transaction contains');
    expect(page).not.toContain('<script>');
  });

  it('escapes what shops wrote', async () => {
    await pages.pay({ out_trade_no: `'"<script>x</script>` });
    expect(await html('/_sandbox/')).not.toContain('<script>');
  });

  it('has one address', async () => {
    const response = await pages.get('/_sandbox');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/_sandbox/']);
  });

  it('tells a new version as soon as anything happened', async () => {
    const version = async () => (await pages.get('/_sandbox/version')).json();
    const before = await version();
    await pages.pay();
    expect(await version()).not.toEqual(before);
  });
});

describe('list of notifications', () => {
  it('says what to do while there is none', async () => {
    expect(await html('/_sandbox/notifications')).toContain('No notification yet');
  });

  it('tells of every order what became of the notification, and when the next delivery is due', async () => {
    const { syssn } = await pages.pay({ out_trade_no: 'A-17', notify_url: 'http://127.0.0.1:9/' });
    await pages.engine.execute({ type: 'approve', syssn });
    await pages.engine.clock.advance({ to: 'next' });
    const page = await html('/_sandbox/notifications');
    expect(page).toMatch(new RegExp(`href="/_sandbox/transactions/${syssn}#[^"]+"[^>]*>A-17<`));
    expect(page).toContain('Waiting');
    // A narrow page has no headings that would say of what the number is.
    expect(page).toContain('<td>1 delivery<');
    expect(page).toContain('next 2026-01-01 10:02:00');
  });
});

describe('a transaction', () => {
  it('tells its timeline in words', async () => {
    const { syssn, token } = await pages.pay({ notify_url: 'http://127.0.0.1:9/notify' });
    await pages.get(`/w/${token}`);
    await pages.post(`/w/${token}/approve`);
    await pages.engine.clock.advance({ to: 'next' });
    const page = await html(`/_sandbox/transactions/${syssn}`);
    const told = [
      'Payment of HK$\u00a012.34 created, to be paid with Alipay HK.',
      'The customer opened the payment in the wallet.',
      'The customer approved; paid by sandbox-payer@example.',
      'Notification of the payment queued for http://127.0.0.1:9/notify.',
      'Delivery 1 sent.',
      'Delivery 1: HTTP 500; only HTTP 200 acknowledges.',
    ].map((words) => page.indexOf(words));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told).not.toContain(-1);
  });

  it('shows a notification with its attempts, what comes next and a button to resend', async () => {
    const { syssn } = await pages.pay({ notify_url: 'http://127.0.0.1:9/notify' });
    await pages.engine.execute({ type: 'approve', syssn });
    await pages.engine.clock.advance({ to: 'next' });
    const page = await html(`/_sandbox/transactions/${syssn}`);
    expect(page).toContain('next delivery at 2026-01-01 10:02:00');
    expect(page).toMatch(/action="\/_sandbox\/api\/v1\/notifications\/[^"/]+\/resend"/);
  });

  it('says when there is nobody to tell', async () => {
    const { syssn } = await pages.pay();
    await pages.engine.execute({ type: 'approve', syssn });
    expect(await html(`/_sandbox/transactions/${syssn}`)).toContain('No address');
  });

  it('offers what its state allows, and nothing once it is over', async () => {
    const { syssn } = await pages.pay();
    const path = `/_sandbox/transactions/${syssn}`;
    const open = await html(path);
    for (const call of ['approve', 'decline', 'expire']) {
      expect(open).toContain(`action="/_sandbox/api/v1/transactions/${syssn}/${call}"`);
    }
    await pages.engine.execute({ type: 'expire', syssn });
    expect(await html(path)).not.toContain('data-done');
  });

  it('is found by its number as well', async () => {
    await pages.pay({ out_trade_no: 'A-17' });
    expect((await pages.get('/_sandbox/transactions/A-17')).status).toBe(200);
  });

  it('links a payment with its refunds', async () => {
    const { syssn } = await pages.pay({ out_trade_no: 'A-17' });
    await pages.engine.execute({ type: 'approve', syssn });
    const refund = await pages.engine.execute({
      type: 'create_refund',
      app_code: 'A0001',
      syssn,
      out_trade_no: 'R-1',
      txamt: 234,
      txdtm: '2026-01-01 10:01:00',
      pending: true,
    });
    const number = refund.ok ? refund.transaction?.syssn : undefined;
    expect(await html(`/_sandbox/transactions/${syssn}`)).toContain(
      `href="/_sandbox/transactions/${number}"`,
    );
    const page = await html(`/_sandbox/transactions/${number}`);
    expect(page).toContain(`<a href="/_sandbox/transactions/${syssn}">A-17</a>`);
    expect(page).toContain('Complete the refund');
  });

  it('never makes a link of a foreign return_url', async () => {
    const { syssn } = await pages.pay({ return_url: 'javascript:alert(1)' });
    expect(await html(`/_sandbox/transactions/${syssn}`)).not.toContain('href="javascript');
  });

  it('helps when there is no such transaction', async () => {
    const response = await pages.get('/_sandbox/transactions/nothing');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such transaction');
  });
});
