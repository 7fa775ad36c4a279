import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import { isQFPayError } from './qfpay-error.ts';
import * as fault from './testing/faults.ts';
import {
  type Fault,
  type HostileGateway,
  honest,
  openHostileGateway,
} from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';

let gateway: HostileGateway;
let qf: QFPayClient;

beforeAll(async () => {
  gateway = await openHostileGateway();
  qf = openClient(gateway.url, { timeout: 150, totalTimeout: 500, maxRetries: 1 });
});
afterAll(async () => {
  await qf.close();
  await gateway.close();
});

/** What a caller may hand over: nearly right, wrong, or hostile. */
const nearlyRight = fc.record(
  {
    pay_type: fc.constantFrom('801514', '800208', '801101', '999999'),
    out_trade_no: fc.oneof(fc.stringMatching(/^[a-z0-9]{1,12}$/), fc.string()),
    syssn: fc.oneof(fc.stringMatching(/^\d{1,20}$/), fc.anything()),
    txamt: fc.oneof(fc.integer({ min: 1, max: 9_999 }), fc.anything()),
    txcurrcd: fc.constantFrom('HKD', 'CNY', 'XXX'),
    txdtm: fc.constantFrom('2026-03-15 12:00:00', '2026-02-30 00:00:00', undefined),
    auth_code: fc.constantFrom('281234567890', undefined),
    note: fc.string(),
    start_time: fc.constantFrom('2026-03-01 00:00:00', 'x'),
    end_time: fc.constantFrom('2026-03-02 00:00:00', new Date()),
  },
  { requiredKeys: [] },
);
const hostile = fc.constantFrom<unknown>(
  Object.defineProperty({}, 'out_trade_no', {
    enumerable: true,
    get: () => {
      throw new Error('getter');
    },
  }),
  new Proxy({}, { ownKeys: () => [] as never, get: () => Number.NaN }),
  Object.create(null),
  Symbol('input'),
  () => {},
);
const input = fc.oneof(
  { weight: 6, arbitrary: nearlyRight },
  { weight: 2, arbitrary: fc.anything() },
  { weight: 1, arbitrary: hostile },
);
const options = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom({ maxWait: 200 }, { maxWait: 0 }, { timeout: 20 }) },
  { weight: 1, arbitrary: fc.anything() },
);

/** What a gateway may answer: the truth, a fault, or any bytes. */
const behaviour: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom(
    honest,
    fault.resetAfterEffect,
    fault.resetBeforeEffect,
    fault.truncated,
    fault.truncatedCloseDelimited,
    fault.garbage,
    fault.page(503),
    fault.slowDown({ 'Retry-After': '0' }),
  ),
  fc.string().map((text) => fault.says(text)),
  fc.json().map((text) => fault.says(text)),
  fc
    .record({ respcd: fc.stringMatching(/^[012]\d{3}$/), data: fc.anything() })
    .map((reply) => fault.says(JSON.stringify(reply) ?? '')),
);

type Call = (given: never, options: never) => unknown;

const calls = (): Record<string, Call> => ({
  create: (given, call) => qf.payments.create(given, call),
  createScanned: (given, call) => qf.payments.createScanned(given, call),
  retrieve: (given, call) => qf.payments.retrieve(given, call),
  waitFor: (given, call) => qf.payments.waitFor(given, call),
  close: (given, call) => qf.payments.close(given, call),
  reverse: (given, call) => qf.payments.reverse(given, call),
  refund: (given, call) => qf.refunds.create(given, call),
  retrieveRefund: (given, call) => qf.refunds.retrieve(given, call),
  waitForRefund: (given, call) => qf.refunds.waitFor(given, call),
  addNote: (given, call) => qf.transactions.addNote(given, call),
  list: (given, call) => qf.transactions.list(given, call).toArray({ limit: 5 }),
  reconcile: async (given, call) => {
    for await (const _ of qf.reconcile(given, call));
  },
  check: (_given, call) => qf.check(call),
});

describe('whatever is asked and whatever is answered', () => {
  it('nothing but a QFPayError is ever rejected', { timeout: 120_000 }, async () => {
    const names = Object.keys(calls());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        input,
        options,
        behaviour,
        async (name, given, call, misbehave) => {
          gateway.always('*', misbehave);
          try {
            const pending = calls()[name]?.(given as never, call as never);
            expect(pending).toBeInstanceOf(Promise);
            await pending;
          } catch (error) {
            if (!isQFPayError(error)) throw error;
            const isOurFault = error.code === 'ERR_QF_INTERNAL' && name !== 'reconcile';
            expect(isOurFault).toBe(false);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
