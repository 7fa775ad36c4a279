import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock(Date.parse('2026-03-15T04:00:00Z'));
  gateway = await openHostileGateway({ now: () => clock.now() });
  const random = () => 0.5;
  qf = openClient(gateway.url, { clock, random, timeout: 20_000, totalTimeout: 45_000 });
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
  expect(clock.pending).toBe(0);
});

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;
const ref = { out_trade_no: 'order-1', txdtm: '2026-03-15 12:00:00' };

describe('payments.waitFor', () => {
  it('polls after 3 s, then ever more slowly up to 10 s, until the payment is final', async () => {
    const created = await qf.payments.create(order);
    const polls: number[] = [];
    const began = clock.monotonic();
    const onPoll = () => {
      polls.push(Math.round((clock.monotonic() - began) / 100) / 10);
      if (polls.length === 6) gateway.ledger.pay('order-1');
    };
    const paid = qf.payments.waitFor(created, { maxWait: 300_000, onPoll });
    await clock.advanceTo(paid, 300_000);
    expect(await paid).toMatchObject({ status: 'paid', txamt: 1000 });
    expect(polls).toHaveLength(7);
    const [first = 0, second = 0] = polls;
    expect(first).toBeGreaterThanOrEqual(3);
    expect(second - first).toBeGreaterThan(first);
    const gaps = polls.slice(1).map((at, index) => at - (polls[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(13);
  });

  it('returns the last news when the time is over, and never invents an end', async () => {
    await qf.payments.create(order);
    const news = qf.payments.waitFor(ref, { maxWait: 20_000 });
    await clock.advanceTo(news, 30_000);
    expect(await news).toMatchObject({ status: 'pending', final: false });
  });

  it('takes a failed poll for no news', async () => {
    await qf.payments.create(order);
    gateway.ledger.pay('order-1');
    gateway.plan('query', fault.page(502), fault.resetBeforeEffect, fault.page(502));
    const paid = qf.payments.waitFor(ref, { maxWait: 60_000 });
    await clock.advanceTo(paid, 60_000);
    expect(await paid).toMatchObject({ status: 'paid' });
  });

  it('is unknown, with the last failure, when no poll was answered', async () => {
    gateway.always('query', fault.page(502));
    const news = qf.payments.waitFor(ref, { maxWait: 20_000 });
    await clock.advanceTo(news, 30_000);
    expect(await news).toMatchObject({
      status: 'unknown',
      reason: 'no_answer',
      cause: { code: 'ERR_QF_UNREADABLE_ANSWER', httpStatus: 502 },
    });
  });

  it('throws at once what every poll would meet', async () => {
    gateway.always('query', fault.refuses({ respcd: '1108', resperr: 'signature' }));
    const refused = qf.payments.waitFor(ref, { maxWait: 600_000 });
    const caught = refused.catch((error: unknown) => error);
    await clock.advanceTo(caught, 10_000);
    expect(await caught).toMatchObject({ code: 'ERR_QF_REJECTED', respcd: '1108' });
  });

  it('goes on through maintenance', async () => {
    await qf.payments.create(order);
    gateway.ledger.pay('order-1');
    gateway.plan('query', fault.refuses({ respcd: '1100' }));
    const paid = qf.payments.waitFor(ref, { maxWait: 60_000 });
    await clock.advanceTo(paid, 60_000);
    expect(await paid).toMatchObject({ status: 'paid' });
  });

  it('throws when the caller aborts between two polls', async () => {
    const controller = new AbortController();
    const waiting = qf.payments.waitFor(ref, { maxWait: 600_000, signal: controller.signal });
    const caught = waiting.catch((error: unknown) => error);
    clock.advance(1_000);
    controller.abort(new Error('shop closed'));
    await clock.advanceTo(caught, 1_000);
    expect(await caught).toMatchObject({
      code: 'ERR_QF_ABORTED',
      cause: { message: 'shop closed' },
    });
  });

  it('is not disturbed by a hook that throws', async () => {
    await qf.payments.create(order);
    gateway.ledger.pay('order-1');
    const onPoll = () => {
      throw new Error('hook');
    };
    const paid = qf.payments.waitFor(ref, { maxWait: 60_000, onPoll });
    await clock.advanceTo(paid, 60_000);
    expect(await paid).toMatchObject({ status: 'paid' });
  });

  it('reads 1297 twice, with a pause, before it is a no', async () => {
    await qf.payments.create(order);
    const row = gateway.ledger.row('order-1');
    if (row === undefined) throw new Error('no order');
    row['respcd'] = '1297';
    const seen: string[] = [];
    const onPoll = ({ status }: { status: string }) => seen.push(status);
    const failed = qf.payments.waitFor(ref, { maxWait: 60_000, onPoll });
    await clock.advanceTo(failed, 60_000);
    expect(await failed).toMatchObject({ status: 'failed', respcd: '1297' });
    expect(seen).toEqual(['unknown', 'failed']);
  });

  it('takes two readings of 1297 without a pause for one', async () => {
    await qf.payments.create(order);
    Object.assign(gateway.ledger.row('order-1') ?? {}, { respcd: '1297' });
    const news = qf.payments.waitFor(ref, { maxWait: 4_100 });
    await clock.advanceTo(news, 10_000);
    expect(await news).toMatchObject({ status: 'unknown', respcd: '1297' });
    expect(gateway.count('query')).toBe(2);
  });

  it('does not take a second row that says 1297 for a second reading of the first', async () => {
    await qf.payments.create(order);
    const row = gateway.ledger.row('order-1') ?? {};
    row['respcd'] = '1297';
    const seen: string[] = [];
    const onPoll = ({ status }: { status: string }) => {
      seen.push(status);
      if (seen.length > 1) return;
      gateway.ledger.rows.push({ ...row, syssn: 'row-2', sysdtm: '2026-03-15 12:00:09' });
    };
    const failed = qf.payments.waitFor(ref, { maxWait: 60_000, onPoll });
    await clock.advanceTo(failed, 60_000);
    expect(seen).toEqual(['unknown', 'unknown', 'failed']);
    expect(await failed).toMatchObject({ status: 'failed', syssn: 'row-2' });
  });

  it('takes no 1297 for a reading of the row when the question itself got it', async () => {
    await qf.payments.create(order);
    gateway.plan('query', fault.refuses({ respcd: '1297' }));
    Object.assign(gateway.ledger.row('order-1') ?? {}, { respcd: '1297' });
    const seen: string[] = [];
    const onPoll = ({ status }: { status: string }) => seen.push(status);
    const failed = qf.payments.waitFor(ref, { maxWait: 60_000, onPoll });
    await clock.advanceTo(failed, 60_000);
    expect(seen).toEqual(['unknown', 'unknown', 'failed']);
  });

  it.each([[{}], [{ maxWait: 0 }], [{ maxWait: 5_000, colour: 'red' }], [undefined]])(
    'refuses the options %j',
    async (options) => {
      await expect(qf.payments.waitFor(ref, options as never)).rejects.toMatchObject({
        code: 'ERR_QF_CONFIGURATION',
      });
    },
  );
});

describe('an order that no query finds', () => {
  const minutes = (count: number) => count * 60_000;
  const waited = async (options: { after: number; maxWait: number; expired_time?: number }) => {
    clock.advance(options.after);
    const { maxWait, expired_time } = options;
    const outcome = qf.payments.waitFor({ ...ref, expired_time }, { maxWait });
    await clock.advanceTo(outcome, maxWait, 500);
    return outcome;
  };

  it('never arrived, when two answers a minute apart are empty after its expiry', async () => {
    const outcome = await waited({ after: minutes(36), maxWait: minutes(2), expired_time: 30 });
    expect(outcome).toMatchObject({ status: 'failed', final: true, reason: 'never_arrived' });
    expect(gateway.count('query')).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['months before', '2025-12-20 10:00:00', '2026-01-10 10:00:00'],
    ['long before', '2026-01-20 10:00:00', '2026-02-10 10:00:00'],
    ['before', '2026-02-20 10:00:00', '2026-03-15 12:00:05'],
    ['after', '2026-03-15 12:00:00', '2026-02-27 12:00:00'],
  ])('is not one whose own time is %s that of its sending', async (_name, own, sysdtm) => {
    await qf.payments.create({ ...order, txdtm: own });
    Object.assign(gateway.ledger.row('order-1') ?? {}, { sysdtm, respcd: '0000' });
    clock.advance(minutes(40));
    const payment = qf.payments.waitFor(
      { ...ref, txdtm: own, expired_time: 30 },
      { maxWait: minutes(2) },
    );
    await clock.advanceTo(payment, minutes(2), 500);
    expect(await payment).toMatchObject({ status: 'paid', out_trade_no: 'order-1' });
  });

  it('is unknown while it could still be on its way', async () => {
    const outcome = await waited({ after: minutes(30), maxWait: minutes(2), expired_time: 30 });
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });

  it('is given the longest validity when its own is not stated', async () => {
    const outcome = await waited({ after: minutes(100), maxWait: minutes(2) });
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
    const later = await waited({ after: minutes(24), maxWait: minutes(2) });
    expect(later).toMatchObject({ status: 'failed', reason: 'never_arrived' });
  });

  it('is unknown when the two answers are less than a minute apart', async () => {
    const outcome = await waited({ after: minutes(36), maxWait: 50_000, expired_time: 30 });
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });

  it('is unknown for ever when its day is not known', async () => {
    clock.advance(minutes(300));
    const outcome = qf.payments.waitFor({ out_trade_no: 'order-1' }, { maxWait: minutes(2) });
    await clock.advanceTo(outcome, minutes(2), 500);
    expect(await outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });

  it('is unknown on the hosted checkout, where no order exists before the shopper pays', async () => {
    clock.advance(minutes(300));
    const checkout = { ...ref, checkout: true };
    const outcome = qf.payments.waitFor(checkout, { maxWait: minutes(2) });
    await clock.advanceTo(outcome, minutes(2), 500);
    expect(await outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });

  it.each([
    ['forward, while the order is young', minutes(1), minutes(300)],
    ['back, to before its expiry', minutes(36), -minutes(30)],
  ])('is unknown when the wall clock is set %s', async (_name, after, jump) => {
    clock.advance(after);
    const outcome = qf.payments.waitFor({ ...ref, expired_time: 30 }, { maxWait: minutes(3) });
    await clock.advanceTo(outcome, 8_000);
    clock.jump(jump);
    await clock.advanceTo(outcome, minutes(3), 500);
    expect(await outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });

  it('is not fooled by a wall clock that jumps between the two answers', async () => {
    clock.advance(minutes(36));
    const outcome = qf.payments.waitFor({ ...ref, expired_time: 30 }, { maxWait: 30_000 });
    await clock.advanceTo(outcome, 8_000);
    clock.jump(minutes(10));
    await clock.advanceTo(outcome, 30_000);
    expect(await outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });
});
