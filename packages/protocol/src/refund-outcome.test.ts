import { describe, expect, it } from 'vitest';
import { refundOutcome } from './refund-outcome.ts';
import type { Row } from './row.ts';

const EXPECTED = { out_trade_no: 'refund-1', txamt: 500, orig_syssn: '1' } as const;

const done: Row = {
  syssn: '2',
  out_trade_no: 'refund-1',
  txamt: 500,
  origssn: '1',
  order_type: 'refund',
  respcd: '0000',
  txdtm: '2026-01-01 10:30:34',
};

describe('refundOutcome', () => {
  it('tells everything about a refund that was made', () => {
    expect(refundOutcome([done], EXPECTED, { httpStatus: 200 })).toEqual({
      status: 'refunded',
      final: true,
      out_trade_no: 'refund-1',
      orig_syssn: '1',
      syssn: '2',
      txamt: 500,
      txdtm: '2026-01-01 10:30:34',
      raw: done,
      httpStatus: 200,
    });
  });

  it('keeps the time of a refund whose row shows none', () => {
    const row = { out_trade_no: 'refund-1', respcd: '1143', txdtm: '0000-00-00 00:00:00' };
    const txdtm = '2026-01-01 10:30:34';
    expect(refundOutcome([row], { ...EXPECTED, txdtm })).toMatchObject({ txdtm });
    expect(refundOutcome([row], EXPECTED).txdtm).toBeUndefined();
  });

  it('tells what is known of one that nobody found', () => {
    expect(refundOutcome([], { ...EXPECTED, txdtm: '2026-01-01 10:30:34' })).toEqual({
      status: 'unknown',
      final: false,
      reason: 'not_found',
      respcd: undefined,
      out_trade_no: 'refund-1',
      orig_syssn: '1',
      syssn: undefined,
      txamt: 500,
      txdtm: '2026-01-01 10:30:34',
      raw: [],
      httpStatus: undefined,
    });
  });

  it.each([
    [{ respcd: '1143' }, { status: 'pending', final: false, reason: 'processing', respcd: '1143' }],
    [{ respcd: '2999' }, { status: 'pending' }],
    [
      { respcd: '1155', errmsg: 'refused' },
      { status: 'failed', final: true, reason: 'declined', respcd: '1155', respmsg: 'refused' },
    ],
    [
      { respcd: '1161' },
      { status: 'unknown', final: false, reason: 'ambiguous_code', respcd: '1161' },
    ],
    [{ respcd: '1204' }, { status: 'unknown', reason: 'ambiguous_code' }],
    [{ respcd: '1297' }, { status: 'unknown', reason: 'ambiguous_code' }],
    [{ respcd: undefined }, { status: 'unknown', reason: 'ambiguous_code', respcd: undefined }],
    [{ txamt: 501 }, { status: 'unknown', reason: 'mismatch', respcd: '0000' }],
    [{ origssn: '9' }, { status: 'unknown', reason: 'mismatch' }],
    [{ order_type: 'payment' }, { status: 'unknown', reason: 'mismatch' }],
  ])('reads a row with %j', (shape, outcome) => {
    const row = { ...done, ...shape };
    expect(refundOutcome([row], EXPECTED)).toMatchObject({ ...outcome, raw: row });
  });

  it.each([
    [{ txamt: 501, syssn: '7', txdtm: '2026-02-01 10:00:00' }, EXPECTED],
    [
      { origssn: '9', txamt: 501 },
      { out_trade_no: 'refund-1', orig_syssn: '1' },
    ],
  ])('tells nothing of a row with %j, which is another’s, as this refund’s', (shape, expected) => {
    const { orig_syssn, syssn, txamt, txdtm } = refundOutcome([{ ...done, ...shape }], expected);
    expect({ orig_syssn, syssn, txamt, txdtm }).toEqual({ ...expected, out_trade_no: undefined });
  });

  it('knows a refund without order_type by its original', () => {
    expect(refundOutcome([{ ...done, order_type: undefined }], EXPECTED)).toMatchObject({
      status: 'refunded',
    });
    const bare = { ...done, order_type: undefined, origssn: undefined };
    expect(refundOutcome([bare], { out_trade_no: 'refund-1' })).toMatchObject({
      reason: 'mismatch',
    });
  });

  it('takes the row at its word where the caller knows neither amount nor original', () => {
    expect(refundOutcome([done], { out_trade_no: 'refund-1' })).toMatchObject({
      status: 'refunded',
      orig_syssn: '1',
      txamt: 500,
    });
  });

  it('says that other refunds were found', () => {
    const rows = [{ ...done, out_trade_no: 'refund-2' }];
    expect(refundOutcome(rows, EXPECTED)).toMatchObject({
      status: 'unknown',
      reason: 'mismatch',
      syssn: undefined,
      raw: rows,
    });
  });

  it.each([
    [['0000', '1143', '1155'], 'refunded'],
    [['1155', '1143', '1161'], 'pending'],
    [['1155', '1161'], 'unknown'],
    [['1155'], 'failed'],
  ])('of several rows with %j says %s', (codes, status) => {
    const rows = codes.map((respcd, index) => ({ ...done, syssn: String(index), respcd }));
    expect(refundOutcome(rows, EXPECTED)).toMatchObject({ status });
    expect(refundOutcome(rows.toReversed(), EXPECTED)).toMatchObject({ status });
  });
});
