import { describe, expect, it } from 'vitest';
import { APP_CODE, type OpenBook, openBook } from './open-book.ts';
import type { Payment } from './transaction.ts';

function held(open: OpenBook): Payment {
  const { syssn } = open.pay({ pay_type: '802801', preauth: true });
  open.run({ type: 'approve', syssn });
  return open.payment(syssn);
}

const capture = (open: OpenBook, { syssn }: Payment, txamt: number) =>
  open.run({ type: 'capture', app_code: APP_CODE, syssn, txamt });
const unfreeze = (open: OpenBook, { syssn }: Payment, txamt: number) =>
  open.run({ type: 'unfreeze', app_code: APP_CODE, syssn, txamt });

describe('a hold', () => {
  it('is approved without a payment and without a notification', () => {
    const open = openBook();
    const hold = held(open);
    expect(hold).toMatchObject({ state: 'frozen', respcd: '1145', captured: 0 });
    expect(hold.paydtm).toBeUndefined();
    expect(open.book.notificationsOf(hold.syssn)).toEqual([]);
    open.now = hold.expires_at;
    expect(open.run({ type: 'expire', syssn: hold.syssn }).refusal?.respcd).toBe('1260');
  });

  it('is taken in parts, each a payment with a number and a notification of its own', () => {
    const open = openBook();
    const hold = held(open);
    const first = capture(open, hold, 400);
    const second = capture(open, hold, 600);
    expect(new Set([hold.syssn, first.syssn, second.syssn]).size).toBe(3);
    expect(open.payment(first.syssn ?? '')).toMatchObject({
      state: 'paid',
      respcd: '0000',
      txamt: 400,
      origssn: hold.syssn,
      out_trade_no: '',
    });
    expect(open.payment(hold.syssn)).toMatchObject({ captured: 1000, respcd: '0000', cancel: '4' });
    const told = open.book.notificationsOf(hold.syssn).map(({ body }) => JSON.parse(body));
    expect(told).toMatchObject([
      { notify_type: 'payment', txamt: '400', syssn: first.syssn, out_trade_no: hold.out_trade_no },
      { notify_type: 'payment', txamt: '600', syssn: second.syssn },
    ]);
  });

  it('is refunded by the number of the capture, never by its own', () => {
    const open = openBook();
    const hold = held(open);
    const { syssn = '' } = capture(open, hold, 400);
    expect(open.refund(hold, 1).refusal?.respcd).toBe('1261');
    expect(open.refund(open.payment(syssn), 401).refusal?.respcd).toBe('1272');
    expect(open.refund(open.payment(syssn), 400).refusal).toBeUndefined();
    expect(open.payment(syssn).state).toBe('refunded');
  });

  it('is never taken beyond what is held', () => {
    const open = openBook();
    const hold = held(open);
    expect(capture(open, hold, 1001).refusal?.respcd).toBe('1272');
    capture(open, hold, 700);
    expect(capture(open, hold, 301).refusal?.respcd).toBe('1272');
    capture(open, hold, 300);
    expect(capture(open, hold, 1).refusal?.respcd).toBe('1260');
  });

  it('is let go of once, entirely, and then nothing can be taken', () => {
    const open = openBook();
    const hold = held(open);
    capture(open, hold, 400);
    expect(unfreeze(open, hold, 500).refusal?.respcd).toBe('1266');
    expect(unfreeze(open, hold, 600).refusal).toBeUndefined();
    expect(open.payment(hold.syssn)).toMatchObject({ released: true, cancel: '4' });
    expect(unfreeze(open, hold, 600).refusal?.respcd).toBe('1264');
    expect(capture(open, hold, 1).refusal?.respcd).toBe('1264');
    const [, release] = open.book.notificationsOf(hold.syssn);
    expect(JSON.parse(release?.body ?? '')).toMatchObject({
      notify_type: 'unfreeze',
      txamt: '600',
    });
  });

  it.each([
    ['an unknown order', { syssn: '1' }, '1268'],
    ['another store’s', { app_code: 'B0001' }, '1268'],
  ])('of %s answers %s', (_case, details, respcd) => {
    const open = openBook();
    const { syssn } = held(open);
    const command = { type: 'capture' as const, app_code: APP_CODE, syssn, txamt: 1, ...details };
    expect(open.run(command).refusal?.respcd).toBe(respcd);
  });

  it('is needed: a payment cannot be captured, nor a hold that nobody approved', () => {
    const open = openBook();
    expect(capture(open, open.pay(), 1).refusal?.respcd).toBe('1267');
    expect(capture(open, open.pay({ preauth: true }), 1).refusal?.respcd).toBe('1261');
  });
});
