import { describe, expect, it } from 'vitest';
import { cancelAnswer } from './cancel-answer.ts';
import { preauthAnswer } from './preauth-answer.ts';
import { refundAnswer } from './refund-answer.ts';

const refund = { syssn: '1', out_trade_no: 'refund-1', txamt: 500, txdtm: '2026-01-01 10:30:34' };
const cancel = { out_trade_no: 'order-1', txamt: 1234, txdtm: '2026-01-01 10:30:34' };
const capture = { syssn: '1', txamt: 1234 };

describe('refundAnswer', () => {
  it('tells everything about a refund that was made', () => {
    const reply = {
      respcd: '0000',
      syssn: '2',
      orig_syssn: '1',
      out_trade_no: 'refund-1',
      txamt: 500,
    };
    expect(refundAnswer(reply, refund, { httpStatus: 200 })).toEqual({
      status: 'refunded',
      final: true,
      out_trade_no: 'refund-1',
      orig_syssn: '1',
      syssn: '2',
      txamt: 500,
      txdtm: '2026-01-01 10:30:34',
      raw: reply,
      httpStatus: 200,
    });
    const zero = { ...reply, txdtm: '0000-00-00 00:00:00' };
    expect(refundAnswer(zero, refund)).toMatchObject({ txdtm: '2026-01-01 10:30:34' });
    expect(
      refundAnswer({ ...reply, txdtm: '2026-01-01 10:30:35' }, refund, { raw: 1 }),
    ).toMatchObject({
      txdtm: '2026-01-01 10:30:35',
      raw: 1,
    });
  });

  it.each([
    ['1143', { status: 'pending', final: false, reason: 'processing', respcd: '1143' }],
    ['2999', { status: 'pending', reason: 'processing' }],
    ['1155', { status: 'failed', final: true, reason: 'declined', respcd: '1155' }],
    ['1265', { status: 'rejected', disposition: 'retryable' }],
    ['1269', { status: 'rejected', disposition: 'retryable' }],
    ['1272', { status: 'rejected', disposition: 'invalid-request' }],
    ['1268', { status: 'rejected', disposition: 'invalid-request' }],
    ['1251', { status: 'rejected', disposition: 'auth-config' }],
    ['1262', { status: 'settle', reason: 'already_done' }],
    ['1264', { status: 'settle', reason: 'already_done' }],
    ['1201', { status: 'settle', reason: 'ambiguous_code' }],
    ['1205', { status: 'settle', reason: 'ambiguous_code' }],
    ['1100', { status: 'settle', reason: 'confirm' }],
    ['9999', { status: 'settle', reason: 'ambiguous_code' }],
  ])('reads %s', (respcd, answer) => {
    expect(refundAnswer({ respcd }, refund)).toMatchObject(answer);
  });

  it.each([
    {},
    { data: [] },
    { data: [{ syssn: '2' }] },
    { syssn: '1' },
    { syssn: '2', orig_syssn: '1', txamt: 500 },
  ])('believes no success without a number of its own: %j', (rest) => {
    const reply = { respcd: '0000', ...rest };
    expect(refundAnswer(reply, refund)).toMatchObject({ status: 'settle', reason: 'confirm' });
  });

  it('looks into both texts for the words that change a meaning', () => {
    const used = { status: 'settle', reason: 'already_done' };
    expect(refundAnswer({ respcd: '1251', respmsg: 'out_trade_no is used' }, refund)).toMatchObject(
      used,
    );
    expect(refundAnswer({ respcd: '1251', resperr: 'out_trade_no is used' }, refund)).toMatchObject(
      used,
    );
    const over = { respcd: '1265', resperr: 'refund period is over' };
    expect(refundAnswer(over, refund)).toMatchObject({
      status: 'failed',
      respmsg: 'refund period is over',
    });
    expect(refundAnswer({ ...over, respmsg: 'E1' }, refund)).toMatchObject({ respmsg: 'E1' });
  });

  it.each([{ out_trade_no: 'refund-2' }, { txamt: 501 }, { orig_syssn: '9' }])(
    'believes nothing that is about another refund: %j',
    (other) => {
      for (const respcd of ['0000', '1155', '1262', '1143']) {
        const reply = { respcd, ...other };
        expect(refundAnswer(reply, refund)).toMatchObject({ status: 'settle', reason: 'mismatch' });
      }
    },
  );
});

describe('an envelope', () => {
  it.each(['FAILED', 'PENDING', '1205'])('that says %s inside is no success', (txstatus) => {
    const reply = { respcd: '0000', syssn: '2', out_trade_no: 'refund-1', txstatus };
    const unconfirmed = { status: 'settle', reason: 'confirm', respcd: '0000' };
    expect(refundAnswer(reply, refund)).toMatchObject(unconfirmed);
    const { out_trade_no: _, ...cancelled } = reply;
    expect(cancelAnswer(cancelled, cancel, 'reversal')).toMatchObject(unconfirmed);
    expect(preauthAnswer(cancelled, capture, 'authtrade')).toMatchObject(unconfirmed);
    const done = { ...reply, txstatus: 'SUCCESS' };
    expect(refundAnswer(done, refund)).toMatchObject({ status: 'refunded' });
  });
});

describe('cancelAnswer', () => {
  const reply = {
    respcd: '0000',
    syssn: '2',
    orig_syssn: '1',
    out_trade_no: 'order-1',
    txamt: 1234,
  };

  it('gives the number of the cancel', () => {
    expect(cancelAnswer(reply, cancel, 'close')).toEqual({
      status: 'cancelled',
      syssn: '2',
      raw: reply,
    });
    expect(cancelAnswer(reply, cancel, 'reversal', { raw: 1 })).toMatchObject({ raw: 1 });
  });

  it('asks for a query after 0000 without a number: an unsupported wallet answers so', () => {
    expect(cancelAnswer({ respcd: '0000' }, cancel, 'close')).toMatchObject({
      status: 'settle',
      reason: 'confirm',
      raw: { respcd: '0000' },
    });
  });

  it.each([
    ['1145', { status: 'pending', raw: { respcd: '1145', respmsg: 'why', resperr: 'not' } }],
    ['1150', { status: 'rejected', disposition: 'declined', respcd: '1150', respmsg: 'why / not' }],
    ['1261', { status: 'rejected', disposition: 'invalid-request' }],
    ['1108', { status: 'rejected', disposition: 'auth-config' }],
    ['1142', { status: 'settle', reason: 'already_done' }],
    ['1181', { status: 'settle', reason: 'already_done' }],
    ['1297', { status: 'settle', reason: 'ambiguous_code' }],
    ['1201', { status: 'settle', reason: 'ambiguous_code' }],
  ])('reads %s', (respcd, answer) => {
    const said = { respcd, respmsg: 'why', resperr: 'not' };
    expect(cancelAnswer(said, cancel, 'close')).toMatchObject(answer);
    expect(cancelAnswer(said, cancel, 'reversal')).toMatchObject(answer);
  });

  it.each([{ out_trade_no: 'order-2' }, { txamt: 1 }])(
    'believes nothing about another order: %j',
    (other) => {
      expect(cancelAnswer({ ...reply, ...other }, cancel, 'close')).toMatchObject({
        reason: 'mismatch',
      });
    },
  );

  it('compares the original with the number that was asked for', () => {
    const bySyssn = { syssn: '1', txamt: 1234, txdtm: cancel.txdtm };
    expect(cancelAnswer(reply, bySyssn, 'close')).toMatchObject({ status: 'cancelled' });
    expect(cancelAnswer({ ...reply, orig_syssn: '9' }, bySyssn, 'close')).toMatchObject({
      reason: 'mismatch',
    });
  });
});

describe('preauthAnswer', () => {
  const reply = { respcd: '0000', syssn: '2', orig_syssn: '1', txamt: 1234 };

  it('gives the number of the capture or release', () => {
    expect(preauthAnswer(reply, capture, 'authtrade')).toEqual({
      status: 'accepted',
      syssn: '2',
      raw: reply,
    });
    expect(preauthAnswer(reply, capture, 'unfreeze', { raw: 1 })).toMatchObject({ raw: 1 });
  });

  it.each([
    [{ respcd: '0000' }, { status: 'settle', reason: 'confirm' }],
    [{ respcd: '1143' }, { status: 'pending', raw: { respcd: '1143' } }],
    [
      { respcd: '1152', resperr: 'late' },
      { status: 'rejected', disposition: 'declined', respmsg: 'late' },
    ],
    [{ respcd: '1153' }, { status: 'rejected', disposition: 'invalid-request' }],
    [{ respcd: '1261' }, { status: 'rejected', disposition: 'invalid-request' }],
    [{ respcd: '1272' }, { status: 'settle', reason: 'ambiguous_code' }],
    [
      { ...reply, orig_syssn: '9' },
      { status: 'settle', reason: 'mismatch' },
    ],
    [
      { ...reply, txamt: 1 },
      { status: 'settle', reason: 'mismatch' },
    ],
  ])('reads %j', (said, answer) => {
    expect(preauthAnswer(said, capture, 'authtrade')).toMatchObject(answer);
  });
});
