import { QFPayClient } from '@qf/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALL_FAULTS } from '../src/faults/call-faults.ts';
import { type CallEffect, createSandbox, type Sandbox } from '../src/index.ts';

/** Every way in which an answer can go wrong, and what our client makes of it: never a wrong yes, never a wrong no. */

let sandbox: Sandbox;
let qf: QFPayClient;

beforeAll(async () => {
  sandbox = await createSandbox({ clock: 'manual' });
  const settings = { environment: sandbox.url, timeout: 1000, totalTimeout: 4000, maxRetries: 0 };
  qf = new QFPayClient({ ...sandbox.credentials, ...settings });
  // The first call of a process loads the transport; that is no part of any fault.
  await qf.check({ timeout: 20_000, totalTimeout: 20_000 });
});
afterAll(async () => {
  await qf.close();
  await sandbox.close();
});

/** What the client says when the payment's answer suffers and the query's does not; then when both do. */
interface Row {
  readonly effect: CallEffect;
  readonly alone: string;
  readonly both: string;
}

const NOBODY_ANSWERS = 'unknown/no_answer ERR_QF_NO_ANSWER';
const TOO_LATE = 'unknown/no_answer ERR_QF_TIMEOUT';
const UNREADABLE = 'unknown/unreadable_answer ERR_QF_UNREADABLE_ANSWER';

const ROWS: readonly Row[] = [
  { effect: 'connection-reset', alone: 'pending/processing', both: NOBODY_ANSWERS },
  { effect: 'lose-answer', alone: 'pending/processing', both: NOBODY_ANSWERS },
  {
    effect: 'late-row',
    alone: 'unknown/not_found ERR_QF_NO_ANSWER HTTP 200',
    both: NOBODY_ANSWERS,
  },
  { effect: 'random-bytes', alone: 'pending/processing', both: NOBODY_ANSWERS },
  { effect: 'malformed-chunk', alone: 'pending/processing', both: `${NOBODY_ANSWERS} HTTP 200` },
  { effect: 'truncated', alone: 'pending/processing', both: `${NOBODY_ANSWERS} HTTP 200` },
  { effect: 'oversized', alone: 'pending/processing', both: `${NOBODY_ANSWERS} HTTP 200` },
  { effect: 'black-hole', alone: 'pending/processing', both: TOO_LATE },
  { effect: 'stall', alone: 'pending/processing', both: `${TOO_LATE} HTTP 200` },
  { effect: 'drip', alone: 'pending/processing', both: `${TOO_LATE} HTTP 200` },
  { effect: 'empty', alone: 'pending/processing', both: `${UNREADABLE} HTTP 200` },
  { effect: 'truncated-json', alone: 'pending/processing', both: `${UNREADABLE} HTTP 200` },
  { effect: 'duplicate-keys', alone: 'pending/processing', both: `${UNREADABLE} HTTP 200` },
  { effect: 'invalid-utf8', alone: 'pending/processing', both: `${UNREADABLE} HTTP 200` },
  { effect: 'missing-respcd', alone: 'pending/processing', both: `${UNREADABLE} HTTP 200` },
  { effect: 'html-502', alone: 'pending/processing', both: `${UNREADABLE} HTTP 502` },
  { effect: 'http-status', alone: 'pending/processing', both: `${UNREADABLE} HTTP 500` },
  { effect: 'redirect', alone: 'pending/processing', both: `${UNREADABLE} HTTP 302` },
  {
    effect: 'bad-signature',
    alone: 'pending/processing',
    both: 'unknown/unreadable_answer ERR_QF_ANSWER_SIGNATURE HTTP 200',
  },
  {
    effect: 'unknown-respcd',
    alone: 'pending/processing',
    both: 'unknown/ambiguous_code 9999 HTTP 200',
  },
  {
    effect: 'respcd',
    alone: 'pending/processing',
    both: 'unknown/ambiguous_code ERR_QF_REJECTED 1100 HTTP 200',
  },
  { effect: 'wrong-echo', alone: 'pending/processing', both: 'pending/processing' },
  { effect: 'wrong-amount', alone: 'pending/processing', both: 'pending/processing' },
  { effect: 'missing-syssn', alone: 'pending/processing', both: 'pending/processing' },
  { effect: 'http-429', alone: 'ERR_QF_RATE_LIMITED', both: 'ERR_QF_RATE_LIMITED' },
  { effect: 'delay', alone: 'created', both: 'created' },
  { effect: 'unsigned', alone: 'created', both: 'created' },
  { effect: 'number-types', alone: 'created', both: 'created' },
  { effect: 'extra-field', alone: 'created', both: 'created' },
  { effect: 'wrong-content-type', alone: 'created', both: 'created' },
];

let orders = 0;

async function create(): Promise<string> {
  orders += 1;
  const order = { pay_type: '801514', txamt: 1000, txcurrcd: 'HKD' } as const;
  try {
    return summary(await qf.payments.create({ ...order, out_trade_no: `F-${orders}` }));
  } catch (error) {
    return String(Object(error)['code']);
  }
}

/** `status/reason code respcd HTTP nnn`; what a pending answer came with is the query's and says nothing new. */
function summary(outcome: object): string {
  const { status, reason, respcd, cause, httpStatus } = outcome as Record<string, unknown>;
  const told = reason === undefined ? String(status) : `${status}/${reason}`;
  if (status !== 'unknown') return told;
  const http = httpStatus === undefined ? undefined : `HTTP ${httpStatus}`;
  return [told, Object(cause)['code'], respcd, http].filter((part) => part !== undefined).join(' ');
}

describe.each(ROWS)('$effect', ({ effect, alone, both }) => {
  const options = effect === 'delay' || effect === 'drip' ? { delay_ms: 100 } : {};

  it(`on the payment alone reads as ${alone}`, async () => {
    sandbox.faults.clear();
    const fault = sandbox.faults.add({ on: 'payment', effect, times: 1, ...options });
    expect(await create()).toBe(alone);
    expect(sandbox.faults.list()).toMatchObject([{ id: fault.id, fired: 1 }]);
    const { state } = sandbox.transactions.get(`F-${orders}`) ?? {};
    expect(state).toBe(effect === 'http-429' ? undefined : 'created');
  });

  it(`on the query as well reads as ${both}`, async () => {
    sandbox.faults.clear();
    sandbox.faults.add({ on: 'any', effect, ...options });
    expect(await create()).toBe(both);
  });
});

it('every kind is in the table', () => {
  expect(ROWS.map(({ effect }) => effect).sort()).toEqual(Object.keys(CALL_FAULTS).sort());
});

describe('the phase', () => {
  it.each([
    ['before', undefined],
    ['after', 'created'],
  ] as const)('%s the effect leaves %s', async (phase, state) => {
    sandbox.faults.clear();
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', phase, times: 1 });
    const outcome = await create();
    expect(outcome).toBe(
      phase === 'before' ? 'unknown/not_found ERR_QF_NO_ANSWER HTTP 200' : 'pending/processing',
    );
    expect(sandbox.transactions.get(`F-${orders}`)?.state).toBe(state);
  });
});

describe('a rule', () => {
  const outcomes = async (count: number) => {
    const all: string[] = [];
    for (let index = 0; index < count; index += 1) all.push(await create());
    return all.map((outcome) => (outcome === 'created' ? '.' : 'x')).join('');
  };

  it.each([
    ['times', { times: 2 }, 'xx..'],
    ['nth', { nth: [2, 4] }, '.x.x'],
    ['a number', { out_trade_no: '^NOBODY' }, '....'],
    ['a pay type', { pay_type: '801101' }, '....'],
    ['a store', { app_code: 'NOBODY' }, '....'],
  ])('is limited by %s', async (_case, limit, pattern) => {
    sandbox.faults.clear();
    sandbox.faults.add({ on: 'payment', effect: 'lose-answer', ...limit });
    expect(await outcomes(4)).toBe(pattern);
  });

  it('with a probability goes off in the same calls in every sandbox of a seed', async () => {
    const play = async (seed: number) => {
      await using own = await createSandbox({ clock: 'manual', seed });
      own.faults.add({ on: 'payment', effect: 'http-429', probability: 0.5 });
      await using client = new QFPayClient({
        ...own.credentials,
        environment: own.url,
        maxRetries: 0,
      });
      const order = { pay_type: '801514', txamt: 1000, txcurrcd: 'HKD' } as const;
      const calls = Array.from({ length: 12 }, (_, index) => index);
      let pattern = '';
      for (const index of calls) {
        const created = client.payments.create({ ...order, out_trade_no: `S-${index}` });
        pattern += await created.then(
          () => '.',
          () => 'x',
        );
      }
      return pattern;
    };
    const first = await play(7);
    expect(first).toMatch(/x/);
    expect(first).toMatch(/\./);
    expect(await play(7)).toBe(first);
    expect(await play(8)).not.toBe(first);
  });
});
