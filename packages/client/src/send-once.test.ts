import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';

let gateway: HostileGateway;
let clock: ManualClock;

beforeEach(async () => {
  gateway = await openHostileGateway();
  clock = new ManualClock();
});
afterEach(async () => {
  await gateway.close();
  expect(clock.pending).toBe(0);
});

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

/** A client whose governor grants the turn at once, and does something first. */
const governedBy = (acquire: () => void) => {
  const rateLimit = { acquire: async () => acquire() };
  return openClient(gateway.url, { clock, rateLimit, timeout: 2_000, totalTimeout: 3_000 });
};

it('sends nothing when its turn comes with the last millisecond', async () => {
  const qf = governedBy(() => clock.advance(2_000));
  await expect(qf.payments.create(order)).rejects.toMatchObject({
    code: 'ERR_QF_TIMEOUT',
    requestSent: 'no',
  });
  expect(gateway.requests).toHaveLength(0);
  await qf.close();
});

it('sends nothing when the caller aborts as its turn comes', async () => {
  const controller = new AbortController();
  const qf = governedBy(() => controller.abort('enough'));
  await expect(qf.payments.create(order, { signal: controller.signal })).rejects.toMatchObject({
    code: 'ERR_QF_ABORTED',
    requestSent: 'no',
  });
  expect(gateway.requests).toHaveLength(0);
  await qf.close();
});

it('sends nothing when its governor refuses, whatever it says', async () => {
  const refusal = { acquire: () => Promise.reject(undefined) };
  const qf = openClient(gateway.url, { rateLimit: refusal, maxRetries: 0 });
  await expect(qf.payments.create(order)).rejects.toMatchObject({ requestSent: 'no' });
  expect(gateway.requests).toHaveLength(0);
  await qf.close();
});
