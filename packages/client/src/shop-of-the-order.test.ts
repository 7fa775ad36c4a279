import { describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { type Act, answers, fails } from './testing/scripted-transport.ts';

const money = { txamt: 1000, txcurrcd: 'HKD' } as const;
const txdtm = '2026-03-15 12:00:00';
const order = { ...money, out_trade_no: 'order-1', txdtm, mchid: 'MCH2' };
const scanned = { ...order, pay_type: '800208', auth_code: '130000000000000001' } as const;
const refund = { syssn: 'S1', out_trade_no: 'refund-1', txamt: 1000, mchid: 'MCH2' };

/** Books of two shops, in which the same number says different things. */
const ofShop: Act = (request) => {
  const fields = new URLSearchParams(request.body);
  const out_trade_no = fields.get('out_trade_no') ?? undefined;
  const kind = out_trade_no === 'refund-1' ? { order_type: 'refund', origssn: 'S1' } : {};
  const row = { ...money, out_trade_no, order_type: 'payment', syssn: 'S9', ...kind };
  const respcd = fields.get('mchid') === 'MCH2' ? '1145' : '0000';
  return rows({ ...row, pay_type: '800208', respcd })(request);
};
const lost = fails(new Error('The connection broke.'));

const ends: [string, (qf: QFPayClient) => Promise<object>][] = [
  ['payments.create', (qf) => qf.payments.create({ ...order, pay_type: '801514' })],
  ['payments.close', (qf) => qf.payments.close({ ...order, txcurrcd: 'HKD' })],
  ['refunds.create', (qf) => qf.refunds.create(refund)],
];

describe('a call that names another shop than the client’s', () => {
  it.each(ends)('is settled by the books of that shop: %s', async (_name, run) => {
    const { qf, asked } = scriptedClient([lost, ofShop], { mchid: 'MCH1' });
    expect(await run(qf)).toMatchObject({ status: 'pending', mchid: 'MCH2' });
    expect(asked().map(({ mchid }) => mchid)).toEqual(['MCH2', 'MCH2']);
  });

  it('is remembered by the order that it creates', async () => {
    const reply = { ...money, respcd: '0000', syssn: 'S9', out_trade_no: 'order-1' };
    const created = answers({ ...reply, pay_url: 'https://pay.example/1' });
    const { qf, asked } = scriptedClient([created, ofShop], { mchid: 'MCH1' });
    const outcome = await qf.payments.create({ ...order, pay_type: '801514' });
    expect(outcome).toMatchObject({ status: 'created', mchid: 'MCH2' });
    expect(await qf.payments.retrieve(outcome)).toMatchObject({ status: 'pending' });
    expect(asked().map(({ mchid }) => mchid)).toEqual(['MCH2', 'MCH2']);
  });

  it.each([
    ['payments.retrieve', (qf: QFPayClient) => qf.payments.retrieve(order)],
    ['refunds.retrieve', (qf: QFPayClient) => qf.refunds.retrieve({ ...refund, txdtm })],
  ])('asks that shop: %s', async (_name, run) => {
    const { qf } = scriptedClient([ofShop], { mchid: 'MCH1' });
    const outcome = await run(qf);
    expect(outcome).toMatchObject({ status: 'pending', mchid: 'MCH2' });
    expect(await qf.payments.retrieve(outcome)).toMatchObject({ mchid: 'MCH2' });
  });

  it.each([
    ['the client’s own', { mchid: 'MCH1' }, 'MCH1'],
    ['none', {}, undefined],
  ])('asks %s when no shop is named', async (_name, options, mchid) => {
    const { qf, asked } = scriptedClient([ofShop], options);
    for (const named of [{}, { mchid: null }, { mchid: '' }]) {
      await qf.payments.retrieve({ ...order, mchid: undefined, ...named });
      await qf.refunds.retrieve({ out_trade_no: 'refund-1', txdtm, ...named });
    }
    expect(new Set(asked().map((request) => request['mchid']))).toEqual(new Set([mchid]));
  });

  it('reverses what the books of that shop say', async () => {
    const { qf, asked } = scriptedClient([ofShop], { mchid: 'MCH1' });
    await qf.payments.reverse(order);
    expect(asked().map(({ operation, mchid }) => `${operation} ${mchid}`)).toEqual([
      'query MCH2',
      'reversal MCH2',
      'query MCH2',
    ]);
  });

  it('sees a scanned code through with that shop', async () => {
    const { qf, asked, clock } = scriptedClient([lost, ofShop], { mchid: 'MCH1' });
    const scan = qf.payments.createScanned(scanned, { maxWait: 30_000, patience: 10_000 });
    await clock.advanceTo(scan, 30_000);
    expect(await scan).toMatchObject({ payment: { status: 'pending', mchid: 'MCH2' } });
    expect(asked().map(({ operation }) => operation)).toContain('reversal');
    expect(new Set(asked().map(({ mchid }) => mchid))).toEqual(new Set(['MCH2']));
  });

  it.each(['no shop', 'a'.repeat(33), 7])('is refused for the shop %j', async (mchid) => {
    const { qf, asked } = scriptedClient([ofShop]);
    const wrong = { out_trade_no: 'order-1', mchid } as never;
    for (const refused of [qf.payments.retrieve(wrong), qf.refunds.retrieve(wrong)]) {
      await expect(refused).rejects.toMatchObject({
        code: 'ERR_QF_INVALID_REQUEST',
        issues: [{ field: 'mchid' }],
      });
    }
    expect(asked()).toEqual([]);
  });
});
