import { describe, expect, it } from 'vitest';
import { scriptedClient } from './testing/scripted-client.ts';
import { answers } from './testing/scripted-transport.ts';

const ref = { out_trade_no: 'order-1', txdtm: '2026-03-10 12:00:00' };
const some = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    syssn: String(from + index),
    out_trade_no: 'order-1',
    respcd: '1145',
  }));

describe('a page', () => {
  it.each([
    ['100 rows of no stated size', { data: some(100) }, 2],
    ['99 rows of no stated size', { data: some(99) }, 1],
    ['as many rows as it grants', { page_size: 10, data: some(10) }, 2],
    ['fewer rows than it grants', { page_size: 10, data: some(9) }, 1],
    ['100 rows of a larger size', { page_size: 500, data: some(100) }, 2],
    ['no rows of no size', { page_size: 0, data: [] }, 1],
    ['a row of no size', { page_size: 0, data: some(1) }, 2],
  ])('with %s is followed by another one or not', async (_name, page, count) => {
    const next = { respcd: '0000', data: [] };
    const { qf, asked } = scriptedClient([answers({ respcd: '0000', ...page }), answers(next)]);
    await qf.payments.retrieve(ref);
    expect(asked().map(({ page: number, page_size }) => [number, page_size])).toEqual(
      [
        ['1', '100'],
        ['2', '100'],
      ].slice(0, count),
    );
  });

  it.each([
    ['1254', 'ambiguous'],
    ['1143', 'pending'],
    ['1142', 'already done'],
    ['7777', 'nothing that is listed'],
  ])('with %s, which is %s, leaves the question open', async (respcd) => {
    const { qf } = scriptedClient([answers({ respcd })]);
    expect(await qf.payments.retrieve(ref)).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous_code',
      respcd,
    });
  });

  it.each([
    ['1108', 'auth-config'],
    ['1104', 'invalid-request'],
    ['1100', 'retryable'],
    ['1205', 'declined'],
  ])('with %s refuses the question', async (respcd, disposition) => {
    const reply = { respcd, respmsg: 'as it says' };
    const { qf } = scriptedClient([answers(reply, 403)]);
    const refusal = {
      code: 'ERR_QF_REJECTED',
      operation: 'query',
      disposition,
      respcd,
      respmsg: 'as it says',
      raw: reply,
      httpStatus: 403,
    };
    await expect(qf.payments.retrieve(ref)).rejects.toMatchObject(refusal);
    await expect(qf.check()).rejects.toMatchObject(refusal);
  });
});
