import { describe, expect, it } from 'vitest';
import { requestLog } from '../gateway/request-log.ts';
import { recorder } from './recorder.ts';

const call = {
  at: 0,
  method: 'POST',
  path: '/trade/v1/query',
  app_code: 'A',
  fields: { out_trade_no: 'x'.repeat(100) },
  respcd: '0000',
  hints: [],
};

describe('recorder', () => {
  it('ends a recording that nobody stops before it fills the memory', () => {
    const log = requestLog();
    const recordings = recorder(log, async () => ({ answered: '', same: false }), 1000);
    const { id } = recordings.start();
    log.add(call);
    expect(recordings.list()).toEqual([{ id, calls: 1, running: true }]);
    for (let count = 0; count < 100; count += 1) log.add(call);
    const [{ calls = 0 } = {}] = recordings.list();
    expect(calls).toBeLessThan(10);
    expect(recordings.list()).toEqual([{ id, calls, running: false }]);
    expect(recordings.stop()).toBeUndefined();
  });
});
