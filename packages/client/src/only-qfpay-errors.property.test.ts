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
/** Made inside the property, because printing a counterexample would touch them. */
const HOSTILE: Readonly<Record<string, unknown>> = {
  'a getter that throws': Object.defineProperty({}, 'out_trade_no', {
    enumerable: true,
    get: () => {
      throw new Error('getter');
    },
  }),
  'a proxy of nothing': new Proxy({}, { ownKeys: () => [], get: () => Number.NaN }),
  'an object without prototype': Object.create(null),
  'a symbol': Symbol('input'),
  'a function': () => {},
};
const hostile = fc.constantFrom(...Object.keys(HOSTILE));
/** What a careful caller would hand over, so that something is sent. */
const payment = { out_trade_no: 'order-1', txamt: 100, txcurrcd: 'HKD' };
const cancel = { out_trade_no: 'order-1', txamt: 100, txdtm: '2026-03-15 12:00:00' };
const day = { start_time: '2026-03-01 00:00:00', end_time: '2026-03-02 00:00:00' };
const RIGHT: Readonly<Record<string, readonly [input: unknown, options?: unknown]>> = {
  create: [{ ...payment, pay_type: '801514' }],
  createScanned: [
    { ...payment, pay_type: '800208', auth_code: '2812345678' },
    { maxWait: 200, patience: 50 },
  ],
  retrieve: [cancel],
  waitFor: [cancel, { maxWait: 100 }],
  close: [cancel],
  reverse: [{ ...cancel, pay_type: '800208' }],
  refund: [{ syssn: '2026', out_trade_no: 'refund-1', txamt: 50 }],
  retrieveRefund: [{ out_trade_no: 'refund-1' }],
  waitForRefund: [{ out_trade_no: 'refund-1' }, { maxWait: 100 }],
  addNote: [{ syssn: '2026', note: 'a note' }],
  list: [day],
  reconcile: [{ ...day, local: [{ out_trade_no: 'order-1', txamt: 100, status: 'paid' }] }],
  check: [undefined],
};

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
        fc.option(fc.tuple(input, options), { nil: undefined, freq: 1 }),
        behaviour,
        async (name, wrong, misbehave) => {
          gateway.always('*', misbehave);
          const pending = asked(name, wrong ?? RIGHT[name] ?? []);
          expect(pending).toBeInstanceOf(Promise);
          const error = await rejectionOf(pending);
          if (error === undefined) return;
          if (!isQFPayError(error)) throw error;
          // What the caller's own books throw is wrapped; nothing else may break inside.
          if (error.code === 'ERR_QF_INTERNAL' && name !== 'reconcile') throw error;
        },
      ),
      { numRuns: 400 },
    );
  });
});

function asked(name: string, [given, call]: readonly unknown[]): unknown {
  const isName = typeof given === 'string' && Object.hasOwn(HOSTILE, given);
  return calls()[name]?.((isName ? HOSTILE[given] : given) as never, call as never);
}

async function rejectionOf(pending: unknown): Promise<unknown> {
  try {
    await pending;
    return undefined;
  } catch (error) {
    return error;
  }
}
