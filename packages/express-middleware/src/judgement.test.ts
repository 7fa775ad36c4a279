import { type Notification, type Payment, parseNotification } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { routeOf } from './event-route.ts';
import type { Confirm, Expect } from './expectation.ts';
import { judge } from './judge.ts';
import { Patience } from './patience.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway } from './testing/merchant-key.ts';

const read = (body: string): Notification => parseNotification(new TextEncoder().encode(body));
const PAYMENT = read(gateway.payment().body);
const never = () => new Promise<never>(() => {});
/** As Drizzle writes them: the parameters are for nobody who reads logs. */
const DRIVER = new Error('Failed query\nparams: A-1');
const broken = () => {
  throw new Error('No stock.');
};
const oddly = () => Promise.reject('secret');

const asked = (clock: Clock) => ({ account: 'shop', patience: new Patience(clock) });
const judged = (expected: Expect | 'unchecked', confirm?: Confirm, event = PAYMENT) =>
  judge(event, { expect: expected, confirm }, asked(manualClock()));
const books = (more = {}) => ({ txamt: 1234, txcurrcd: 'HKD', ...more });
const said = (payment: object) => (): Payment => payment as Payment;

describe('judge', () => {
  it('finds nothing late where nobody looks', async () => {
    expect(await judged('unchecked')).toEqual({ state: 'as_expected', late: false });
    const token = read(gateway.token().body);
    expect(await judged(broken, undefined, token)).toEqual({ state: 'as_expected', late: false });
  });

  it.each([
    [{}, false],
    [{ closed: false }, false],
    [{ closed: true }, true],
  ])('finds a payment of books that say %o late: %s', async (more, late) => {
    expect(await judged(() => books(more))).toEqual({ state: 'as_expected', late });
  });

  it.each([undefined, null])(
    'does not know an order of which the books say %s',
    async (nothing) => {
      expect(await judged(() => nothing)).toEqual({
        state: 'unknown_order',
        sentence:
          'expect() does not know this order yet. It may not be committed; the gateway will come again.',
      });
    },
  );

  it('asks about the merchant that the event came for', async () => {
    const asked: unknown[] = [];
    const expected: Expect = (_event, merchant) => {
      asked.push(merchant);
      return books();
    };
    await judged(expected, (event, merchant) => {
      asked.push(merchant);
      return said({ status: 'paid', txamt: event.txamt })();
    });
    expect(asked).toEqual([{ account: 'shop' }, { account: 'shop' }]);
  });

  it('sets aside what differs, and says in what', async () => {
    expect(await judged(() => books({ txamt: 1 }))).toEqual({
      state: 'set_aside',
      reason: 'amount',
      sentence:
        'The amount differs from the order’s. Nothing was handled; compare both with a query before anything is delivered.',
    });
  });

  it.each([
    ['an error', broken, 'expect() failed. No stock.', new Error('No stock.')],
    ['a driver’s error', () => Promise.reject(DRIVER), 'expect() failed. Failed query', DRIVER],
    ['something else', oddly, 'expect() failed. It threw something that is no error.', 'secret'],
  ])('does not know the order where the books throw %s', async (_, expected, sentence, error) => {
    const reason = 'expect_failed';
    expect(await judged(expected)).toEqual({ state: 'unknown_order', reason, sentence, error });
  });

  it('does not ask the gateway about what the books deny', async () => {
    const denied = { state: 'set_aside', reason: 'amount' };
    expect(await judged(() => books({ txamt: 1 }), broken)).toMatchObject(denied);
    expect(await judged(() => undefined, broken)).toMatchObject({ state: 'unknown_order' });
  });

  it('asks the gateway about payments alone', async () => {
    for (const other of [gateway.refund(), gateway.token(), gateway.payment({ cancel: '3' })]) {
      const judgement = await judged(() => books(), broken, read(other.body));
      expect(judgement).toMatchObject({ state: 'as_expected' });
    }
  });

  it.each([
    ['an error', broken, 'confirm() failed. No stock.', new Error('No stock.')],
    ['something else', oddly, 'confirm() failed. It threw something that is no error.', 'secret'],
  ])('waits for a confirmation where asking throws %s', async (_, confirm, sentence, error) => {
    const reason = 'confirm_failed';
    expect(await judged('unchecked', confirm)).toEqual({
      ...{ state: 'unconfirmed', reason, sentence, error },
    });
  });

  it('waits for a confirmation that is not final', async () => {
    const pending = said({ status: 'pending', final: false });
    expect(await judged('unchecked', pending)).toEqual({
      state: 'unconfirmed',
      reason: 'confirmed_pending',
      sentence: 'The gateway was asked and says pending. It will come again.',
    });
  });

  it('sets aside what the gateway denies for good', async () => {
    const failed = said({ status: 'failed', final: true });
    expect(await judged('unchecked', failed)).toEqual({
      state: 'set_aside',
      reason: 'confirmed_failed',
      sentence: 'The gateway was asked and says failed, not this payment. Nothing was handled.',
    });
  });

  it('keeps what the books said of a payment that is confirmed', async () => {
    const paid = said({ status: 'paid', final: true, txamt: 1234, txcurrcd: 'HKD' });
    expect(await judged(() => books({ closed: true }), paid)).toEqual({
      ...{ state: 'as_expected', late: true },
    });
  });

  it.each([
    ['expect()', never, undefined, 1_500],
    ['confirm()', 'unchecked', never, 3_000],
  ] as const)('says that %s took too long', async (name, expected, confirm, ms) => {
    const clock = manualClock();
    const judging = judge(PAYMENT, { expect: expected, confirm }, asked(clock));
    await clock.someoneWaits();
    clock.advance(ms);
    expect(await judging).toMatchObject({
      error: { message: expect.stringContaining(`${name} took longer than ${ms} ms.`) },
    });
  });
});

describe('routeOf', () => {
  it.each([
    ['onPayment', gateway.payment()],
    ['onPayment', gateway.cardPayment()],
    ['onOther', gateway.payment({ cancel: '1' })],
    ['onOther', gateway.payment({ status: '0' })],
    ['onRefund', gateway.refund()],
    ['onOther', gateway.refund({ respcd: '1262' })],
    ['onToken', gateway.token()],
    ['onSubscription', gateway.subscription()],
    ['onSubscription', gateway.subscriptionPayment()],
    ['onOther', gateway.unfreeze()],
    ['onOther', gateway.close()],
    ['onOther', gateway.other()],
  ])('is %s', (route, { body }) => {
    expect(routeOf(read(body))).toBe(route);
  });
});
