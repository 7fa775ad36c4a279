import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallOptions, ClientOptions } from './client-options.ts';
import type { Clock } from './clock.ts';
import { StepEnded } from './deadline.ts';
import { ConfigurationError, type QFPayError } from './qfpay-error.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';
import {
  type Act,
  answers,
  fails,
  hangs,
  scriptedTransport,
  slowsDown,
} from './testing/scripted-transport.ts';
import { TransportError, type TransportFacts } from './transport.ts';

let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock(Date.parse('2026-03-15T04:00:00Z'));
});
afterEach(() => {
  expect(clock.pending).toBe(0);
});

const order = {
  pay_type: '801514',
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;
const ref = { out_trade_no: 'order-1', txdtm: '2026-03-15 12:00:00' };

const failed = (facts: TransportFacts) => fails(new TransportError('failed', facts));
const unwritten = failed({ requestSent: 'no', cause: new Error('refused') });
const lost = failed({ requestSent: 'maybe', cause: new Error('reset') });
const created = answers({
  respcd: '0000',
  syssn: '1',
  out_trade_no: 'order-1',
  pay_url: 'https://pay.invalid/1',
});
const noRows = answers({ respcd: '0000', data: [] });

/** One call of a client whose requests meet these acts; tells when each of them was sent. */
async function run(
  method: 'create' | 'retrieve',
  acts: readonly Act[],
  options: Partial<ClientOptions> = {},
  call?: CallOptions,
) {
  const sentAt: number[] = [];
  const noted = acts.map(
    (act): Act =>
      (request) => {
        sentAt.push(clock.monotonic());
        return act(request);
      },
  );
  const { requests, transport } = scriptedTransport(...noted);
  const limits = { timeout: 20_000, totalTimeout: 45_000, maxRetries: 2 };
  const qf = openClient('http://127.0.0.1:9', { clock, transport, ...limits, ...options });
  const calling: Promise<unknown> =
    method === 'create' ? qf.payments.create(order, call) : qf.payments.retrieve(ref, call);
  const outcome = calling.catch((error: QFPayError) => error);
  await clock.advanceTo(outcome, 60_000, 50);
  return { sentAt, requests, outcome: (await outcome) as QFPayError };
}

describe('the pause before the next attempt', () => {
  it.each([
    [1, [0, 1_000, 3_000, 7_000, 11_000]],
    [0.5, [0, 500, 1_500, 3_500, 5_500]],
  ])('doubles up to four seconds, spread by the chance %f', async (chance, times) => {
    const options = { maxRetries: 4, random: () => chance };
    const { sentAt } = await run('create', [unwritten], options);
    expect(sentAt).toEqual(times);
  });

  it.each([
    [0, [0, 1_000, 3_000, 7_000]],
    [1, [0, 1_500, 4_000, 8_500]],
  ])(
    'starts with a second after a 429 that names none, with the chance %f',
    async (chance, times) => {
      const options = { maxRetries: 3, random: () => chance };
      const { sentAt } = await run('create', [slowsDown()], options);
      expect(sentAt).toEqual(times);
    },
  );

  it.each(['1.5', '-3', '5 6', 'soon'])(
    'starts with a second after a 429 that asks for %s, which is neither seconds nor a date',
    async (text) => {
      const act = slowsDown({ 'retry-after': text });
      const { sentAt } = await run('create', [act], { maxRetries: 1, random: () => 0 });
      expect(sentAt).toEqual([0, 1_000]);
    },
  );

  it('is what a 429 asks for, and half a second more by chance', async () => {
    const act = slowsDown({ 'retry-after': '2' });
    const { sentAt } = await run('create', [act, act, created], { random: () => 1 });
    expect(sentAt).toEqual([0, 2_500, 5_000]);
  });

  it.each([
    ['create', { 'retry-after': '6' }, [0]],
    ['create', { 'retry-after': '5' }, [0, 5_000]],
    ['retrieve', { 'retry-after': '6' }, [0, 6_000]],
    ['retrieve', { 'retry-after': '9' }, [0]],
  ] as const)(
    'of a %s after %j ends within the time there is, a third of which is for settling',
    async (method, headers, times) => {
      const options = { totalTimeout: 9_000, maxRetries: 1 };
      const { sentAt, outcome } = await run(method, [slowsDown(headers)], options);
      expect(sentAt).toEqual(times);
      expect(outcome).toMatchObject({ code: 'ERR_QF_RATE_LIMITED', attempts: times.length });
    },
  );

  it.each([0, 1, 3])('comes %i times, as often as told', async (maxRetries) => {
    const { sentAt, outcome } = await run('create', [unwritten], { maxRetries });
    expect(sentAt).toHaveLength(maxRetries + 1);
    expect(outcome.attempts).toBe(maxRetries + 1);
  });
});

describe('what an error tells of a call', () => {
  it('is how often the refused request was tried', async () => {
    const { outcome } = await run('create', [
      slowsDown(),
      slowsDown(),
      answers({ respcd: '1104' }),
    ]);
    expect(outcome).toMatchObject({ code: 'ERR_QF_REJECTED', requestSent: 'yes', attempts: 3 });
  });

  it.each([
    ['an answer', slowsDown(), 'yes'],
    ['no answer', lost, 'maybe'],
    ['not a byte written', unwritten, 'no'],
  ])(
    'is how far it had got after %s when something of the caller’s breaks',
    async (_, act, sent) => {
      const random = () => {
        throw new Error('no chance');
      };
      const { outcome } = await run('retrieve', [act], { random });
      expect(outcome).toMatchObject({
        code: 'ERR_QF_INTERNAL',
        requestSent: sent,
        attempts: 1,
        cause: { message: 'no chance' },
      });
    },
  );

  it('is how far an earlier request of the call had got', async () => {
    let chances = 0;
    const random = () => {
      chances += 1;
      if (chances === 2) throw new Error('no chance');
      return 0;
    };
    const { outcome } = await run('retrieve', [slowsDown(), unwritten], { random });
    expect(outcome).toMatchObject({ code: 'ERR_QF_INTERNAL', requestSent: 'yes', attempts: 2 });
  });

  it('is `maybe` where something of the caller’s breaks before the attempt has been told', async () => {
    let isSent = false;
    const sending: Act = (request) => {
      isSent = true;
      return noRows(request);
    };
    const now = () => {
      if (isSent) throw new Error('no time');
      return clock.now();
    };
    const told: Clock = {
      now,
      monotonic: () => clock.monotonic(),
      schedule: (ms, end) => clock.schedule(ms, end),
    };
    const { outcome } = await run('retrieve', [sending], { clock: told, onEvent: () => {} });
    expect(outcome).toMatchObject({ code: 'ERR_QF_INTERNAL', requestSent: 'maybe', attempts: 1 });
  });
});

describe('a request that was never written', () => {
  it('is repeated, and then rejected with where it should have gone', async () => {
    const { outcome } = await run('create', [unwritten]);
    expect(outcome).toMatchObject({
      name: 'ConnectionError',
      code: 'ERR_QF_CONNECTION',
      message: 'Nothing was written; the gateway at http://127.0.0.1:9 saw no request.',
      requestSent: 'no',
      operation: 'payment',
      out_trade_no: 'order-1',
      httpStatus: undefined,
      attempts: 3,
      cause: { message: 'failed', cause: { message: 'refused' } },
    });
  });

  it('is not repeated to a peer whose certificate is refused', async () => {
    const cause = Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' });
    const { outcome } = await run('create', [failed({ requestSent: 'no', cause })]);
    expect(outcome).toMatchObject({
      code: 'ERR_QF_CONNECTION',
      message: expect.stringContaining("The gateway's certificate is refused (CERT_HAS_EXPIRED)"),
      attempts: 1,
    });
  });

  it('is not repeated after a refusal of our own, which is thrown as it is', async () => {
    const refusal = new ConfigurationError([]);
    const refused = failed({ requestSent: 'no', cause: refusal });
    const { outcome, sentAt } = await run('create', [refused]);
    expect(outcome).toBe(refusal);
    expect(sentAt).toHaveLength(1);
    const rateLimit = { acquire: () => Promise.reject(refusal) };
    expect((await run('create', [created], { rateLimit })).outcome).toBe(refusal);
  });

  it('tells why it failed, even when its time ran out before the last attempt', async () => {
    const late = fails(new TransportError('failed', { requestSent: 'no' }));
    const rateLimit = {
      turns: 1,
      async acquire() {
        this.turns -= 1;
        if (this.turns < 0) clock.advance(40_000);
      },
    };
    const { outcome, sentAt } = await run('create', [late], { rateLimit });
    expect(sentAt).toHaveLength(1);
    expect(outcome).toMatchObject({ code: 'ERR_QF_CONNECTION', attempts: 2 });
  });

  it('tells a connection that took too long, and a governor that broke, from a turn that never came', async () => {
    const cause = new StepEnded('timeout');
    const slow = await run('create', [failed({ requestSent: 'no', cause })], { maxRetries: 0 });
    expect(slow.outcome.code).toBe('ERR_QF_CONNECTION');
    const rateLimit = { acquire: () => Promise.reject(new Error('store gone')) };
    const broken = await run('create', [created], { rateLimit });
    expect(broken.outcome).toMatchObject({
      code: 'ERR_QF_CONNECTION',
      attempts: 3,
      cause: { message: 'store gone' },
    });
  });

  it('says that the time was over when it never had a turn', async () => {
    const rateLimit = { acquire: () => new Promise<void>(() => {}) };
    const { outcome, sentAt } = await run('create', [created], { rateLimit });
    expect(sentAt).toEqual([]);
    expect(clock.monotonic()).toBeLessThan(40_200);
    expect(outcome).toMatchObject({
      name: 'TimeoutError',
      message: 'The time was over before the request could be sent.',
      requestSent: 'no',
      attempts: 1,
    });
  });
});

describe('HTTP 429', () => {
  it('stays the reason when nothing more could be written', async () => {
    const { outcome } = await run('create', [slowsDown({ 'retry-after': '3' }), unwritten]);
    expect(outcome).toMatchObject({
      name: 'RateLimitedError',
      retryAfter: 3_000,
      requestSent: 'yes',
      httpStatus: 429,
      attempts: 3,
    });
    expect(outcome).not.toHaveProperty('cause');
  });

  it('is repeated with the identical bytes', async () => {
    const { requests, outcome } = await run('create', [slowsDown(), created]);
    expect(outcome).toMatchObject({ status: 'created' });
    const [first, second] = requests;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers).toEqual(first?.headers);
  });
});

describe('a change that may have arrived', () => {
  it.each([
    ['an answer that never came', lost, 'no_answer', undefined],
    ['an answer that broke off', failed({ requestSent: 'yes', httpStatus: 200 }), 'no_answer', 200],
    ['a page', answers({}, 502), 'unreadable_answer', 502],
  ])('is not sent again after %s', async (_name, act, reason, httpStatus) => {
    const { requests, outcome } = await run('create', [act, lost], { maxRetries: 0 });
    expect(requests.map(({ url }) => url.split('/').at(-1))).toEqual(['payment', 'query']);
    expect(outcome).toMatchObject({ status: 'unknown', reason, httpStatus });
    expect(outcome.cause).toMatchObject({ operation: 'payment', attempts: 1, httpStatus });
  });

  it('is not sent again when its time ran out', async () => {
    const { outcome, sentAt } = await run('create', [hangs, noRows], { timeout: 3_000 });
    expect(sentAt).toEqual([0, 3_000]);
    expect(outcome).toMatchObject({
      status: 'unknown',
      cause: {
        name: 'TimeoutError',
        message: 'No answer to payment came in time.',
        requestSent: 'maybe',
      },
    });
  });
});

describe('a read', () => {
  it('is repeated whatever happened', async () => {
    const acts = [unwritten, lost, answers({}, 502), noRows];
    const { outcome, sentAt } = await run('retrieve', acts, { maxRetries: 3 });
    expect(sentAt).toHaveLength(4);
    expect(outcome).toMatchObject({ status: 'unknown', reason: 'not_found' });
  });

  it('tells how its last attempt broke, and how far any of them got', async () => {
    const acts = [failed({ requestSent: 'yes', httpStatus: 206 }), lost];
    const { outcome } = await run('retrieve', acts);
    expect(outcome).toMatchObject({
      name: 'AnswerError',
      code: 'ERR_QF_NO_ANSWER',
      message: 'The connection broke before the answer to query was complete.',
      requestSent: 'yes',
      httpStatus: 206,
      attempts: 3,
      cause: { cause: { message: 'reset' } },
    });
  });

  it('got as far as an answer, whichever attempt began one', async () => {
    const { outcome } = await run('retrieve', [lost, failed({ requestSent: 'yes' }), lost]);
    expect(outcome.requestSent).toBe('yes');
  });

  it('got further than no once an attempt may have arrived', async () => {
    const { outcome } = await run('retrieve', [unwritten, lost, unwritten]);
    expect(outcome).toMatchObject({
      code: 'ERR_QF_NO_ANSWER',
      message: 'No attempt was answered.',
      requestSent: 'maybe',
    });
  });

  it('tells the page that came instead of an answer', async () => {
    const { outcome } = await run('retrieve', [answers({}, 502)]);
    expect(outcome).toMatchObject({
      code: 'ERR_QF_UNREADABLE_ANSWER',
      requestSent: 'yes',
      httpStatus: 502,
    });
    expect(outcome).not.toHaveProperty('cause');
  });

  it('says that no answer came in time', async () => {
    const { outcome } = await run('retrieve', [hangs], { maxRetries: 0 });
    expect(clock.monotonic()).toBe(20_000);
    expect(outcome).toMatchObject({
      code: 'ERR_QF_TIMEOUT',
      message: 'No answer to query came in time.',
      requestSent: 'maybe',
    });
  });
});

describe('an abort', () => {
  it('during an attempt ends a read at once, with the caller’s reason', async () => {
    const controller = new AbortController();
    const act: Act = (request) => {
      controller.abort('enough');
      return hangs(request);
    };
    const { outcome, sentAt } = await run('retrieve', [act], {}, { signal: controller.signal });
    expect(sentAt).toHaveLength(1);
    expect(outcome).toMatchObject({
      code: 'ERR_QF_ABORTED',
      requestSent: 'maybe',
      attempts: 1,
      cause: 'enough',
    });
  });

  it('between two attempts ends the call, with what was tried so far', async () => {
    const controller = new AbortController();
    const act: Act = (request) => {
      clock.schedule(200, () => controller.abort('enough'));
      return unwritten(request);
    };
    const options = { random: () => 1 };
    const { outcome } = await run('create', [act], options, { signal: controller.signal });
    expect(clock.monotonic()).toBe(200);
    expect(outcome).toMatchObject({
      code: 'ERR_QF_ABORTED',
      message: 'The caller aborted.',
      requestSent: 'no',
      attempts: 1,
      cause: 'enough',
    });
  });
});
