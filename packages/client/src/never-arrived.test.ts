import type { Payment } from '@qf/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Arrival, type ArrivalFacts } from './never-arrived.ts';
import { ManualClock } from './testing/manual-clock.ts';

const MINUTE = 60_000;
const txdtm = '2026-03-15 12:00:00';
const facts = { out_trade_no: 'order-1', raw: [], httpStatus: 200 };
const empty: Payment = {
  ...facts,
  status: 'unknown',
  final: false,
  reason: 'not_found',
  cause: new Error('odd'),
};
const pending: Payment = { ...facts, status: 'pending', final: false, reason: 'processing' };

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock(Date.parse('2026-03-15T04:00:00Z'));
});

/** Judges two empty answers, so many milliseconds apart, the first of them so long after `txdtm`. */
function twoEmpty(order: ArrivalFacts, first: number, apart: number): Payment {
  const arrival = new Arrival(order, clock);
  clock.advance(first);
  expect(arrival.weigh(empty, true)).toBe(empty);
  clock.advance(apart);
  return arrival.weigh(empty, true);
}

describe('Arrival', () => {
  it('calls an order that two late empty answers miss one that never arrived', () => {
    const verdict = twoEmpty({ txdtm, expired_time: 30 }, 35 * MINUTE + 1, MINUTE);
    expect(verdict).toEqual({ ...facts, status: 'failed', final: true, reason: 'never_arrived' });
  });

  it.each([
    ['the first one is not later than expiry and margin', { txdtm, expired_time: 30 }, 35, 60_000],
    ['they are not a minute apart', { txdtm, expired_time: 30 }, 36, 59_999],
    ['its validity is not stated: the longest one counts', { txdtm }, 125, 60_000],
    ['its time is not known', {}, 1_000, 60_000],
    ['it was made on the checkout page', { txdtm, checkout: true }, 1_000, 60_000],
  ])('leaves it open when %s', (_name, order, minutes, apart) => {
    expect(twoEmpty(order, minutes * MINUTE, apart)).toBe(empty);
  });

  it('knows the longest validity', () => {
    expect(twoEmpty({ txdtm, checkout: false }, 125 * MINUTE + 1, MINUTE).status).toBe('failed');
  });

  it('knows that an order with a number of QFPay’s has arrived', () => {
    const numbered = { ...empty, syssn: '1' };
    const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
    clock.advance(40 * MINUTE);
    expect(arrival.weigh(numbered, true)).toBe(numbered);
    clock.advance(2 * MINUTE);
    expect(arrival.weigh(numbered, true)).toBe(numbered);
  });

  it('remembers that a row of the order was seen', () => {
    const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
    arrival.weigh({ ...pending, syssn: '1' }, true);
    clock.advance(40 * MINUTE);
    expect(arrival.weigh(empty, true)).toBe(empty);
    clock.advance(2 * MINUTE);
    expect(arrival.weigh(empty, true)).toBe(empty);
  });

  it('starts anew after an answer with rows', () => {
    const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
    clock.advance(40 * MINUTE);
    arrival.weigh(empty, true);
    clock.advance(MINUTE);
    expect(arrival.weigh(pending, true)).toBe(pending);
    expect(arrival.weigh(empty, true)).toBe(empty);
    clock.advance(MINUTE);
    expect(arrival.weigh(empty, true).status).toBe('failed');
  });

  it('starts anew when the wall clock falls back before the expiry', () => {
    const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
    clock.advance(36 * MINUTE);
    arrival.weigh(empty, true);
    clock.jump(-10 * MINUTE);
    clock.advance(MINUTE);
    expect(arrival.weigh(empty, true)).toBe(empty);
    clock.jump(10 * MINUTE);
    expect(arrival.weigh(empty, true)).toBe(empty);
  });

  it('counts from its own beginning when the wall clock leaps', () => {
    clock.advance(500 * MINUTE);
    clock.jump(-500 * MINUTE);
    const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
    clock.jump(300 * MINUTE);
    arrival.weigh(empty, true);
    clock.advance(MINUTE);
    expect(arrival.weigh(empty, true)).toBe(empty);
  });

  it.each(['no_answer', 'unreadable_answer', 'ambiguous_code', 'mismatch'] as const)(
    'takes an unknown that is %s for no empty answer',
    (reason) => {
      const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
      clock.advance(40 * MINUTE);
      arrival.weigh({ ...empty, reason }, true);
      clock.advance(MINUTE);
      expect(arrival.weigh(empty, true)).toBe(empty);
    },
  );

  it('takes an empty answer that is not about every month for none', () => {
    const arrival = new Arrival({ txdtm, expired_time: 30 }, clock);
    clock.advance(40 * MINUTE);
    arrival.weigh(empty, false);
    clock.advance(MINUTE);
    expect(arrival.weigh(empty, true)).toBe(empty);
  });
});
