import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order, OrderStatus } from './order.ts';
import { progress, statusAfterRefund } from './progress.ts';

const ORDER: Order = {
  out_trade_no: 'TEA-1',
  form_key: 'f',
  lines: [],
  txamt: 1000,
  txcurrcd: 'HKD',
  pay_type: '801514',
  txdtm: '2026-01-01 10:00:00',
  created_at: 0,
  status: 'sending',
  reason: null,
  respcd: null,
  message: null,
  syssn: null,
  pay_url: null,
  paydtm: null,
  refunded: 0,
};

const order = (status: OrderStatus, more: Partial<Order> = {}): Order => ({
  ...ORDER,
  status,
  ...more,
});

describe('progress', () => {
  it.each([
    ['sending', 'awaiting_payment'],
    ['sending', 'unknown'],
    ['unknown', 'pending'],
    ['awaiting_payment', 'paid'],
    ['awaiting_payment', 'failed'],
    ['pending', 'failed'],
    ['paid', 'refunded'],
    // The customer paid an order that was given up: money is more than a no.
    ['failed', 'paid'],
  ] as const)('leads from %s to %s', (before, after) => {
    expect(progress(order(before), { status: after }).status).toBe(after);
  });

  it.each([
    // The notification overtook the answer to the payment call.
    ['paid', 'awaiting_payment'],
    // A query that knows nothing is no news.
    ['awaiting_payment', 'unknown'],
    ['awaiting_payment', 'pending'],
    ['paid', 'failed'],
    ['failed', 'pending'],
    ['refunded', 'paid'],
  ] as const)('stays %s when %s is reported late', (before, late) => {
    const known = order(before);
    expect(progress(known, { status: late, message: 'late' })).toBe(known);
  });

  it('keeps what the news does not mention', () => {
    const known = order('awaiting_payment', { pay_url: 'https://pay.example/1', syssn: '1' });
    expect(progress(known, { status: 'paid', paydtm: '2026-01-01 10:01:00' })).toMatchObject({
      pay_url: 'https://pay.example/1',
      syssn: '1',
      paydtm: '2026-01-01 10:01:00',
    });
  });

  it('never takes back that money came, in whatever order news arrive', () => {
    const status = fc.constantFrom<OrderStatus>(
      ...(['sending', 'awaiting_payment', 'pending', 'unknown', 'failed'] as const),
    );
    fc.assert(
      fc.property(fc.array(status), fc.array(status), (before, after) => {
        const news = [...before, 'paid' as const, ...after];
        const last = news.reduce((known, one) => progress(known, { status: one }), ORDER);
        expect(last.status).toBe('paid');
      }),
    );
  });
});

it.each([
  [0, 'paid'],
  [1, 'partially_refunded'],
  [999, 'partially_refunded'],
  [1000, 'refunded'],
])('an order of 1000 of which %i was given back is %s', (refunded, status) => {
  expect(statusAfterRefund(1000, refunded)).toBe(status);
});
