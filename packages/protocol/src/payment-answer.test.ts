import { describe, expect, it } from 'vitest';
import type { PaymentReply } from './operations/payment.ts';
import { payTypeOf } from './pay-type.ts';
import type { PaymentRequest } from './pay-types.ts';
import { paymentAnswer } from './payment-answer.ts';
import { SAMPLE_PAYMENTS } from './testing/sample-payments.ts';

const order = { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD' } as const;
const web: PaymentRequest = { pay_type: '801514', ...order, txdtm: '2026-01-01 10:30:34' };
const scanned: PaymentRequest = { pay_type: '800108', ...order, auth_code: '28000000' };
const said: PaymentReply = { respcd: '0000', syssn: '1', ...order };

describe('paymentAnswer', () => {
  it('tells everything about an order that was created', () => {
    const reply = { ...said, pay_url: 'https://pay.example' };
    const raw = { as: 'it came' };
    expect(paymentAnswer(reply, web, { httpStatus: 200, raw })).toEqual({
      status: 'created',
      final: false,
      syssn: '1',
      ...order,
      txdtm: '2026-01-01 10:30:34',
      pay_type: '801514',
      pay_url: 'https://pay.example',
      raw,
      httpStatus: 200,
    });
    expect(paymentAnswer({ ...reply, txdtm: '2026-01-01 10:30:35' }, web)).toMatchObject({
      txdtm: '2026-01-01 10:30:35',
      raw: { ...reply, txdtm: '2026-01-01 10:30:35' },
    });
  });

  it.each(SAMPLE_PAYMENTS)('reads 0000 for $pay_type as its mode says', (request) => {
    const driver = { pay_url: 'https://pay.example', qrcode: 'weixin://pay', pay_params: { a: 1 } };
    const { out_trade_no } = request;
    const paydtm = '2026-01-01 10:31:02';
    const reply = { respcd: '0000', syssn: '1', out_trade_no, paydtm, ...driver };
    const answer = paymentAnswer(reply, request);
    const entry = payTypeOf(request.pay_type);
    if (entry?.mode === 'CPM') {
      expect(answer).toEqual({
        status: 'paid',
        final: true,
        syssn: '1',
        out_trade_no,
        txamt: 1234,
        txcurrcd: 'HKD',
        txdtm: request.txdtm,
        mchid: request.mchid,
        paydtm: '2026-01-01 10:31:02',
        refunded: 'none',
        duplicates: [],
        raw: reply,
        httpStatus: undefined,
      });
      return;
    }
    const drives = entry?.drives as keyof typeof driver;
    expect(answer).toMatchObject({ status: 'created', [drives]: driver[drives] });
    const others = Object.keys(driver).filter((name) => name !== drives);
    for (const name of others) expect(answer).not.toHaveProperty(name);
    const { [drives]: _, ...without } = reply;
    const isEither = entry?.drivesOr !== null;
    expect(paymentAnswer(without, request).status).toBe(isEither ? 'created' : 'settle');
    expect(paymentAnswer({ respcd: '0000', syssn: '1' }, request)).toMatchObject({
      status: 'settle',
      reason: 'confirm',
      respcd: '0000',
    });
  });

  it('asks for a query when an order carries no number of the gateway', () => {
    const { syssn: _, ...unnumbered } = { ...said, pay_url: 'https://pay.example' };
    expect(paymentAnswer(unnumbered, web)).toEqual({
      status: 'settle',
      reason: 'confirm',
      respcd: '0000',
      respmsg: undefined,
      raw: unnumbered,
    });
    expect(paymentAnswer(unnumbered, scanned)).toMatchObject({
      status: 'settle',
      reason: 'confirm',
    });
  });

  it('believes no scanned payment that does not name the order: a close is answered so', () => {
    const reply = { respcd: '0000', syssn: '2', orig_syssn: '1', txamt: 1234, txcurrcd: 'HKD' };
    expect(paymentAnswer(reply, scanned)).toMatchObject({ status: 'settle', reason: 'confirm' });
  });

  it.each(['0000-00-00 00:00:00', 'now', '20260101103035'])(
    'keeps the time that was sent when the gateway tells %j',
    (txdtm) => {
      const reply = { ...said, txdtm, pay_url: 'https://pay.example' };
      expect(paymentAnswer(reply, web)).toMatchObject({ txdtm: '2026-01-01 10:30:34' });
    },
  );

  it('asks for a query when the pay type is one that nobody lists', () => {
    const request = { ...web, pay_type: '899999' } as unknown as PaymentRequest;
    expect(paymentAnswer({ ...said, pay_url: 'x' }, request)).toMatchObject({ status: 'settle' });
  });

  it.each([
    ['SUCCESS', 'paid'],
    ['FAILED', 'settle'],
    ['PENDING', 'settle'],
    ['1205', 'settle'],
  ])('believes a scanned payment unless the envelope says otherwise: %s', (txstatus, status) => {
    expect(paymentAnswer({ ...said, txstatus }, scanned)).toMatchObject({ status });
  });

  it.each([
    ['1143', 'awaiting_payer'],
    ['1145', 'processing'],
    ['1298', 'processing'],
  ])('reads %s as pending', (respcd, reason) => {
    expect(paymentAnswer({ ...said, respcd }, scanned)).toEqual({
      status: 'pending',
      final: false,
      reason,
      respcd,
      out_trade_no: 'order-1',
      syssn: '1',
      txdtm: undefined,
      raw: { ...said, respcd },
      httpStatus: undefined,
    });
  });

  it('reads a listed decline as failed, with the words that came along', () => {
    const reply = { respcd: '1201', resperr: 'balance too low', syssn: '1' };
    expect(paymentAnswer(reply, scanned)).toMatchObject({
      status: 'failed',
      final: true,
      reason: 'declined',
      respcd: '1201',
      respmsg: 'balance too low',
      syssn: '1',
    });
    expect(paymentAnswer({ ...reply, respmsg: 'E12' }, scanned)).toMatchObject({ respmsg: 'E12' });
  });

  it.each(['1100', '1147', '1181', '1205', '2007'])(
    'wants %s confirmed by a query before it is a no',
    (respcd) => {
      expect(paymentAnswer({ respcd, resperr: 'x' }, scanned)).toEqual({
        status: 'settle',
        reason: 'confirm',
        respcd,
        respmsg: 'x',
        raw: { respcd, resperr: 'x' },
      });
    },
  );

  it('reads a wrong request and a wrong set-up as rejected', () => {
    const reply = { respcd: '1104', respmsg: 'txamt', resperr: 'bad parameter' };
    expect(paymentAnswer(reply, web)).toEqual({
      status: 'rejected',
      respcd: '1104',
      disposition: 'invalid-request',
      respmsg: 'txamt / bad parameter',
      raw: reply,
    });
    expect(paymentAnswer({ respcd: '1104', resperr: 'filter error' }, web)).toMatchObject({
      disposition: 'auth-config',
      respmsg: 'filter error',
    });
    expect(paymentAnswer({ respcd: '1104', respmsg: 'txamt' }, web)).toMatchObject({
      respmsg: 'txamt',
    });
  });

  it.each([
    ['1102', 'already_done'],
    ['2011', 'already_done'],
    ['1260', 'already_done'],
    ['1161', 'ambiguous_code'],
    ['1204', 'ambiguous_code'],
    ['9999', 'ambiguous_code'],
  ])('asks for a query after %s', (respcd, reason) => {
    expect(paymentAnswer({ respcd }, web)).toMatchObject({ status: 'settle', reason, respcd });
  });

  it.each([{ out_trade_no: 'order-2' }, { txamt: 1 }, { txcurrcd: 'CNY' }])(
    'believes nothing that is about another order: %j',
    (other) => {
      for (const respcd of ['0000', '1201', '1108', '1143']) {
        const reply = { ...said, pay_url: 'x', respcd, ...other };
        expect(paymentAnswer(reply, web)).toMatchObject({ status: 'settle', reason: 'mismatch' });
      }
    },
  );

  it('does not mind another pay type: the reply may name the wallet that paid', () => {
    expect(
      paymentAnswer({ ...said, pay_type: '800108' }, { ...scanned, pay_type: '800008' }),
    ).toMatchObject({
      status: 'paid',
    });
  });
});
