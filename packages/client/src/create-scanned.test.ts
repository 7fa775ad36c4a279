import { inspect } from 'node:util';
import { PayType } from '@qf/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QFPayClient } from './qfpay-client.ts';
import type { ScanOptions } from './scan-options.ts';
import * as fault from './testing/faults.ts';
import { type HostileGateway, honest, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';
import { type Transport, TransportError } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';
import type { ClientEvent } from './watch.ts';

let gateway: HostileGateway;
let qf: QFPayClient;
let clock: ManualClock;
let transport: Transport;

beforeEach(async () => {
  clock = new ManualClock();
  gateway = await openHostileGateway({ now: () => clock.now() });
  transport = undiciTransport();
  qf = openClient(gateway.url, { clock, transport, timeout: 20_000 });
});
afterEach(async () => {
  await transport.close?.();
  await qf.close();
  await gateway.close();
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

  it('tries the cancel again when the gateway refused the question before it', async () => {
    gateway.plan('payment', typing);
    gateway.always('query', (context) => {
      const isRefusing = clock.monotonic() < 25_000;
      (isRefusing ? fault.refuses({ respcd: '1100' }) : honest)(context);
    });
    const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
    expect(payment).toMatchObject({ status: 'failed', reason: 'reversed' });
    const unsent = { status: 'unsent', reason: 'ERR_QF_REJECTED', respcd: '1100' };
    expect(story).toContainEqual(expect.objectContaining({ did: 'reversal', ...unsent }));
    expect(gateway.count('reversal')).toBe(1);
  });

  it('tries the cancel again when the gateway asked to slow down', async () => {
    gateway.plan('payment', typing);
    gateway.plan('reversal', ...Array.from({ length: 4 }, () => fault.slowDown()));
    const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
    expect(payment).toMatchObject({ status: 'failed', reason: 'reversed' });
    const unsent = { did: 'reversal', status: 'unsent', reason: 'ERR_QF_RATE_LIMITED' };
    expect(story).toContainEqual(expect.objectContaining(unsent));
    expect(story.at(-1)).toMatchObject({ did: 'reversal', status: 'failed', reason: 'reversed' });
    expect(gateway.count('payment')).toBe(1);
  });

  it('tries the cancel again when no connection could be made, and sees who paid meanwhile', async () => {
    gateway.plan('payment', typing);
    const { send } = transport;
    transport.send = async (request) => {
      if (!request.url.endsWith('/reversal')) return send(request);
      gateway.ledger.pay('scan-1');
      throw new TransportError('refused', { requestSent: 'no' });
    };
    const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
    expect(payment).toMatchObject({ status: 'paid' });
    expect(story.map(({ did, status }) => `${did} ${status}`).slice(-2)).toEqual([
      'reversal unsent',
      'query paid',
    ]);
  });

  it('waits to the end when no cancel can be sent, and says what is known', async () => {
    gateway.plan('payment', typing);
    gateway.always('reversal', fault.slowDown());
    const began = clock.monotonic();
    const { payment, story } = await scanned({ patience: 20_000, maxWait: 60_000 });
    expect(payment).toMatchObject({ status: 'pending' });
    expect(story.at(-1)).toMatchObject({ did: 'query', status: 'pending' });
    expect(clock.monotonic() - began).toBeGreaterThan(58_000);
    expect(clock.monotonic() - began).toBeLessThan(61_000);
    expect(gateway.count('reversal')).toBeGreaterThan(3);
    expect(gateway.count('payment')).toBe(1);
  });

  it('never cancels a wallet for which the registry advises nothing', async () => {
    gateway.plan('payment', typing);
    const payMe = { ...code, pay_type: PayType.PAYME_SCAN };
    const outcome = qf.payments.createScanned(payMe, { patience: 20_000, maxWait: 60_000 });
    await clock.advanceTo(outcome, 300_000, 500);
    expect((await outcome).payment).toMatchObject({ status: 'pending' });
    expect(gateway.count('reversal') + gateway.count('close')).toBe(0);
  });

  it('returns the last news when the caller aborts before a cancel could be sent', async () => {
    gateway.plan('payment', typing);
    const controller = new AbortController();
    gateway.always('reversal', fault.slowDown());
    qf = qf.withOptions({
      onEvent: (event) => {
        if (event.type === 'attempt.end' && event.result === 'rate-limited') controller.abort();
      },
    });
    const limits = { patience: 20_000, maxWait: 90_000, signal: controller.signal };
    const { payment, story } = await scanned(limits);
    expect(payment).toMatchObject({ status: 'pending' });
    expect(story.at(-1)).toMatchObject({ did: 'query', status: 'pending' });
    expect(gateway.count('reversal')).toBe(1);
  });

  describe('with a row that says 1297', () => {
    const busy = () => {
      Object.assign(gateway.ledger.row('scan-1') ?? {}, { respcd: '1297', cancel: '0' });
    };

    it('fails when it is read twice after an accepted reversal', async () => {
      gateway.plan('payment', typing);
      gateway.plan('reversal', (context) => {
        honest(context);
        busy();
      });
      const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
      expect(payment).toMatchObject({ status: 'failed', reason: 'declined', respcd: '1297' });
      expect(story.slice(-2)).toMatchObject([
        { did: 'reversal', status: 'unknown', respcd: '1297' },
        { did: 'query', status: 'failed', respcd: '1297' },
      ]);
    });

    it.each([
      ['before the reversal', { cancelWith: 'none' }, honest],
      ['after a reversal whose answer was lost', {}, fault.resetAfterEffect],
      ['after a reversal that is under way', {}, fault.says('{"respcd":"1145"}')],
      ['after a reversal of which nobody knows', {}, fault.says('{"respcd":"1161"}')],
      ['after a close', { cancelWith: 'close' }, honest],
    ] as const)('stays unknown %s', async (_name, options, misbehave) => {
      gateway.plan('payment', typing);
      for (const operation of ['reversal', 'close']) {
        gateway.plan(operation, (context) => {
          misbehave(context);
          busy();
        });
      }
      const limits = { patience: 20_000, maxWait: 90_000, ...options };
      const { payment } = await scanned(limits, busy);
      expect(payment).toMatchObject({ status: 'unknown', respcd: '1297' });
    });
  });

  const { auth_code } = code;

  it.each([
    ['a reset', fault.resetAfterEffect],
    ['a close', fault.closeAfterEffect],
    ['silence', fault.hangAfterEffect],
    ['half an answer', fault.truncated],
    ['half an answer in chunks', fault.truncatedChunked],
    ['half an answer and a close', fault.truncatedCloseDelimited],
    ['a page', fault.page(502)],
    ['bytes that are no HTTP', fault.garbage],
    ['another order’s answer', fault.says('{"respcd":"0000","syssn":"9","out_trade_no":"other"}')],
    ['its own request', fault.says((_truth, { request }) => request.body)],
    [
      'its own request in JSON',
      fault.says((truth, { request }) =>
        JSON.stringify({ ...truth, ...request.fields, respcd: request.fields['auth_code'] }),
      ),
    ],
    ['a success without a number', fault.says((truth) => JSON.stringify({ ...truth, syssn: '' }))],
  ])('is charged once, and hides its code, when %s answers', async (_name, misbehave) => {
    gateway.plan('payment', misbehave);
    gateway.plan('query', misbehave);
    const events: ClientEvent[] = [];
    qf = qf.withOptions({ onEvent: (event) => events.push(event) });
    const outcome = await scanned();
    expect(outcome.payment).toMatchObject({ status: 'paid' });
    expect(gateway.count('payment')).toBe(1);
    expect(gateway.count('reversal')).toBe(0);
    expect(events.length).toBeGreaterThan(2);
    const shown = inspect([outcome, events], { depth: null, showHidden: true });
    expect(shown).not.toContain(auth_code);
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

  it.each([
    { maxWait: 120_000 },
    { maxWait: 123_000 },
    { maxWait: 129_999 },
    { maxWait: 30_000, patience: 20_001 },
    { maxWait: 1_000, patience: 400 },
    { maxWait: 120_000, cancelWith: 'none' },
  ] as const)('refuses %j, which leaves no time to cancel', async (options) => {
    await expect(qf.payments.createScanned(code, options)).rejects.toMatchObject({
      code: 'ERR_QF_CONFIGURATION',
      issues: [expect.objectContaining({ field: 'maxWait', received: String(options.maxWait) })],
    });
    expect(gateway.requests).toHaveLength(0);
  });

  it.each([
    [{ maxWait: 130_000 }, 'failed'],
    [{ maxWait: 30_000, patience: 20_000 }, 'failed'],
    [{ maxWait: 120_001, cancelWith: 'none' }, 'pending'],
  ] as const)('has time enough with %j', async (options, status) => {
    gateway.plan('payment', typing);
    const { payment } = await scanned(options);
    expect(payment.status).toBe(status);
  });

  it('cancels when the patience is over, however long a poll hangs', async () => {
    gateway.plan('payment', typing);
    gateway.plan('query', fault.hang);
    const { payment, story } = await scanned({ patience: 10_000, maxWait: 90_000 });
    expect(payment).toMatchObject({ status: 'failed', reason: 'reversed' });
    expect(story.at(-1)?.did).toBe('reversal');
    expect(story.at(-1)?.at).toBeLessThan(11_000);
  });

  describe('never cancels', () => {
    const used = fault.refuses({ respcd: '2011', resperr: 'used' });
    const lost = fault.refuses({ respcd: '1161', resperr: 'query' });
    const limits = { patience: 20_000, maxWait: 60_000 } as const;
    const unsent = (reason: string) =>
      expect.objectContaining({ did: 'reversal', status: 'unsent', reason });

    /** What the gateway has under this very number. */
    function file(...rows: Record<string, string>[]): void {
      const { auth_code: _, txamt, ...fields } = code;
      const own = { ...fields, txamt: String(txamt), syssn: '1', order_type: 'payment' };
      const data = rows.map((row) => ({ ...own, cancel: '0', respcd: '1143', ...row }));
      gateway.always('query', fault.refuses({ respcd: '0000', data }));
    }

    it.each([
      ['another, paid sale', used, [{ txamt: '2000', respcd: '0000' }]],
      ['its own sale in another currency', lost, [{ txcurrcd: 'CNY', respcd: '0000' }]],
      [
        'a paid sale beside its own',
        used,
        [{ syssn: '2' }, { txamt: '2000', respcd: '0000', pay_type: '800208' }],
      ],
    ])('a number of %s', async (_name, charge, rows) => {
      gateway.plan('payment', charge);
      file(...rows);
      const { payment, story } = await scanned(limits);
      expect(payment.final).toBe(false);
      expect(story).toContainEqual(unsent('mismatch'));
      expect(gateway.count('reversal') + gateway.count('close')).toBe(0);
      expect(gateway.count('payment')).toBe(1);
    });

    it.each(['802801', '806527', '999999'])('a number with a row of %s', async (pay_type) => {
      gateway.plan('payment', used);
      file({ pay_type, syssn: '2' }, {});
      const { payment, story } = await scanned(limits);
      expect(payment).toMatchObject({ status: 'pending' });
      expect(story.filter(({ status }) => status === 'unsent')).toEqual([unsent('card')]);
      expect(gateway.count('reversal')).toBe(0);
    });

    it('before it was seen what would be cancelled', async () => {
      gateway.plan('payment', typing);
      gateway.always('query', fault.page(502));
      const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
      expect(payment).toMatchObject({ status: 'pending' });
      expect(story).toContainEqual(unsent('ERR_QF_UNREADABLE_ANSWER'));
      expect(gateway.count('reversal')).toBe(0);
    });

    it('while the question is half answered', async () => {
      gateway.plan('payment', typing);
      gateway.always('query', fault.refuses({ respcd: '1254' }));
      const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
      expect(payment).toMatchObject({ status: 'unknown', respcd: '1254' });
      expect(story).toContainEqual(unsent('unanswered'));
      expect(gateway.count('reversal')).toBe(0);
    });

    it('who paid after the last poll', async () => {
      gateway.plan('payment', typing);
      let asked = 0;
      gateway.always('query', (context) => {
        asked += clock.monotonic() >= 18_500 ? 1 : 0;
        if (asked === 2) gateway.ledger.pay('scan-1');
        honest(context);
      });
      const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
      expect(payment).toMatchObject({ status: 'paid' });
      expect(story.at(-1)).toMatchObject({ did: 'query', status: 'paid' });
      expect(gateway.count('reversal')).toBe(0);
    });
  });

  it('cancels later when what was against it is gone', async () => {
    gateway.plan('payment', typing);
    const other = { out_trade_no: 'scan-1', syssn: '9', txamt: '1', respcd: '1143' };
    gateway.always('query', (context) => {
      const isOdd = clock.monotonic() < 25_000;
      (isOdd ? fault.refuses({ respcd: '0000', data: [other] }) : honest)(context);
    });
    const { payment, story } = await scanned({ patience: 20_000, maxWait: 90_000 });
    expect(payment).toMatchObject({ status: 'failed', reason: 'reversed' });
    const unsent = { did: 'reversal', status: 'unsent', reason: 'mismatch' };
    expect(story).toContainEqual(expect.objectContaining(unsent));
    expect(gateway.count('reversal')).toBe(1);
  });

  it('compares the currency after the cancel as well', async () => {
    gateway.plan('payment', typing);
    gateway.plan('reversal', (context) => {
      fault.refuses({ respcd: '1260' })(context);
      Object.assign(gateway.ledger.row('scan-1') ?? {}, { respcd: '0000', txcurrcd: 'CNY' });
    });
    const { payment } = await scanned({ patience: 20_000, maxWait: 60_000 });
    expect(payment).toMatchObject({ status: 'unknown', reason: 'mismatch' });
  });
});
