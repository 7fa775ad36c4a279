import { describe, expect, it } from 'vitest';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { type Act, answers, fails } from './testing/scripted-transport.ts';
import { TransportError } from './transport.ts';

const request = {
  syssn: '2026',
  out_trade_no: 'refund-1',
  txamt: 400,
  txdtm: '2026-03-10 12:00:00',
} as const;
const given = {
  syssn: '2027',
  origssn: '2026',
  out_trade_no: 'refund-1',
  order_type: 'refund',
  txamt: '400',
  respcd: '0000',
  sysdtm: '2026-03-10 12:00:01',
};
const lost = fails(new TransportError('lost', { requestSent: 'maybe' }));
const says = (respcd: string, respmsg = 'as it says') => answers({ respcd, respmsg });

async function refunded(acts: readonly Act[], options: object = {}) {
  const { qf, clock, asked } = scriptedClient(acts);
  const outcome = qf.refunds.create(request, options).catch((error: unknown) => error);
  await clock.advanceTo(outcome, 60_000);
  const operations = asked().map(({ operation, start_time = '' }) =>
    `${operation} ${start_time.slice(0, 7)}`.trim(),
  );
  return { outcome: await outcome, operations, clock };
}

describe('a refund in doubt', () => {
  it('is what the row of its own number says', async () => {
    const { outcome, operations } = await refunded([lost, rows(given)]);
    expect(outcome).toMatchObject({ status: 'refunded', syssn: '2027', orig_syssn: '2026' });
    expect(operations).toEqual(['refund', 'query 2026-03']);
  });

  it.each([{ txamt: '300' }, { origssn: '2025' }])('is none of a row with %j', async (other) => {
    const { qf } = scriptedClient([lost, rows({ ...given, ...other })]);
    const outcome = await qf.refunds.create(request);
    const unknown = { status: 'unknown', reason: 'mismatch', txamt: 400, orig_syssn: '2026' };
    expect(outcome).toMatchObject(unknown);
    expect(await qf.refunds.retrieve(outcome)).toMatchObject(unknown);
  });

  it.each([
    ['nothing else', {}],
    ['the rows of somebody’s question', { page: 1, page_size: 100, data: [] }],
  ])('is asked for when 0000 came with %s', async (_name, rest) => {
    const { outcome, operations } = await refunded([answers({ respcd: '0000', ...rest }), rows()]);
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found', final: false });
    expect(operations).toEqual(['refund', 'query 2026-03']);
  });

  it('is unknown, with what was asked for, when no question is answered', async () => {
    const { outcome } = await refunded([lost]);
    expect(outcome).toMatchObject({
      status: 'unknown',
      final: false,
      reason: 'no_answer',
      out_trade_no: 'refund-1',
      orig_syssn: '2026',
      txamt: 400,
      txdtm: '2026-03-10 12:00:00',
      cause: { code: 'ERR_QF_NO_ANSWER' },
    });
  });

  it('is unknown when its code is, and is not searched further', async () => {
    const { outcome, operations } = await refunded([says('1161'), rows()]);
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found', respcd: '1161' });
    expect(operations).toEqual(['refund', 'query 2026-03']);
  });

  it('is unknown when the rows that came belong to an answer with an odd code', async () => {
    const { outcome } = await refunded([lost, answers({ respcd: '1254', data: [] })]);
    expect(outcome).toMatchObject({
      status: 'unknown',
      final: false,
      reason: 'ambiguous_code',
      respcd: '1254',
      raw: [],
      httpStatus: 200,
    });
  });
});

it('is given back when the first month says so, whatever the second one answers', async () => {
  const acts = [lost, rows(given), answers({ respcd: '1254' })];
  const { qf } = scriptedClient(acts);
  const border = { ...request, txdtm: '2026-03-31 12:00:00' };
  expect(await qf.refunds.create(border)).toMatchObject({ status: 'refunded', syssn: '2027' });
});

describe('a payment that has nothing left', () => {
  it.each(['1125', '1262', '1264'])('fails this refund after %s without a row', async (respcd) => {
    const { outcome, operations, clock } = await refunded([says(respcd), rows()]);
    expect(outcome).toMatchObject({
      status: 'failed',
      final: true,
      reason: 'nothing_left',
      respcd,
      respmsg: 'as it says',
      out_trade_no: 'refund-1',
      orig_syssn: '2026',
      txdtm: '2026-03-10 12:00:00',
    });
    expect(outcome).not.toHaveProperty('cause');
    const search = ['query 2026-03', 'query 2026-02'];
    expect(operations).toEqual(['refund', ...search, ...search]);
    expect(clock.monotonic()).toBe(3_000);
  });

  it('gave it back by this number where its row was only late', async () => {
    const { outcome } = await refunded([says('1262'), rows(), rows(), rows(given)]);
    expect(outcome).toMatchObject({ status: 'refunded', syssn: '2027' });
  });

  it('fails nothing where there is no time to ask again', async () => {
    const { outcome } = await refunded([says('1262'), rows()], { totalTimeout: 3_000 });
    expect(outcome).toMatchObject({ status: 'unknown', final: false, respcd: '1262' });
  });

  it('gave it back by this number where a row of last month says so', async () => {
    const row = { ...given, txdtm: '2026-02-20 12:00:00', sysdtm: '2026-02-20 12:00:00' };
    for (const own of [[], [{ ...given, respcd: '1155' }], [{ ...given, respcd: '1145' }]]) {
      const { outcome } = await refunded([
        says('1262'),
        rows(...own),
        rows({ ...row, syssn: '9' }),
      ]);
      expect(outcome).toMatchObject({ status: 'refunded', txdtm: '2026-02-20 12:00:00' });
    }
  });

  it('fails nothing while a question is not answered', async () => {
    for (const acts of [[lost], [rows(), lost]]) {
      const { outcome } = await refunded([says('1262'), ...acts]);
      expect(outcome).toMatchObject({ status: 'unknown', respcd: '1262' });
    }
  });

  it('fails nothing that has a row which says nothing', async () => {
    const { outcome, operations } = await refunded([
      says('1262'),
      rows({ ...given, respcd: '1161' }),
    ]);
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'ambiguous_code' });
    expect(operations).toHaveLength(3);
  });
});

describe('a number that is used', () => {
  it.each([
    ['1102', 'as it says'],
    ['2011', 'as it says'],
    ['1251', 'out_trade_no is used'],
  ])('is asked for again after three seconds following %s, and never fails', async (code, text) => {
    const { outcome, operations, clock } = await refunded([says(code, text), rows()]);
    expect(outcome).toMatchObject({
      status: 'unknown',
      final: false,
      reason: 'not_found',
      respcd: code,
      txdtm: '2026-03-10 12:00:00',
    });
    const search = ['query 2026-03', 'query 2026-02'];
    expect(operations).toEqual(['refund', ...search, ...search]);
    expect(clock.monotonic()).toBe(3_000);
  });

  it('is found when its row was only late', async () => {
    const { outcome } = await refunded([says('2011'), rows(), rows(), rows(given)]);
    expect(outcome).toMatchObject({ status: 'refunded', syssn: '2027' });
  });

  it.each([
    [3_000, false],
    [3_001, true],
  ])('is asked for again when there is time: %i ms, %s', async (totalTimeout, isAskedAgain) => {
    const { outcome, operations, clock } = await refunded([says('2011'), rows()], {
      totalTimeout,
    });
    expect(operations.length > 3).toBe(isAskedAgain);
    expect(clock.monotonic() >= 3_000).toBe(isAskedAgain);
    expect(outcome).toMatchObject({ status: 'unknown', final: false, respcd: '2011' });
  });

  it('is unknown when the caller aborts meanwhile', async () => {
    const controller = new AbortController();
    const act: Act = (sent) => {
      queueMicrotask(() => setImmediate(() => controller.abort()));
      return rows()(sent);
    };
    const { outcome, operations } = await refunded([says('2011'), rows(), act], {
      signal: controller.signal,
    });
    expect(outcome).toMatchObject({
      status: 'unknown',
      final: false,
      reason: 'no_answer',
      respcd: '2011',
      raw: [],
      httpStatus: 200,
      orig_syssn: '2026',
    });
    expect(operations).toHaveLength(3);
  });
});

it('throws a listed no with all that the gateway said', async () => {
  const reply = { respcd: '1269', respmsg: 'takings too small' };
  const { outcome } = await refunded([answers(reply, 400)]);
  expect(outcome).toMatchObject({
    code: 'ERR_QF_REJECTED',
    operation: 'refund',
    respcd: '1269',
    respmsg: 'takings too small',
    httpStatus: 400,
    raw: reply,
  });
});

it('tells the status of an answer whose refund stays unknown', async () => {
  const reply = { respcd: '1161', txamt: '400' };
  const { outcome } = await refunded([answers(reply, 202), lost]);
  expect(outcome).toMatchObject({ status: 'unknown', httpStatus: 202, raw: reply });
});
