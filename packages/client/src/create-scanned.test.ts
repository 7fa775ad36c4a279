import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import type { ScanOptions } from './scan-options.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  gateway = await openHostileGateway({ now: () => clock.now() });
  qf = openClient(gateway.url, { clock, timeout: 20_000 });
});
afterEach(async () => {
  await gateway.close();
  await qf.close();
  expect(clock.pending).toBe(0);
});

const code = {
  pay_type: PayType.ALIPAY_SCAN,
  auth_code: '281234567890123456',
  out_trade_no: 'scan-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

/** The customer is typing a password. */
const typing = fault.says((truth) => {
  const row = gateway.ledger.row('scan-1');
  if (row !== undefined) row['respcd'] = '1143';
  return JSON.stringify({ ...truth, respcd: '1143' });
});

async function scanned(options: Partial<ScanOptions> = {}, meanwhile?: () => void) {
  const outcome = qf.payments.createScanned(code, { maxWait: 200_000, ...options });
  await clock.advanceTo(outcome, 10_000);
  meanwhile?.();
  await clock.advanceTo(outcome, 300_000, 500);
  return outcome;
}

describe('payments.createScanned', () => {
  it('ends at once when the code is charged', async () => {
    const { payment, story } = await scanned();
    expect(payment).toMatchObject({ status: 'paid', txamt: 1000 });
    expect(story).toMatchObject([{ did: 'charge', status: 'paid' }]);
  });

  it('waits for the password', async () => {
    gateway.plan('payment', typing);
    const { payment, story } = await scanned({}, () => gateway.ledger.pay('scan-1'));
    expect(payment).toMatchObject({ status: 'paid' });
    expect(story.at(0)).toMatchObject({ did: 'charge', status: 'pending', respcd: '1143' });
    expect(story.at(-1)).toMatchObject({ did: 'query', status: 'paid' });
    expect(gateway.count('reversal')).toBe(0);
    expect(gateway.count('payment')).toBe(1);
  });

  it('cancels after two minutes as the registry advises, and asks what became of it', async () => {
    gateway.plan('payment', typing);
    const { payment, story } = await scanned();
    expect(payment).toMatchObject({ status: 'failed', reason: 'reversed' });
    const cancel = story.at(-1);
    expect(cancel).toMatchObject({ did: 'reversal', status: 'failed', reason: 'reversed' });
    expect(cancel?.at).toBeGreaterThanOrEqual(119_000);
    expect(gateway.count('payment')).toBe(1);
    expect(gateway.count('reversal')).toBe(1);
  });

  it('cancels with a close when told', async () => {
    gateway.plan('payment', typing);
    const { payment } = await scanned({ cancelWith: 'close', patience: 20_000 });
    expect(payment).toMatchObject({ status: 'failed', reason: 'closed' });
  });

  it('tells a payment that was faster than the cancel', async () => {
    gateway.plan('payment', typing);
    gateway.plan('reversal', (context) => {
      gateway.ledger.pay('scan-1');
      fault.says('{"respcd":"1260"}')(context);
    });
    const { payment } = await scanned({ patience: 20_000 });
    expect(payment).toMatchObject({ status: 'paid' });
  });

  it('keeps asking after a refused cancel', async () => {
    gateway.plan('payment', typing);
    gateway.plan('reversal', fault.refuses({ respcd: '1150', resperr: 'T0' }));
    const { payment, story } = await scanned({ patience: 20_000, maxWait: 40_000 });
    expect(payment).toMatchObject({ status: 'pending' });
    expect(story).toContainEqual(
      expect.objectContaining({ did: 'reversal', status: 'refused', respcd: '1150' }),
    );
    expect(story.at(-1)).toMatchObject({ did: 'query', status: 'pending' });
  });

  it('is never charged twice when the answer is lost', async () => {
    gateway.plan('payment', fault.resetAfterEffect);
    const { payment } = await scanned();
    expect(payment).toMatchObject({ status: 'paid' });
    expect(gateway.count('payment')).toBe(1);
  });

  it('returns the last news when the caller aborts after the charge', async () => {
    gateway.plan('payment', typing);
    const controller = new AbortController();
    const { payment, story } = await scanned({ signal: controller.signal }, () =>
      controller.abort(),
    );
    expect(payment).toMatchObject({ status: 'pending' });
    expect(story.at(0)).toMatchObject({ did: 'charge' });
  });

  it('throws when nothing was charged', async () => {
    gateway.plan('payment', fault.refuses({ respcd: '1104', resperr: 'bad parameter' }));
    const outcome = qf.payments.createScanned(code, { maxWait: 200_000 });
    const caught = outcome.catch((error: unknown) => error);
    await clock.advanceTo(caught, 5_000);
    expect(await caught).toMatchObject({ code: 'ERR_QF_REJECTED', respcd: '1104' });
  });

  it('refuses a pay type that nobody scans', async () => {
    const web = { ...code, auth_code: undefined, pay_type: PayType.ALIPAY_WEB_HK };
    await expect(
      qf.payments.createScanned(web as never, { maxWait: 200_000 }),
    ).rejects.toMatchObject({ code: 'ERR_QF_INVALID_REQUEST' });
  });

  it('refuses a wait that leaves no time to cancel', async () => {
    await expect(qf.payments.createScanned(code, { maxWait: 120_000 })).rejects.toMatchObject({
      code: 'ERR_QF_CONFIGURATION',
      issues: [expect.objectContaining({ field: 'maxWait' })],
    });
  });
});
