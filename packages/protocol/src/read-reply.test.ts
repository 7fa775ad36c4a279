import { describe, expect, it } from 'vitest';
import { gatewayJson } from './gateway-json.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { type ReplyReading, readReply } from './read-reply.ts';
import { SAMPLE_REPLIES, SAMPLE_ROW } from './testing/sample-replies.ts';

const { payment, query, refund } = OPERATIONS;
const every: readonly Operation<unknown, unknown>[] = Object.values(OPERATIONS);

function read<Reply>(operation: Operation<unknown, Reply>, value: unknown): ReplyReading<Reply> {
  return readReply(operation, typeof value === 'string' ? value : gatewayJson(value));
}

function accepted<Reply>(operation: Operation<unknown, Reply>, value: unknown): Reply {
  const reading = read(operation, value);
  if (reading.ok) return reading.reply;
  throw new Error(JSON.stringify(reading.issues));
}

describe('readReply', () => {
  it.each(every)('reads what $name answers', (operation) => {
    const sample = SAMPLE_REPLIES[operation.name];
    expect(read(operation, sample)).toMatchObject({ ok: true, raw: sample });
    expect(accepted(operation, sample)).toMatchObject({ respcd: sample['respcd'] });
  });

  it('turns digits into amounts, and treats a missing field, null and "" alike', () => {
    const reply = accepted(payment, { respcd: '0000', txamt: '1234', syssn: null, pay_url: '' });
    expect(reply).toEqual({ respcd: '0000', txamt: 1234 });
    expect(accepted(payment, { respcd: '0000', txamt: 1234 })).toEqual(reply);
    for (const pay_params of [null, '']) {
      expect(accepted(payment, { respcd: '0000', pay_params })).toEqual({ respcd: '0000' });
    }
  });

  it('keeps unknown fields, in the reply and in raw', () => {
    const answer = { respcd: '0000', brand_new: 'https://x.example', nested: { a: [1, null] } };
    const reading = read(payment, answer);
    expect(reading).toEqual({ ok: true, reply: answer, raw: answer });
  });

  it.each([
    ['{"respcd": 0000}', '0000'],
    ['{"respcd": 1143}', '1143'],
    ['{"respcd": "0000"}', '0000'],
    ['{"respcd": 0}', '0'],
    ['\uFEFF{"respcd": "0000"}', '0000'],
  ])('reads the code of %s as %s', (text, respcd) => {
    expect(accepted(payment, text)).toMatchObject({ respcd });
    const bytes = new TextEncoder().encode(text);
    expect(readReply(payment, bytes)).toMatchObject({ ok: true, reply: { respcd } });
  });

  it.each([
    [0xef, 0xbb, 0xbe],
    [0xef, 0xbc, 0xbf],
    [0xee, 0xbb, 0xbf],
  ])('takes no other character for a byte order mark: %i %i %i', (...mark) => {
    const reply = Uint8Array.from([...mark, ...Buffer.from('{"respcd": "0000"}')]);
    expect(readReply(payment, reply)).toMatchObject({ ok: false, issues: [{ rule: 'syntax' }] });
  });

  it('reads numbers of any length without loss', () => {
    const text = '{"respcd": "0000", "syssn": 20260101000100020012345678, "orig_syssn": 20260101}';
    expect(accepted(refund, text)).toMatchObject({
      syssn: '20260101000100020012345678',
      orig_syssn: '20260101',
    });
  });

  it('reads the documented envelope, and lets what stands outside it win', () => {
    const data = { qf_trade_no: '7', out_trade_no: 'order-1', txamt: '5', txstatus: 'SUCCESS' };
    expect(accepted(payment, { respcd: '0000', data })).toMatchObject({
      syssn: '7',
      out_trade_no: 'order-1',
      txamt: 5,
      txstatus: 'SUCCESS',
    });
    for (const inside of [undefined, null, '0000'])
      expect(
        accepted(payment, { respcd: '0000', data: { ...data, respcd: inside } }),
      ).toMatchObject({ respcd: '0000', txstatus: 'SUCCESS' });
    expect(accepted(payment, { respcd: '0000', data: { ...data, respcd: '1205' } })).toMatchObject({
      respcd: '0000',
      txstatus: '1205',
    });
    for (const syssn of ['', null]) {
      expect(accepted(payment, { respcd: '0000', txamt: '6', syssn, data })).toMatchObject({
        syssn: '7',
        txamt: 6,
      });
    }
    expect(accepted(payment, { respcd: '0000', data: null, syssn: '1' })).toMatchObject({
      syssn: '1',
    });
  });

  it.each([
    ['12.5', 'type'],
    ['1e3', 'type'],
    [' 12', 'type'],
    ['12345678901234567890', 'type'],
    [12.5, 'type'],
    [true, 'type'],
    [['12'], 'type'],
    [{ amount: 12 }, 'type'],
  ])('cannot use a reply whose amount is %j', (txamt, rule) => {
    const reading = read(payment, { respcd: '0000', txamt });
    expect(reading).toMatchObject({ ok: false, issues: [{ field: 'txamt', rule }] });
  });

  it.each([
    [{}, 'respcd'],
    [{ respcd: null }, 'respcd'],
    [{ respcd: '' }, 'respcd'],
    [{ respcd: ['0000'] }, 'respcd'],
    [{ data: { respcd: '0000', syssn: '1' } }, 'respcd'],
    [{ respcd: '', data: { respcd: '0000', syssn: '1' } }, 'respcd'],
    [{ respcd: true }, 'respcd'],
    [{ respcd: '0'.repeat(33) }, 'respcd'],
    [{ respcd: '0000', syssn: {} }, 'syssn'],
    [{ respcd: '0000', pay_params: 1 }, 'pay_params'],
  ])('cannot use %j', (answer, field) => {
    expect(read(payment, answer)).toMatchObject({ ok: false, issues: [{ field }] });
  });

  it('takes what only informs as it comes', () => {
    const answer = { respcd: '0000', resperr: { zh: 'x' }, respmsg: 7, sysdtm: false, paydtm: [] };
    expect(accepted(payment, answer)).toMatchObject({
      resperr: undefined,
      respmsg: '7',
      sysdtm: 'false',
      paydtm: undefined,
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '"0000"',
    '0000',
    '<html>502</html>',
    '{"respcd": "0000"',
    '{"a":1,"a":2}',
  ])('says why %j is no reply', (text) => {
    const reading = readReply(payment, text);
    expect(reading.ok ? [] : reading.issues).toHaveLength(1);
  });

  it('says that a list or a text is no object', () => {
    expect(readReply(payment, '[]')).toEqual({
      ok: false,
      issues: [{ field: '', rule: 'json', expected: 'a JSON object', received: 'something else' }],
    });
  });

  it('reads something that is no body at all as no reply', () => {
    const reading = readReply(payment, undefined as unknown as string);
    expect(reading).toMatchObject({ ok: false, issues: [{ rule: 'json' }] });
  });
});

describe('a query', () => {
  it('reads rows with everything they carry', () => {
    const [row] = accepted(query, SAMPLE_REPLIES.query).data;
    expect(row).toMatchObject({
      ...SAMPLE_ROW,
      txamt: 1234,
      origssn: undefined,
      chnlsn: undefined,
      cardcd: undefined,
      chnlsn2: undefined,
      goods_info: undefined,
      goods_detail: undefined,
      respmsg: '',
      cash_refund_fee: undefined,
      cash_refund_fee_type: undefined,
      exchange_rate: undefined,
    });
  });

  it.each([
    [null, []],
    ['', []],
    [[], []],
    [{ syssn: '1' }, [{ syssn: '1' }]],
  ])('reads %j as a list', (data, rows) => {
    expect(accepted(query, { respcd: '0000', data }).data).toEqual(rows);
  });

  it('must show its list when it was answered, and need not when it was refused', () => {
    expect(read(query, { respcd: '0000' }).ok).toBe(false);
    expect(accepted(query, { respcd: '1108' })).toMatchObject({ respcd: '1108', data: [] });
    expect(accepted(query, { respcd: '1108', data: { syssn: '1' } }).data).toEqual([
      { syssn: '1' },
    ]);
    expect(read(query, { respcd: '0000', data: 'none' }).ok).toBe(false);
    expect(read(query, {}).ok).toBe(false);
  });

  it('reads page numbers as numbers or text, and ignores others', () => {
    expect(accepted(query, { respcd: '0000', page: '2', page_size: 10, data: [] })).toMatchObject({
      page: 2,
      page_size: 10,
    });
    expect(accepted(query, { respcd: '0000', page: 'first', data: [] }).page).toBeUndefined();
  });

  it('is unreadable as a whole when a deciding field of one row is', () => {
    const data = [SAMPLE_ROW, { ...SAMPLE_ROW, txamt: '1,234' }];
    expect(read(query, { respcd: '0000', data })).toMatchObject({
      ok: false,
      issues: [{ field: 'data.1.txamt', rule: 'type' }],
    });
    expect(read(query, { respcd: '0000', data: { txamt: '1,234' } })).toMatchObject({
      ok: false,
      issues: [{ field: 'data.0.txamt' }],
    });
  });
});
