import { describe, expect, it } from 'vitest';
import { requestLog } from './request-log.ts';

const call = {
  at: 0,
  method: 'POST',
  path: '/trade/v1/query',
  app_code: 'A',
  fields: {},
  respcd: '0000',
  hints: [],
};

describe('requestLog', () => {
  it('keeps the newest calls', () => {
    const log = requestLog({ calls: 10 });
    for (let count = 0; count < 100; count += 1) log.add(call);
    expect(log.list().length).toBeGreaterThanOrEqual(5);
    expect(log.list().length).toBeLessThanOrEqual(10);
    expect(log.list().at(-1)?.id).toBe('req_000100');
    expect(log.get('req_000001')).toBeUndefined();
  });

  it('keeps no more than so many characters, however few calls they are', () => {
    const log = requestLog({ characters: 100_000 });
    for (let count = 0; count < 100; count += 1) log.add({ ...call, hints: ['x'.repeat(9_000)] });
    expect(JSON.stringify(log.list()).length).toBeGreaterThan(40_000);
    expect(JSON.stringify(log.list()).length).toBeLessThan(101_000);
    expect(log.list().at(-1)?.id).toBe('req_000100');
  });

  it('keeps the last call whatever its size', () => {
    const log = requestLog({ characters: 1000 });
    for (let count = 0; count < 3; count += 1) log.add({ ...call, hints: ['x'.repeat(9_000)] });
    expect(log.list().map(({ id }) => id)).toEqual(['req_000003']);
  });
});
