import { clientKey, verifyFields } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';

const KEY = 'test-client-key-0001-NOT-REAL';

let gateway: HostileGateway;
beforeEach(async () => {
  gateway = await openHostileGateway();
});
afterEach(() => gateway.close());

describe('a close', () => {
  it.each([
    ['POST', {}],
    ['POST', { closeMethod: 'POST' }],
    ['GET', { closeMethod: 'GET' }],
  ] as const)('is a signed %s with the options %j', async (method, options) => {
    const qf = openClient(gateway.url, { clientKey: KEY, ...options });
    const order = { out_trade_no: 'order-1', txamt: 100 };
    const created = await qf.payments.create({ ...order, txcurrcd: 'HKD', pay_type: '801514' });
    const cancel = { ...order, txdtm: created.txdtm ?? '' };
    expect(await qf.payments.close(cancel)).toMatchObject({ status: 'failed', reason: 'closed' });
    await qf.close();
    const close = gateway.requests.find(({ operation }) => operation === 'close');
    expect(close?.body === '').toBe(method === 'GET');
    expect(close?.headers['content-type'] === undefined).toBe(method === 'GET');
    expect(close?.fields).toEqual({ ...cancel, txamt: '100' });
    const signature = close?.headers['x-qf-sign'];
    expect(() => verifyFields(close?.fields ?? {}, signature, clientKey(KEY))).not.toThrow();
  });

  it('by GET is not sent twice when its answer is lost', async () => {
    const qf = openClient(gateway.url, { closeMethod: 'GET' });
    await qf.check();
    gateway.always('close', fault.resetAfterEffect);
    const cancel = { out_trade_no: 'order-1', txamt: 100, txdtm: '2026-03-15 12:00:00' };
    expect(await qf.payments.close(cancel)).toMatchObject({ status: 'unknown' });
    expect(gateway.count('close')).toBe(1);
    await qf.close();
  });
});
