import { describe, expect, it } from 'vitest';
import { rows, scriptedClient } from './testing/scripted-client.ts';
import { answers } from './testing/scripted-transport.ts';

describe('check()', () => {
  it('is ok when the question was answered, with rows or without', async () => {
    const { qf, asked } = scriptedClient([rows(), rows({ syssn: '1' })]);
    const found = { ok: true, url: 'http://127.0.0.1:9', appCode: 'TESTAPPCODE0001', duration: 0 };
    expect(await qf.check()).toEqual(found);
    expect(await qf.check()).toEqual(found);
    expect(asked()).toMatchObject([{ operation: 'query', page_size: '1' }, {}]);
  });

  it.each([
    ['9999', 'is not listed'],
    ['1112', 'is ambiguous'],
    ['1136', 'is ambiguous of a query'],
    ['1143', 'is pending'],
    ['1142', 'is already done'],
  ])('is neither ok nor refused with %s, which %s', async (respcd) => {
    const reply = { respcd, respmsg: 'signature error', data: [], cardcd: '4012888888881881' };
    const { qf } = scriptedClient([answers(reply)]);
    await expect(qf.check()).rejects.toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
      requestSent: 'yes',
      respcd,
      respmsg: 'signature error',
      raw: { ...reply, cardcd: '************1881' },
      httpStatus: 200,
      attempts: 1,
    });
  });

  it.each(['1108', '1241'])('is refused with %s', async (respcd) => {
    const { qf } = scriptedClient([answers({ respcd })]);
    await expect(qf.check()).rejects.toMatchObject({ code: 'ERR_QF_REJECTED', respcd });
  });
});
