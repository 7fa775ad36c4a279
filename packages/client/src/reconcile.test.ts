import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import type { Discrepancy, LocalEntry } from './reconcile.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import type { LedgerRow } from './testing/ledger.ts';
import { openClient } from './testing/open-client.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';

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

const day = { start_time: '2026-03-10 00:00:00', end_time: '2026-03-10 23:59:59' };

function file(out_trade_no: string, fields: LedgerRow = {}): void {
  const syssn = `2026${gateway.ledger.rows.length}`;
  const row = { syssn, out_trade_no, order_type: 'payment', txamt: '100', txcurrcd: 'HKD' };
  const rest = { sysdtm: '2026-03-10 10:00:00', respcd: '0000', cancel: '0', pay_type: '801514' };
  gateway.ledger.rows.push({ ...row, ...rest, ...fields });
}

const paid = (out_trade_no: string, fields: Partial<LocalEntry> = {}): LocalEntry => ({
  out_trade_no,
  txamt: 100,
  txcurrcd: 'HKD',
  status: 'paid',
  ...fields,
});

async function differences(local: Iterable<LocalEntry>): Promise<Discrepancy[]> {
  const found: Discrepancy[] = [];
  for await (const difference of qf.reconcile({ ...day, local })) found.push(difference);
  return found;
}

describe('qf.reconcile', () => {
  it('finds nothing where both books agree', async () => {
    file('a');
    file('b', { cancel: '3' });
    file('c', { respcd: '1145' });
    file('b-r', { order_type: 'refund', origssn: '20261' });
    file('x', { order_type: 'close' });
    const refund = { kind: 'refund', status: 'refunded' } as const;
    const local = [
      paid('a'),
      paid('b', { status: 'refunded' }),
      paid('c', { status: 'created' }),
      paid('b-r', refund),
    ];
    expect(await differences(local)).toEqual([]);
  });

  it('tells what only the gateway has', async () => {
    file('a');
    file('a-r', { order_type: 'refund', origssn: '20260' });
    expect(await differences([])).toMatchObject([
      { type: 'missing_locally', out_trade_no: 'a', gateway: { status: 'paid' } },
      { type: 'missing_locally', out_trade_no: 'a-r', gateway: { status: 'refunded' } },
    ]);
  });

  it('looks a number up before it counts as missing at the gateway', async () => {
    file('late', { sysdtm: '2026-03-11 00:00:01' });
    const txdtm = '2026-03-10 23:59:59';
    const local = [paid('late', { txdtm }), paid('lost', { txdtm })];
    expect(await differences(local)).toMatchObject([
      { type: 'missing_at_gateway', out_trade_no: 'lost', local: { txamt: 100 } },
    ]);
  });

  it('sees that an order which failed within the range was paid after it', async () => {
    file('a', { respcd: '1205', sysdtm: '2026-03-10 23:59:00', txdtm: '2026-03-10 23:50:00' });
    file('a', { sysdtm: '2026-03-11 00:01:00' });
    expect(await differences([paid('a')])).toEqual([]);
    for (const status of ['pending', 'unknown'] as const) {
      expect(await differences([paid('a', { status })])).toMatchObject([
        { type: 'status', out_trade_no: 'a', gateway: { status: 'paid' } },
      ]);
    }
  });

  it('keeps to the range where the gateway knows nothing better, and where it shows money', async () => {
    file('a', { respcd: '1142' });
    file('b', { respcd: '1145' });
    file('c', { cancel: '3' });
    expect(await differences([paid('a'), paid('b'), paid('c')])).toMatchObject([
      { type: 'status', out_trade_no: 'a', gateway: { status: 'failed', reason: 'closed' } },
      { type: 'status', out_trade_no: 'b', gateway: { status: 'pending' } },
      { type: 'status', out_trade_no: 'c', gateway: { status: 'refunded' } },
    ]);
    expect(gateway.requests.map(({ fields }) => fields['out_trade_no'])).not.toContain('c');
  });

  it('asks for a number in its turn, although that takes longer than a call may', async () => {
    const client = scriptedClient([rows()], { rateLimit: { perMinute: 1 } });
    const local = [paid('a', { txdtm: '2026-03-10 10:00:00' })];
    const comparing = client.qf.reconcile({ ...day, local })[Symbol.asyncIterator]();
    const first = comparing.next();
    await client.clock.advanceTo(first, 200_000);
    expect(await first).toMatchObject({ value: { type: 'missing_at_gateway' } });
    expect(client.clock.monotonic()).toBeGreaterThanOrEqual(60_000);
  });

  it('tells other amounts, currencies and states', async () => {
    file('a', { txamt: '99' });
    file('b', { txcurrcd: 'CNY' });
    file('c', { respcd: '1142' });
    expect(await differences([paid('a'), paid('b'), paid('c')])).toMatchObject([
      { type: 'amount', out_trade_no: 'a', gateway: { txamt: 99 } },
      { type: 'amount', out_trade_no: 'b', gateway: { txcurrcd: 'CNY' } },
      { type: 'status', out_trade_no: 'c', gateway: { status: 'failed', reason: 'closed' } },
    ]);
  });

  it('tells an order that was paid twice', async () => {
    file('a');
    file('a');
    file('b');
    file('b');
    expect(await differences([paid('a')])).toMatchObject([
      { type: 'paid_twice', out_trade_no: 'a', duplicates: [{ out_trade_no: 'a' }] },
      { type: 'missing_locally', out_trade_no: 'b' },
      { type: 'paid_twice', out_trade_no: 'b', duplicates: [{ out_trade_no: 'b' }] },
    ]);
  });

  it('looks a refund up by its own number', async () => {
    const refund = { kind: 'refund', status: 'refunded', txdtm: '2026-03-10 23:59:59' } as const;
    file('r-1', { order_type: 'refund', origssn: '1', sysdtm: '2026-03-11 00:00:01' });
    expect(await differences([paid('r-1', refund)])).toEqual([]);
  });

  it('books a row of an unstated kind as a refund where it names a payment', async () => {
    file('r-1', { order_type: null, origssn: '1' });
    expect(await differences([])).toMatchObject([
      { type: 'missing_locally', out_trade_no: 'r-1', gateway: { orig_syssn: '1' } },
    ]);
  });

  it('takes a row of an unstated kind for a payment, and tells one without a number under none', async () => {
    file('a', { order_type: null });
    file('', { out_trade_no: null });
    expect(await differences([])).toMatchObject([
      { type: 'missing_locally', out_trade_no: 'a', gateway: { status: 'paid' } },
      { type: 'missing_locally', out_trade_no: '' },
    ]);
  });

  it('takes entries from an async source, and wraps what it throws', async () => {
    async function* broken(): AsyncGenerator<LocalEntry> {
      yield paid('a');
      throw new Error('database gone');
    }
    file('a');
    const comparing = async () => {
      for await (const _ of qf.reconcile({ ...day, local: broken() }));
    };
    await expect(comparing()).rejects.toMatchObject({
      code: 'ERR_QF_INTERNAL',
      cause: { message: 'database gone' },
    });
  });

  it('tells an entry that neither book is certain of, and takes a row of a database', async () => {
    file('a', { respcd: '7777' });
    file('b');
    const local = [
      paid('a', { status: 'unknown' }),
      paid('b', { kind: null, txcurrcd: null, txdtm: null }),
    ];
    expect(await differences(local)).toMatchObject([
      { type: 'status', out_trade_no: 'a', local: local[0], gateway: { status: 'unknown' } },
    ]);
  });

  it.each([
    ['out_trade_no', ''],
    ['out_trade_no', 'a,b'],
    ['txamt', '100'],
    ['txamt', null],
    ['status', 'PAID'],
    ['status', undefined],
    ['kind', 'reversal'],
    ['txcurrcd', 'hkd'],
  ])('refuses an entry with the %s %j', async (field, value) => {
    file('a');
    await expect(differences([{ ...paid('a'), [field]: value }])).rejects.toMatchObject({
      code: 'ERR_QF_INVALID_REQUEST',
      issues: [{ field }],
    });
  });

  it.each([[undefined], [null], [day], [{ ...day, local: 5 }], [{ ...day, local: 'orders' }]])(
    'refuses %j before anything is sent',
    async (query) => {
      const comparing = qf.reconcile(query as never)[Symbol.asyncIterator]();
      await expect(comparing.next()).rejects.toMatchObject({ code: 'ERR_QF_INVALID_REQUEST' });
      expect(gateway.requests).toHaveLength(0);
    },
  );
});
