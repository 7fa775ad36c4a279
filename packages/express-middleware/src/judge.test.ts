import { type Payment, paymentOutcome, type Row } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { durable } from './durable.ts';
import type { Expected } from './expectation.ts';
import type { Inbox } from './inbox.ts';
import { memoryInbox } from './memory-inbox.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

/** An inbox that can set events aside, as the durable ones do. */
function keepingInbox(): Inbox & { readonly aside: string[] } {
  const inbox = memoryInbox();
  const aside: string[] = [];
  return {
    aside,
    peek: (record) => inbox.peek(record),
    run: (record, work, limits) => inbox.run(record, work, limits),
    setAside: async (_record, reason) => {
      aside.push(reason);
      return { state: 'set_aside', durable: durable() };
    },
  };
}

describe('expect', () => {
  it.each([
    ['another amount', { txamt: 1235, txcurrcd: 'HKD' }, 'amount'],
    ['another currency', { txamt: 1234, txcurrcd: 'CNY' }, 'currency'],
    ['another store', { txamt: 1234, txcurrcd: 'HKD', mchid: 'B' }, 'mchid'],
  ] as const)('that gives %s sets the event aside', async (_, books, reason) => {
    const inbox = keepingInbox();
    const merchant = await openMerchant({ inbox, expect: () => books });
    expect(await merchant.deliver(gateway.payment({ mchid: 'A' }))).toBe('200 SUCCESS');
    expect(inbox.aside).toEqual([reason]);
    expect(merchant.problems).toMatchObject([{ kind: 'set_aside', reason }]);
    expect(merchant.effects).toEqual([]);
  });

  it('that names a store sets aside an event without one', async () => {
    const inbox = keepingInbox();
    const expectStore = () => ({ txamt: 1234, txcurrcd: 'HKD', mchid: 'A' });
    const merchant = await openMerchant({ inbox, expect: expectStore });
    await merchant.deliver(gateway.payment());
    expect(inbox.aside).toEqual(['mchid']);
  });

  it('that names no store accepts every one', async () => {
    const merchant = await openMerchant({
      expect: () => ({ txamt: 1234, txcurrcd: 'HKD', mchid: null }),
    });
    expect(await merchant.deliver(gateway.payment({ mchid: 'A' }))).toBe('200 SUCCESS');
  });

  it('sets nothing aside in memory: the gateway comes again', async () => {
    const merchant = await openMerchant({ expect: () => ({ txamt: 1, txcurrcd: 'HKD' }) });
    expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'not_durable', reason: 'amount' }]);
  });

  it.each([undefined, null])(
    'that gives %s means come again, until the order is there',
    async (none) => {
      let books: Expected | undefined | null = none;
      const merchant = await openMerchant({ expect: async () => books });
      const payment = gateway.payment();
      expect(await merchant.deliver(payment)).toBe('503 FAIL');
      expect(merchant.problems).toMatchObject([{ kind: 'unknown_order' }]);
      books = { txamt: 1234, txcurrcd: 'HKD' };
      expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
      expect(merchant.effects).toHaveLength(1);
    },
  );

  it.each([
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no database'))],
    ['gives an amount as text', () => ({ txamt: '1234', txcurrcd: 'HKD' }) as unknown as Expected],
    ['gives no currency', () => ({ txamt: 1234 }) as unknown as Expected],
  ])('that %s means come again', async (_, books) => {
    const merchant = await openMerchant({ expect: books, inbox: keepingInbox() });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'unknown_order', reason: 'expect_failed' }]);
    expect(merchant.effects).toEqual([]);
  });

  it('that hangs means come again', async () => {
    const clock = manualClock();
    const merchant = await openMerchant({
      clock,
      expect: () => {
        queueMicrotask(() => clock.advance(1_500));
        return new Promise(() => {});
      },
    });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect(merchant.problems[0]?.error).toMatchObject({ code: 'ERR_QF_TIME_LIMIT' });
  });

  it('that says the order was closed marks the payment late', async () => {
    const seen: boolean[] = [];
    const merchant = await openMerchant({
      expect: (event) => ({ txamt: 1234, txcurrcd: 'HKD', closed: event.out_trade_no === 'OLD' }),
      onPayment: (_event, { late }) => seen.push(late),
    });
    await merchant.deliver(gateway.payment());
    await merchant.deliver(gateway.payment({ out_trade_no: 'OLD' }));
    expect(seen).toEqual([false, true]);
  });

  it('is asked about refunds, and not about tokens and subscriptions', async () => {
    const asked: string[] = [];
    const merchant = await openMerchant({
      expect: (event) => {
        asked.push(event.type);
        return { txamt: 1234, txcurrcd: 'HKD' };
      },
    });
    for (const kind of ['refund', 'unfreeze', 'close', 'token', 'subscription', 'other'] as const) {
      expect(await merchant.deliver(gateway[kind]())).toBe('200 SUCCESS');
    }
    expect(asked).toEqual(['refund', 'unfreeze', 'close']);
  });
});

describe('a store in the books that is empty', () => {
  it('is that of events without one', async () => {
    const inbox = keepingInbox();
    const books = () => ({ txamt: 1234, txcurrcd: 'HKD', mchid: '' });
    const merchant = await openMerchant({ expect: books, inbox });
    for (const mchid of [undefined, '', 'A']) {
      expect(await merchant.deliver(gateway.payment({ mchid }))).toBe('200 SUCCESS');
    }
    expect([merchant.effects.length, inbox.aside]).toEqual([2, ['mchid']]);
  });
});

describe('confirm', () => {
  const said = (status: string, more: object = {}) =>
    ({
      status,
      final: status !== 'pending' && status !== 'unknown',
      txamt: 1234,
      ...more,
    }) as unknown as Payment;

  it.each([{}, { txcurrcd: 'HKD' }])(
    'that says paid lets the payment through (%j)',
    async (more) => {
      const merchant = await openMerchant({ confirm: async () => said('paid', more) });
      expect(await merchant.deliver(gateway.payment())).toBe('200 SUCCESS');
      expect(merchant.effects).toHaveLength(1);
    },
  );

  it('that finds the order paid by another attempt lets only that one through', async () => {
    const inbox = keepingInbox();
    const row = (syssn: string, cancel: string) => ({
      ...{ syssn, cancel, out_trade_no: 'A', txamt: 1234, txcurrcd: 'HKD', respcd: '0000' },
      ...{ order_type: 'payment', pay_type: '801514', paydtm: '2026-01-01 10:00:00' },
    });
    const rows = [row('S1', '0'), row('S2', '1')] as unknown as Row[];
    const merchant = await openMerchant({ inbox, confirm: (event) => paymentOutcome(rows, event) });
    for (const syssn of ['S2', 'S1']) {
      const payment = gateway.payment({ out_trade_no: 'A', syssn });
      expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    }
    expect([merchant.effects, inbox.aside]).toEqual([['payment S1'], ['syssn']]);
  });

  it.each([
    ['failed', 'confirmed_failed', said('failed')],
    ['refunded', 'confirmed_refunded', said('refunded')],
    ['paid by another payment', 'syssn', said('paid', { syssn: 'S1' })],
    ['paid with another amount', 'amount', said('paid', { txamt: 1 })],
    ['paid in another currency', 'currency', said('paid', { txcurrcd: 'JPY' })],
  ])('that says %s sets the payment aside', async (_, reason, payment) => {
    const inbox = keepingInbox();
    const merchant = await openMerchant({ inbox, confirm: () => payment });
    expect(await merchant.deliver(gateway.payment())).toBe('200 SUCCESS');
    expect(inbox.aside).toEqual([reason]);
    expect(merchant.effects).toEqual([]);
  });

  it.each([
    ['says pending', () => said('pending')],
    ['says unknown', () => said('unknown')],
    [
      'throws',
      () => {
        throw new Error('no gateway');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no gateway'))],
  ])('that %s means come again', async (_, confirm) => {
    const merchant = await openMerchant({ inbox: keepingInbox(), confirm });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'unconfirmed' }]);
    expect(merchant.effects).toEqual([]);
  });

  it('that hangs means come again after 3 seconds', async () => {
    const clock = manualClock();
    const merchant = await openMerchant({
      clock,
      confirm: () => {
        queueMicrotask(() => clock.advance(3_000));
        return new Promise(() => {});
      },
    });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
  });

  it('is asked neither about refunds nor about what is known already', async () => {
    let asked = 0;
    const confirm = () => {
      asked += 1;
      return said('paid');
    };
    const merchant = await openMerchant({ confirm });
    const payment = gateway.payment();
    for (const each of [payment, payment, gateway.refund(), gateway.payment({ cancel: '3' })]) {
      expect(await merchant.deliver(each)).toBe('200 SUCCESS');
    }
    expect(asked).toBe(1);
  });
});
