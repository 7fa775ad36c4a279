import { readFileSync } from 'node:fs';
import { QFPayClient } from '@qf/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const unindented = (text: string) => text.replaceAll(/^ +/gm, '');
const readme = read('../README.md');
const run = unindented(
  [import.meta.url, 'shared-governor.test.ts', 'testing/recipes/log-with-pino.ts']
    .map(read)
    .join('\n'),
);
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');

let gateway: HostileGateway;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock(Date.parse('2026-03-15T04:00:00Z'));
  gateway = await openHostileGateway({ now: () => clock.now() });
});
afterEach(() => gateway.close());

describe('the README', () => {
  it.each(blocks)('shows what runs: %s', (block) => {
    const shown = unindented(block).replace(/^import .*\n\n/, '');
    expect(run).toContain(shown);
  });

  it('does its six jobs', async () => {
    const qf = openClient(gateway.url, { clock, timeout: 20_000, totalTimeout: 45_000 });
    const txdtm = '2026-03-15 12:00:00';
    const [start_time, end_time] = ['2026-03-15 00:00:00', '2026-03-15 23:59:59'];
    const syssn = `2026000000${'2'.padStart(16, '0')}`;
    const shown: string[] = [];
    const delivered: string[] = [];
    const differences: unknown[] = [];
    const local = [
      { out_trade_no: 'order-1', txamt: 1234, status: 'paid' },
      { out_trade_no: 'order-3', txamt: 1, status: 'paid' },
    ] as const;
    const show = (page: string) => {
      shown.push(page);
      gateway.ledger.pay('order-1');
    };
    const deliver = (number: string) => delivered.push(number);
    const report = (difference: unknown) => differences.push(difference);
    await qf.payments.create({
      out_trade_no: 'order-2',
      txamt: 1234,
      txcurrcd: 'HKD',
      pay_type: '801514',
    });

    const jobs = async () => {
      // (a) Create a payment. Write the order into your table first.
      const order = { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD', txdtm } as const;
      const created = await qf.payments.create({ ...order, pay_type: '801514' });
      if (created.status === 'created') show(created.pay_url);

      // (b) Know for sure. It never invents a failure: undecided stays `pending` or `unknown`.
      const payment = await qf.payments.waitFor(order, { maxWait: 120_000 });
      if (payment.status === 'paid') deliver(payment.out_trade_no);

      // (d) Refund, in part or in full. Repeat it only with the same number.
      const refund = await qf.refunds.create({ syssn, out_trade_no: 'refund-1', txamt: 500 });

      // (e) End what was not paid. A payment that was faster comes back as `paid`.
      const closed = await qf.payments.close({ out_trade_no: 'order-2', txamt: 1234, txdtm });

      // (f) Compare a day with your own books.
      for await (const difference of qf.reconcile({ start_time, end_time, local })) {
        report(difference);
      }

      return { refund, closed };
    };
    const done = jobs();
    await clock.advanceTo(done, 60_000);
    const { refund, closed } = await done;
    await qf.close();

    expect(shown).toEqual(['https://pay.invalid/order-1']);
    expect(delivered).toEqual(['order-1']);
    expect(refund).toMatchObject({ status: 'refunded', txamt: 500 });
    expect(closed).toMatchObject({ status: 'failed', reason: 'closed' });
    expect(differences).toMatchObject([
      { type: 'missing_at_gateway', out_trade_no: 'order-3' },
      { type: 'missing_locally', out_trade_no: 'order-2' },
      { type: 'missing_locally', out_trade_no: 'refund-1' },
    ]);
  });

  it('makes a client', () => {
    const [appCode, clientKey] = ['TESTAPPCODE0001', 'test-client-key-0001-NOT-REAL'];

    const qf = new QFPayClient({ appCode, clientKey, environment: 'live-testing' });

    expect(qf).toBeInstanceOf(QFPayClient);
  });
});
