import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import type { Act } from './testing/scripted-transport.ts';

let gateway: HostileGateway;
let qf: QFPayClient;

beforeEach(async () => {
  gateway = await openHostileGateway();
  qf = openClient(gateway.url);
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
});

function file(sysdtm: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const number = String(gateway.ledger.rows.length).padStart(5, '0');
    gateway.ledger.rows.push({
      syssn: `2026${number}`,
      out_trade_no: `order-${number}`,
      order_type: 'payment',
      txamt: '100',
      sysdtm,
      respcd: '0000',
      cancel: '0',
    });
  }
}

/** The ledger tells page sizes as it was asked for. */
const paging = () =>
  gateway.always(
    'query',
    fault.says((truth, { request }) =>
      JSON.stringify({ ...truth, page_size: Number(request.fields['page_size']) }),
    ),
  );

const quarter = { start_time: '2026-01-15 00:00:00', end_time: '2026-03-02 12:00:00' };

describe('transactions.list', () => {
  it('splits a range into calendar months and reads every page', async () => {
    paging();
    file('2026-01-20 10:00:00', 150);
    file('2026-02-20 10:00:00', 100);
    file('2026-03-01 10:00:00', 1);
    const rows = await qf.transactions.list(quarter).toArray({ limit: 1_000 });
    expect(rows).toHaveLength(251);
    expect(new Set(rows.map(({ syssn }) => syssn)).size).toBe(251);
    const asked = gateway.requests.map(
      ({ fields }) => `${fields['start_time']} ${fields['end_time']} ${fields['page']}`,
    );
    expect(asked).toEqual([
      '2026-01-15 00:00:00 2026-01-31 23:59:59 1',
      '2026-01-15 00:00:00 2026-01-31 23:59:59 2',
      '2026-02-01 00:00:00 2026-02-28 23:59:59 1',
      '2026-02-01 00:00:00 2026-02-28 23:59:59 2',
      '2026-03-01 00:00:00 2026-03-02 12:00:00 1',
    ]);
  });

  it('takes moments, and reads them on the clock of the gateway', async () => {
    const range = {
      start_time: new Date('2026-01-31T15:59:59Z'),
      end_time: new Date('2026-01-31T16:00:00Z'),
    };
    await qf.transactions.list(range).toArray({ limit: 1 });
    expect(gateway.requests.map(({ fields }) => fields['start_time'])).toEqual([
      '2026-01-31 23:59:59',
      '2026-02-01 00:00:00',
    ]);
  });

  it('asks for nothing more when the consumer stops', async () => {
    paging();
    file('2026-01-20 10:00:00', 300);
    for await (const row of qf.transactions.list(quarter)) {
      expect(row.out_trade_no).toBe('order-00000');
      break;
    }
    expect(gateway.requests).toHaveLength(1);
    const some = await qf.transactions.list(quarter).toArray({ limit: 100 });
    expect(some).toHaveLength(100);
    expect(gateway.requests).toHaveLength(2);
  });

  it('shows a row once, when it moves to the next page meanwhile', async () => {
    paging();
    file('2026-01-20 10:00:00', 101);
    const seen: (string | undefined)[] = [];
    for await (const row of qf.transactions.list(quarter)) {
      if (seen.length === 50)
        gateway.ledger.rows.unshift({ syssn: 'NEW', sysdtm: '2026-01-20 11:00:00' });
      seen.push(row.syssn);
    }
    expect(gateway.requests.filter(({ fields }) => fields['page'] === '2')).toHaveLength(1);
    expect(seen).toHaveLength(101);
    expect(new Set(seen).size).toBe(101);
  });

  it('shows a refund that is filed under the number of its payment', async () => {
    file('2026-01-20 10:00:00', 1);
    const [payment] = gateway.ledger.rows;
    gateway.ledger.rows.unshift({ ...payment, out_trade_no: 'refund-1', order_type: 'refund' });
    const rows = await qf.transactions.list(quarter).toArray({ limit: 5 });
    expect(rows.map(({ out_trade_no }) => out_trade_no)).toEqual(['refund-1', 'order-00000']);
  });

  it("shows rows without a number of QFPay's one by one", async () => {
    const rows = [{ out_trade_no: 'a' }, { out_trade_no: 'a' }];
    gateway.plan('query', fault.refuses({ respcd: '0000', data: rows }));
    const january = { ...quarter, end_time: '2026-01-31 23:59:59' };
    expect(await qf.transactions.list(january).toArray({ limit: 5 })).toHaveLength(2);
  });

  it('turns the pages itself, whatever page a program asks for', async () => {
    const query = { ...quarter, end_time: '2026-01-31 23:59:59', page: 3, page_size: 1 };
    await qf.transactions.list(query).toArray({ limit: 1 });
    expect(gateway.requests.map(({ fields }) => [fields['page'], fields['page_size']])).toEqual([
      ['1', '100'],
    ]);
  });

  it('gives up on a gateway that shows the same page again and again', async () => {
    file('2026-01-20 10:00:00', 100);
    gateway.always(
      'query',
      fault.says((truth) =>
        JSON.stringify({ ...truth, page_size: 100, data: gateway.ledger.rows }),
      ),
    );
    const range = { start_time: '2026-01-01 00:00:00', end_time: '2026-01-31 23:59:59' };
    await expect(qf.transactions.list(range).toArray({ limit: 1_000 })).rejects.toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
      message: expect.stringContaining('page 2'),
    });
    expect(gateway.requests).toHaveLength(2);
  });

  it.each([
    ['of a busy store', (question: number) => question],
    ['two of them in turn', (question: number) => 100 * (question % 2)],
  ])('gives up on a gateway that shows its own pages, %s', async (_name, firstOf) => {
    file('2026-01-20 10:00:00', 220);
    gateway.always(
      'query',
      fault.says((truth) => {
        const first = firstOf(gateway.requests.length);
        const errmsg = `seen ${gateway.requests.length} times`;
        const own = gateway.ledger.rows.slice(first, first + 100);
        const data = own.map((row) => ({ ...row, errmsg }));
        return JSON.stringify({ ...truth, page_size: 100, data });
      }),
    );
    const range = { start_time: '2026-01-01 00:00:00', end_time: '2026-01-31 23:59:59' };
    await expect(qf.transactions.list(range).toArray({ limit: 1_000 })).rejects.toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
    });
    expect(gateway.requests.length).toBeLessThanOrEqual(3);
  });

  it('reads on where many rows come while it turns a page', async () => {
    paging();
    file('2026-01-20 10:00:00', 250);
    const seen = new Set<string | undefined>();
    const january = { ...quarter, end_time: '2026-01-31 23:59:59' };
    for await (const row of qf.transactions.list(january)) {
      seen.add(row.syssn);
      if (seen.size % 100 > 0) continue;
      const came = Array.from({ length: 50 }, (_, index) => `NEW${seen.size + index}`);
      const sysdtm = '2026-01-20 11:00:00';
      gateway.ledger.rows.unshift(...came.map((syssn) => ({ syssn, sysdtm })));
    }
    expect([...seen].filter((syssn) => syssn?.startsWith('2026'))).toHaveLength(250);
  });

  it('sends nothing before the first row is wanted', async () => {
    qf.transactions.list(quarter);
    expect(gateway.requests).toHaveLength(0);
  });

  it('passes filters on', async () => {
    const query = { ...quarter, pay_type: '801514,801101', respcd: '0000' };
    await qf.transactions.list(query).toArray({ limit: 1 });
    expect(gateway.requests[0]?.fields).toMatchObject({
      pay_type: '801514,801101',
      respcd: '0000',
    });
  });

  const march = { start_time: '2026-03-01 00:00:00', end_time: '2026-03-10 00:00:00' };

  it('waits where it has used the rate limit up by itself', async () => {
    let page = 0;
    const pages: Act = (request) => {
      page += 1;
      const data = Array.from({ length: 100 }, (_, index) => ({ syssn: `${page}-${index}` }));
      return rows(...(page === 5 ? [] : data))(request);
    };
    const { qf: fast, clock } = scriptedClient([pages], { rateLimit: { perMinute: 2 } });
    const list = fast.transactions.list(march).toArray({ limit: 1_000 });
    await clock.advanceTo(list, 200_000);
    expect(await list).toHaveLength(400);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(120_000);
  });

  it('ends when its turn does not come within a minute', async () => {
    const rateLimit = { acquire: () => new Promise<void>(() => {}) };
    const { qf: stuck, asked, clock } = scriptedClient([rows()], { rateLimit });
    const error = stuck.transactions.list(march).toArray({ limit: 1 });
    const ended = expect(error).rejects.toMatchObject({
      code: 'ERR_QF_TIMEOUT',
      requestSent: 'no',
    });
    await clock.advanceTo(error, 200_000);
    await ended;
    expect(clock.monotonic()).toBe(90_000);
    expect(asked()).toHaveLength(0);
  });

  it('retries a page, and throws when it cannot be read', async () => {
    file('2026-03-01 10:00:00', 1);
    gateway.plan('query', fault.page(502));
    const list = qf.transactions.list(quarter);
    expect(await list.toArray({ limit: 5 })).toHaveLength(1);
    gateway.always('query', fault.refuses({ respcd: '1254' }));
    await expect(list.toArray({ limit: 5 })).rejects.toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
      respcd: '1254',
    });
  });

  it.each([
    ['start_time', { start_time: '2026-02-30 00:00:00', end_time: '2026-03-02 12:00:00' }],
    ['end_time', { start_time: '2026-03-02 12:00:00', end_time: '2026-03-02 11:59:59' }],
    ['start_time', { start_time: new Date(Number.NaN), end_time: '2026-03-02 11:59:59' }],
    ['end_time', { start_time: '2026-03-02 12:00:00' }],
    ['start_time', {}],
    ['', undefined],
    ['colour', { ...quarter, colour: 'red' }],
  ])('names the %s, and refuses %j', async (field, query) => {
    const list = qf.transactions.list(query as never);
    await expect(list.toArray({ limit: 1 })).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
      issues: [{ field }],
    });
  });

  it('wants a limit before it fills an array', async () => {
    const list = qf.transactions.list(quarter);
    await expect(list.toArray({} as never)).rejects.toMatchObject({ code: 'ERR_QF_CONFIGURATION' });
  });
});

describe('transactions.addNote', () => {
  it('names the account as the gateway wants it', async () => {
    gateway.plan('add_note', fault.refuses({ respcd: '0000', data: { syssn: '1' } }));
    const outcome = await qf.transactions.addNote({ syssn: '20260001', note: 'called back' });
    expect(outcome).toMatchObject({ status: 'success', respcd: '0000' });
    expect(gateway.requests[0]?.fields).toMatchObject({
      code: 'TESTAPPCODE0001',
      note: 'called back',
    });
  });

  it('is unknown when the answer is lost', async () => {
    gateway.plan('add_note', fault.resetBeforeEffect);
    const outcome = await qf.transactions.addNote({ syssn: '20260001', note: 'called back' });
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'no_answer' });
  });
});
