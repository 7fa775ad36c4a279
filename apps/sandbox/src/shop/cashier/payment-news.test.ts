import type { Payment, UnknownReason } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { openOrderTable } from '../orders/open-order-table.ts';
import { paymentNews } from './payment-news.ts';
import { refundNews } from './refund-news.ts';

const FACTS = { out_trade_no: 'TEA-1', syssn: '7', raw: {} };
const MONEY = { txamt: 1000, txcurrcd: 'HKD', paydtm: '2026-01-01 10:01:00' };

const orders = openOrderTable({ now: () => 0 });
const { order } = orders.add({
  out_trade_no: 'TEA-1',
  form_key: 'f',
  lines: [],
  txamt: 1000,
  txcurrcd: 'HKD',
  pay_type: '801514',
  txdtm: '2026-01-01 10:00:00',
});

const change = (outcome: Parameters<typeof paymentNews>[0]) =>
  paymentNews(outcome, order, 'query').change;

const created = {
  ...FACTS,
  ...MONEY,
  status: 'created',
  final: false,
  txdtm: undefined,
  pay_type: '801514',
  pay_url: 'https://pay.example/1',
} as const;

const paid = (more: object = {}) =>
  ({
    ...FACTS,
    ...MONEY,
    status: 'paid',
    final: true,
    refunded: 'none',
    duplicates: [],
    ...more,
  }) as Payment;

describe('paymentNews', () => {
  it('keeps the page of a created order', () => {
    expect(change(created)).toEqual({
      status: 'awaiting_payment',
      syssn: '7',
      pay_url: 'https://pay.example/1',
    });
  });

  it.each([
    [paid(), 'paid'],
    [paid({ refunded: 'partial' }), 'partially_refunded'],
    [{ ...FACTS, ...MONEY, status: 'refunded', final: true } as Payment, 'refunded'],
  ])('knows money when it sees it', (outcome, status) => {
    expect(change(outcome)).toMatchObject({ status, syssn: '7' });
  });

  it('tells people when an order was paid twice', () => {
    const { words } = paymentNews(paid({ duplicates: [{}] }), order, 'query');
    expect(words.text).toContain('Paid 2 times: refund.');
  });

  it.each([
    'no_answer',
    'unreadable_answer',
    'not_found',
    'ambiguous_code',
    'mismatch',
  ] as const satisfies readonly UnknownReason[])('never calls %s a failure', (reason) => {
    const outcome = { ...FACTS, status: 'unknown', final: false, reason } as const;
    expect(change(outcome)).toMatchObject({ status: 'unknown', reason });
    const refund = { ...outcome, orig_syssn: '7', txamt: 1000 };
    expect(refundNews(refund, 'TEA-1-R1').status).toBe('unknown');
  });

  it.each(['declined', 'expired', 'closed', 'reversed', 'never_arrived'] as const)(
    'calls %s a failure and keeps the code',
    (reason) => {
      const no = { respcd: '1205', respmsg: 'no' };
      const outcome = { ...FACTS, ...no, status: 'failed', final: true, reason } as const;
      expect(change(outcome)).toMatchObject({ status: 'failed', reason, respcd: '1205' });
    },
  );
});

describe('refundNews', () => {
  const facts = { ...FACTS, orig_syssn: '7', txamt: 1000 };

  it.each([
    [{ ...facts, status: 'refunded', final: true } as const, 'refunded'],
    [{ ...facts, status: 'pending', final: false, reason: 'processing' } as const, 'pending'],
    [{ ...facts, status: 'failed', final: true, reason: 'nothing_left' } as const, 'failed'],
  ])('has a status for %o', (outcome, status) => {
    expect(refundNews(outcome, 'TEA-1-R1').status).toBe(status);
  });
});
