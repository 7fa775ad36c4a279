import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './sandbox.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { gatewayCaller, ORDER } from './testing/gateway-caller.ts';
import { openReceiver, type Receiver } from './testing/receiver.ts';

const NOW = '2026-01-01T10:00:00+08:00';
const MINUTE = 60_000;
let receiver: Receiver;
let folder: string;

beforeEach(async () => {
  receiver = await openReceiver();
  folder = mkdtempSync(join(tmpdir(), 'qf-sandbox-'));
});
afterEach(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox({ clock: 'manual', now: NOW, ...options });
}

describe('the ladder', () => {
  it('delivers at exactly 0, 2, 12, 22, 82, 202, 562 and 1462 minutes of virtual time', async () => {
    await using sandbox = await open({ notifyUrl: receiver.url });
    await gatewayCaller(sandbox).pay({ out_trade_no: 'L' });
    receiver.answers.push(...Array.from({ length: 8 }, () => ({ status: 500, body: 'busy' })));
    const paid = sandbox.clock.now();
    await sandbox.wallet.approve('L');
    const { ran } = await sandbox.clock.advance({ until: 'idle' });
    expect(ran.map(({ due }) => (due - paid) / MINUTE)).toEqual([0, 2, 12, 22, 82, 202, 562, 1462]);
    expect(receiver.bodies).toHaveLength(8);
    expect(new Set(receiver.bodies).size).toBe(1);
    expect(sandbox.notifications.of('L')).toMatchObject([{ status: 'exhausted' }]);
  });

  it('ends with the first 200 SUCCESS', async () => {
    await using sandbox = await open({ notifyUrl: receiver.url });
    await gatewayCaller(sandbox).pay({ out_trade_no: 'L' });
    receiver.answers.push({ status: 200, body: 'success' }, { status: 302, body: 'SUCCESS' });
    await sandbox.wallet.approve('L');
    await sandbox.clock.advance({ until: 'idle' });
    const [notification] = sandbox.notifications.of('L');
    const verdicts = notification?.attempts.map(({ outcome }) => outcome?.verdict);
    expect(verdicts).toEqual([
      expect.stringContaining('exactly SUCCESS is expected'),
      expect.stringContaining('redirects are not followed'),
      'Acknowledged.',
    ]);
  });
});

describe('a host that the operator named', () => {
  it.each([
    ['among the hosts that may be told, however it is spelled', { allowNotify: ['2001:DB8::1'] }],
    ['as the address that is told', { notifyUrl: 'http://[2001:db8::1]:9/notify' }],
  ])('may be notified: %s', async (_case, options) => {
    await using sandbox = await open({ ...options, deliveryPatience_ms: 50 });
    const notify_url = 'http://[2001:db8::1]:9/notify';
    await gatewayCaller(sandbox).pay({ out_trade_no: 'A', notify_url });
    await sandbox.wallet.approve('A');
    await sandbox.clock.advance({ to: 'next' });
    const [attempt] = sandbox.notifications.of('A')[0]?.attempts ?? [];
    // Nobody has this address: it is for documents.
    expect(attempt?.outcome?.verdict).toMatch(/^(The connection failed|No answer within)/);
  });
});

describe('the pace of time', () => {
  it('lets a ladder that stood still climb by itself once it is changed', async () => {
    await using sandbox = await open({ notifyUrl: receiver.url });
    await gatewayCaller(sandbox).pay({ out_trade_no: 'L' });
    receiver.answers.push({ status: 500, body: 'busy' });
    await sandbox.wallet.approve('L');
    await sandbox.clock.advance({ by_ms: 0 });
    expect(receiver.bodies).toHaveLength(1);
    const before = sandbox.clock.now();
    await sandbox.clock.change('x999999');
    await sandbox.notifications.waitFor('L');
    const [second] = sandbox.notifications.of('L')[0]?.attempts.slice(1) ?? [];
    expect(second).toMatchObject({ due: before + 2 * MINUTE });
    expect(second?.started_at).toBeGreaterThanOrEqual(before + 2 * MINUTE);
  });

  it('is that of the options again after a restart, and time has not gone back', async () => {
    const first = await open({ data: folder });
    await first.clock.change('x999999');
    await first.clock.change('manual');
    const ended = first.clock.now();
    await first.clock.change('real');
    await first.close();
    await using second = await open({ data: folder });
    expect((await second.journal()).filter(({ type }) => type === 'clock.changed')).toMatchObject([
      { rate: 999_999 },
      { rate: 0 },
      { rate: 1 },
    ]);
    expect(second.clock.now()).toBeGreaterThanOrEqual(ended);
    const still = second.clock.now();
    await new Promise((resolve) => setImmediate(resolve));
    expect(second.clock.now()).toBe(still);
  });

  it('is one of those there are', async () => {
    await using sandbox = await open();
    const wrong = sandbox.clock.change('x0');
    await expect(wrong).rejects.toThrow('clock: expected real, manual or a rate such as x60.');
  });

  it('starts where the options say, whatever it is', async () => {
    await using sandbox = await open({ clock: 'real' });
    expect(sandbox.clock.now() - new Date(NOW).getTime()).toBeLessThan(MINUTE);
  });
});

describe('a journal in a folder', () => {
  it('goes on where it ended: order, ladder and expiry', async () => {
    const first = await open({ data: folder, notifyUrl: receiver.url });
    const gateway = gatewayCaller(first);
    await gateway.pay({ out_trade_no: 'PAID' });
    await gateway.pay({ out_trade_no: 'OPEN' });
    receiver.answers.push({ status: 500, body: '' }, { status: 500, body: '' });
    await first.wallet.approve('PAID');
    await first.clock.advance({ by_ms: 2 * MINUTE });
    const before = first.transactions.list();
    await first.close();

    const second = await open({ data: folder, notifyUrl: receiver.url });
    expect(second.transactions.list()).toEqual(before);
    expect(second.clock.now()).toBeGreaterThanOrEqual(new Date(NOW).getTime() + 2 * MINUTE);
    expect(receiver.bodies).toHaveLength(2);
    await second.clock.advance({ by_ms: 10 * MINUTE });
    expect(receiver.bodies).toHaveLength(3);
    expect(second.notifications.of('PAID')).toMatchObject([{ status: 'acknowledged' }]);
    await second.clock.advance({ until: 'idle' });
    expect(second.transactions.get('OPEN')).toMatchObject({ state: 'expired' });
    const { syssn } = await gatewayCaller(second).pay({ out_trade_no: 'NEXT' });
    expect(before.map((row) => row.syssn)).not.toContain(syssn);
    await second.close();
  });

  it('tells of a payment that waited for its refund, where the refund was told before a restart', async () => {
    const first = await open({ data: folder, notifyUrl: receiver.url });
    const { syssn } = await gatewayCaller(first).pay({ out_trade_no: 'A', txamt: '60700' });
    await first.wallet.approve('A');
    await first.clock.advance({ by_ms: 0 });
    expect(receiver.bodies).toEqual([]);
    await first.close();

    const second = await open({ data: folder, notifyUrl: receiver.url });
    const refund = { syssn, out_trade_no: 'A-R', txamt: '100', txdtm: ORDER.txdtm };
    await gatewayCaller(second).call('refund', refund);
    await second.notifications.resend('A-R');
    await second.close();

    await using third = await open({ data: folder, notifyUrl: receiver.url });
    await third.clock.advance({ by_ms: 0 });
    expect(receiver.bodies.map((body) => JSON.parse(body).notify_type)).toEqual([
      'refund',
      'payment',
    ]);
  });

  it('keeps stores that were added, in a file of their own', async () => {
    const credentials = {
      appCode: 'B0000000000000000000000000000002',
      clientKey: 'SECOND-KEY-00000000000000000001',
    };
    const first = await open({ data: folder });
    first.merchants.save(credentials);
    await first.close();
    await using second = await open({ data: folder });
    const other = gatewayCaller({ url: second.url, credentials });
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('0000');
    expect(await second.export()).not.toContain(credentials.clientKey);
    expect(readFileSync(join(folder, 'merchants.json'), 'utf8')).toContain(credentials.clientKey);
  });

  it('is free again after a start that failed', async () => {
    const cut = { appCode: 'B0000000000000000000000000000002', clientKey: 'cut' };
    await expect(open({ data: folder, merchants: [cut] })).rejects.toThrow('merchant B0000000');
    await using second = await open({ data: folder });
    expect(second.url).toMatch(/^http/);
  });

  it('belongs to one sandbox at a time', async () => {
    await using first = await open({ data: folder });
    await expect(open({ data: folder })).rejects.toMatchObject({ code: 'ERR_QF_STORE_LOCKED' });
    expect(first.url).toMatch(/^http/);
  });
});

describe('determinism', () => {
  const story = async (seed: number) => {
    await using sandbox = await open({ seed });
    const gateway = gatewayCaller(sandbox);
    sandbox.faults.add({ on: 'query', effect: 'html-502', probability: 0.5 });
    const { syssn } = await gateway.pay({ out_trade_no: 'A', notify_url: 'http://192.0.2.1/n' });
    await gateway.pay({ out_trade_no: 'B', txamt: '70005' });
    await sandbox.wallet.approve('A');
    await sandbox.clock.advance({ until: 'idle' });
    const refund = {
      syssn: String(syssn),
      out_trade_no: 'A-R',
      txamt: '1',
      txdtm: '2026-01-01 10:00:00',
    };
    await gateway.call('refund', refund);
    const text = await sandbox.export();
    // The address of this very run is no part of the story.
    return text.replaceAll(sandbox.url, 'http://sandbox');
  };

  it('the same seed and the same story give the same bytes, in 50 runs', {
    timeout: 60_000,
  }, async () => {
    const first = await story(7);
    expect(first.length).toBeGreaterThan(1000);
    for (let run = 1; run < 50; run += 1) expect(await story(7)).toBe(first);
  });

  it('another seed gives other numbers', async () => {
    expect(await story(8)).not.toBe(await story(7));
  });
});

describe('a hundred sandboxes in one process', () => {
  it('know nothing of each other', { timeout: 60_000 }, async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) => open({ seed: index + 1 })),
    );
    await Promise.all(
      all.map((sandbox, index) =>
        gatewayCaller(sandbox).pay({ out_trade_no: 'SAME', txamt: String(index + 1) }),
      ),
    );
    await Promise.all(all.slice(0, 50).map((sandbox) => sandbox.wallet.approve('SAME')));
    const seen = all.map((sandbox) =>
      sandbox.transactions.list().map(({ txamt, state }) => `${txamt} ${state}`),
    );
    expect(seen).toEqual(
      all.map((_, index) => [`${index + 1} ${index < 50 ? 'paid' : 'created'}`]),
    );
    await Promise.all(all.map((sandbox) => sandbox.close()));
  });
});

describe('magic amounts', () => {
  const outcome = async (sandbox: Sandbox, txamt: string) => {
    const { reply } = await gatewayCaller(sandbox).call('payment', {
      pay_type: '801514',
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
      out_trade_no: `M-${txamt}`,
      txamt,
    });
    return reply['respcd'];
  };

  it.each(['1205', '1297', '2011', '1100', '1143'])('9%s answers that code', async (respcd) => {
    await using sandbox = await open();
    expect(await outcome(sandbox, `9${respcd}`)).toBe(respcd);
  });

  it('90000 is paid at once', async () => {
    await using sandbox = await open();
    expect(await outcome(sandbox, '90000')).toBe('0000');
    expect(sandbox.transactions.get('M-90000')?.state).toBe('paid');
  });

  it('81201 fails with 1201 when the customer approves, 81143 hangs for ever', async () => {
    await using sandbox = await open();
    await outcome(sandbox, '81201');
    expect(await sandbox.wallet.approve('M-81201')).toMatchObject({
      state: 'failed',
      respcd: '1201',
    });
    await outcome(sandbox, '81143');
    expect(await sandbox.wallet.approve('M-81143')).toMatchObject({ state: 'paying' });
  });

  it('70005 pays itself after five seconds; 71800 meets its expiry, which wins', async () => {
    await using sandbox = await open();
    await outcome(sandbox, '70005');
    await outcome(sandbox, '71800');
    await sandbox.clock.advance({ by_ms: 4999 });
    expect(sandbox.transactions.get('M-70005')?.state).toBe('created');
    await sandbox.clock.advance({ by_ms: 1 });
    expect(sandbox.transactions.get('M-70005')?.state).toBe('paid');
    await sandbox.clock.advance({ until: 'idle' });
    expect(sandbox.transactions.get('M-71800')?.state).toBe('expired');
  });

  it.each([
    ['60103', 3],
    ['60204', 4],
    ['60400', 0],
    ['60500', 2],
    ['60600', 2],
    ['60700', 0],
  ])('%s makes %s deliveries', async (txamt, deliveries) => {
    await using sandbox = await open({ notifyUrl: receiver.url });
    await outcome(sandbox, txamt);
    await sandbox.wallet.approve(`M-${txamt}`);
    await sandbox.clock.advance({ by_ms: 0 });
    expect(receiver.bodies).toHaveLength(deliveries);
  });

  it('60301 notifies before the payment call is answered', async () => {
    await using sandbox = await open({ notifyUrl: receiver.url });
    const answer = outcome(sandbox, '60301');
    await sandbox.notifications.waitFor('M-60301');
    expect(receiver.bodies).toHaveLength(1);
    expect(await answer).toBe('0000');
  });

  it('60310 notifies once although time passes by itself', async () => {
    await using sandbox = await open({ clock: 'real', notifyUrl: receiver.url });
    await outcome(sandbox, '60310');
    expect(sandbox.notifications.of('M-60310')).toMatchObject([
      { status: 'acknowledged', attempts: [{ number: 1, due: expect.any(Number) }] },
    ]);
    expect(receiver.bodies).toHaveLength(1);
  });

  it.each(['61001', '61002', '61003', '61005', '61006', '61007', '61009', '61010'])(
    '%s does it, and the answer goes wrong',
    async (txamt) => {
      await using sandbox = await open();
      await expect(outcome(sandbox, txamt)).rejects.toThrow();
      expect(sandbox.transactions.get(`M-${txamt}`)?.state).toBe('created');
    },
  );

  it('steer refunds as well', async () => {
    await using sandbox = await open();
    const gateway = gatewayCaller(sandbox);
    const { syssn } = await gateway.pay({ out_trade_no: 'BIG', txamt: '500000' });
    await sandbox.wallet.approve('BIG');
    const refund = async (txamt: string) => {
      const fields = {
        syssn: String(syssn),
        out_trade_no: `R-${txamt}`,
        txamt,
        txdtm: '2026-01-01 10:00:00',
      };
      return (await gateway.call('refund', fields)).reply['respcd'];
    };
    expect(await refund('91269')).toBe('1269');
    expect(await refund('70010')).toBe('1143');
    await sandbox.clock.advance({ by_ms: 10_000 });
    expect(sandbox.transactions.get('R-70010')?.state).toBe('done');
    expect(await refund('81155')).toBe('1143');
    await expect(sandbox.wallet.completeRefund('R-81155')).resolves.toMatchObject({
      state: 'failed',
    });
  });

  it('mean nothing when they are switched off', async () => {
    await using sandbox = await open({ magic: false });
    expect(await outcome(sandbox, '91205')).toBe('0000');
  });
});

describe('precedence', () => {
  it('is header, one-shot queue, fault plan, amount', async () => {
    await using sandbox = await open();
    const gateway = gatewayCaller(sandbox);
    const order = {
      pay_type: '801514',
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
      txamt: '91201',
    };
    const source = async (out_trade_no: string, headers = {}) => {
      await gateway.call('payment', { ...order, out_trade_no }, headers);
      return sandbox.requests().at(-1)?.source;
    };
    sandbox.faults.add({ on: 'payment', effect: 'respcd', respcd: '1100' });
    sandbox.next({ on: 'any', respcd: '1202' });
    expect(await source('P-1', { 'x-sandbox-scenario': 'respcd=1205' })).toBe('header');
    expect(await source('P-2')).toBe('next');
    expect(await source('P-3')).toBe('fault flt_1');
    sandbox.faults.clear();
    expect(await source('P-4')).toBe('amount 91201');
    expect(sandbox.transactions.get('P-4')).toMatchObject({
      respcd: '1201',
      script: { source: 'amount 91201' },
    });
  });

  it.each([
    ['colour=red', 'colour'],
    ['respcd:1205', 'respcd:1205'],
  ])('refuses %s, which it does not understand, and does nothing', async (scenario, received) => {
    await using sandbox = await open();
    const order = {
      pay_type: '801514',
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:00:00',
      txamt: '100',
      out_trade_no: 'P',
    };
    const { reply } = await gatewayCaller(sandbox).call('payment', order, {
      'x-sandbox-scenario': scenario,
    });
    expect(reply).toMatchObject({
      respcd: '1104',
      respmsg: expect.stringContaining(`Received "${received}"`),
    });
    expect(sandbox.transactions.list()).toEqual([]);
  });

  it.each([
    'pays_after_ms=9007199254740991',
    'appears_after_ms=31536000001',
    'effect=http-status; status=99999',
    'effect=http-status; status=101',
    'effect=delay; delay_ms=600001',
    'notify=copies; copies=0',
    'notify=at-once; copies=1000000',
  ])('refuses %s, which no answer and no clock can bear', async (scenario) => {
    await using sandbox = await open();
    const order = { ...ORDER, out_trade_no: 'P' };
    const headers = { 'x-sandbox-scenario': scenario };
    const { reply } = await gatewayCaller(sandbox).call('payment', order, headers);
    expect(reply).toMatchObject({ respcd: '1104', respmsg: expect.stringMatching(/^scenario /) });
    expect(sandbox.transactions.list()).toEqual([]);
  });
});

describe('a scaled clock', () => {
  it('brings the expiry of five minutes within a moment', async () => {
    await using sandbox = await createSandbox({ clock: 'x60000' });
    await gatewayCaller(sandbox).pay({ out_trade_no: 'FAST', expired_time: '5' });
    const expired = await sandbox.transactions.waitFor('FAST', 'expired');
    expect(expired.respcd).toBe('1181');
  });
});

describe('what makes no sense', () => {
  it.each([
    [{ clock: 'sundial' as 'real' }, /clock: expected real, manual or a rate/],
    [{ now: 'tomorrow' }, /now: expected a moment/],
    [{ now: '+012026-01-01T00:00:00Z' }, /now: expected a moment/],
    [{ rules: { t0: 'yes' } as unknown as { t0: boolean } }, /rule t0: expected false or true/],
    [{ notifyUrl: 'nonsense' }, /notifyUrl: expected an http or https address/],
    [{ host: '' }, /host: expected an address to listen on/],
    [{ token: '' }, /token: expected a word nobody guesses/],
    [{ clok: 'manual' }, /^options: expected names among port, host, .*Received: clok$/],
    [{ port: 99_999 }, 'port: expected a port between 0 and 65535. Received: 99999'],
    [{ port: '7600' }, /port: expected a port/],
    [{ data: 42 }, 'data: expected memory, or a folder. Received: 42'],
    [{ seed: 'x' }, /seed: expected a whole number/],
    [{ seed: 1.5 }, /seed: expected a whole number/],
    [{ merchants: [] }, 'merchants: expected a list of stores. Received: an array'],
    [{ merchants: [null] }, /merchant appCode: expected 8 to 64 letters and digits/],
    [{ merchants: [{ clientKey: 'KEY-OF-A-STORE-0001' }] }, /merchant appCode: expected 8 to 64/],
    [{ allowNotify: 'shop' }, 'allowNotify: expected a list of hosts. Received: shop'],
    [{ strict: 'yes' }, 'strict: expected true or false. Received: yes'],
    [{ publicUrl: 'pay.team' }, /publicUrl: expected an http or https address/],
    [{ deliveryPatience_ms: -1 }, /deliveryPatience_ms: expected milliseconds/],
  ])('is refused with a sentence: %j', async (options, sentence) => {
    await expect(open(options as SandboxOptions)).rejects.toThrow(
      expect.objectContaining({
        code: 'ERR_QF_SANDBOX_OPTION',
        message:
          typeof sentence === 'string' ? sentence : (expect.stringMatching(sentence) as string),
      }),
    );
  });

  it('takes an option that is undefined as not given', async () => {
    await using sandbox = await open({ seed: undefined } as unknown as SandboxOptions);
    expect(sandbox.url).toMatch(/^http:/);
  });

  it('saving a store', async () => {
    await using sandbox = await open();
    const store = { appCode: 'x', clientKey: 'KEY-OF-A-STORE-0001' };
    expect(() => sandbox.merchants.save(store)).toThrow(/merchant appCode: expected 8 to 64/);
  });

  it.each([{}, { by: 1000 }, { by_ms: -1 }, { by_ms: '5' }, { until: 'noon' }, '2m', null])(
    'moving the clock by %j, and time stands still',
    async (move) => {
      await using sandbox = await open();
      const before = sandbox.clock.now();
      await expect(sandbox.clock.advance(move as { by_ms: number })).rejects.toMatchObject({
        code: 'ERR_QF_SANDBOX_OPTION',
        message: expect.stringMatching(/^clock: expected \{ "by_ms": 0 or more \}, /),
      });
      expect(sandbox.clock.now()).toBe(before);
    },
  );

  it.each(['approve', 'decline', 'expire', 'scan'] as const)(
    '%s of an unknown order',
    async (action) => {
      await using sandbox = await open();
      await expect(sandbox.wallet[action]('nobody')).rejects.toMatchObject({
        code: 'ERR_QF_SANDBOX_NOT_FOUND',
      });
    },
  );

  it('waiting for what does not come', async () => {
    await using sandbox = await open();
    await expect(sandbox.transactions.waitFor('nobody', 'paid', 1)).rejects.toMatchObject({
      code: 'ERR_QF_SANDBOX_TIMEOUT',
    });
  });
});
