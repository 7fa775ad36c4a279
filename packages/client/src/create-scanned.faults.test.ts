import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { isQFPayError, type QFPayError } from './qfpay-error.ts';
import { fastClock } from './testing/fast-clock.ts';
import { FAULTS } from './testing/matrix/fault-list.ts';
import { openStage, SCANNED_CODE, stageClient } from './testing/matrix/stage.ts';

/** Ten seconds of the call pass in one. */
const SPEED = 10;
const LIMITS = { maxWait: 24_000, patience: 6_000, timeout: 5_000 };

const scan = { pay_type: '800208', txamt: 1_000, txcurrcd: 'HKD' } as const;
const request = { ...scan, out_trade_no: 'new', auth_code: SCANNED_CODE };

const met = FAULTS.filter(({ expected, act }) => expected.scan !== undefined && act === undefined);

describe.concurrent('a scanned code seen through', () => {
  it.each(met)('is charged once and told truly under $id $title', async ({ id, arrange }) => {
    const stage = await openStage('scan');
    await arrange(stage);
    const events: unknown[] = [];
    const { gateway, controller, options } = stage;
    const clock = { ...fastClock(SPEED), now: options.clock?.now ?? systemClock.now };
    const onEvent = (event: unknown) => events.push(event);
    const qf = stageClient(gateway.url, { ...options, clock, onEvent });
    const began = performance.now();
    const given = await qf.payments
      .createScanned(request, { ...LIMITS, signal: controller.signal })
      .catch((error: QFPayError) => error);
    const took = performance.now() - began;
    await qf.close();
    for (const cleanup of stage.cleanups) await cleanup();
    await gateway.close();

    const row = gateway.ledger.row('new');
    const isPaid = row?.['respcd'] === '0000' && row['cancel'] === '0';
    if (given instanceof Error) {
      expect(isQFPayError(given)).toBe(true);
      expect(row).toBeUndefined();
    } else {
      const { status } = given.payment;
      expect(isPaid ? ['paid', 'pending', 'unknown'] : ['failed', 'pending', 'unknown']).toContain(
        status,
      );
      expect(given.story.filter(({ did }) => did === 'charge')).toHaveLength(1);
    }
    if (!/^C2[12]/.test(id)) expect(gateway.count('payment')).toBeLessThanOrEqual(1);
    expect(took).toBeLessThan(LIMITS.maxWait / SPEED + 2_000);
    const texts = [given, events].map((value) => inspect(value, { depth: null, showHidden: true }));
    expect(texts.join()).not.toContain(SCANNED_CODE);
  });
});
