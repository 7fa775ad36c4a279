import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type GatewayCaller, gatewayCaller, ORDER } from '../testing/gateway-caller.ts';

let sandbox: Sandbox;
let gateway: GatewayCaller;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: '2026-01-01T10:00:00+08:00' });
  gateway = gatewayCaller(sandbox);
});
afterEach(() => sandbox.close());

interface Said {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into JSON of many shapes
  readonly json: any;
}

async function ask(method: string, path: string, body?: unknown): Promise<Said> {
  const response = await fetch(`${sandbox.url}/_sandbox/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

const get = (path: string) => ask('GET', path);
const post = (path: string, body: unknown = {}) => ask('POST', path, body);

describe('health', () => {
  it('is alive and ready', async () => {
    expect((await fetch(`${sandbox.url}/livez`)).status).toBe(200);
    expect(await (await fetch(`${sandbox.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });
});

describe('an address that is not there', () => {
  it.each(['/trade/v1/query', '/trade/v1/nothing', '/nothing', '/_sandbox/nothing'])(
    'is a 404 in words: GET %s',
    async (path) => {
      const response = await fetch(sandbox.url + path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(await response.text()).toContain(`There is no GET ${path}.`);
    },
  );
});

describe('/info', () => {
  it('tells where things are and how they are set, and no key', async () => {
    const { json } = await get('/info');
    expect(json).toMatchObject({
      urls: { gateway: sandbox.url },
      clock: { mode: 'manual', rate: 0, now: sandbox.clock.now() },
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      seed: 1,
      strict: false,
      merchants: [{ app_code: sandbox.credentials.appCode }],
    });
    expect(JSON.stringify(json)).not.toContain(sandbox.credentials.clientKey);
  });
});

describe('/transactions', () => {
  it('lists newest first and filters', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await gateway.pay({ out_trade_no: 'B' });
    await post('/transactions/A/approve');
    const numbers = async (query: string) =>
      (await get(`/transactions${query}`)).json.transactions.map(
        (row: { out_trade_no: string }) => row.out_trade_no,
      );
    expect(await numbers('')).toEqual(['B', 'A']);
    expect(await numbers('?out_trade_no=A')).toEqual(['A']);
    expect(await numbers('?state=paid')).toEqual(['A']);
    expect(await numbers('?limit=1')).toEqual(['B']);
    expect(await numbers('?q=b%20unpaid')).toEqual(['B']);
    expect(await numbers('?q=10.00%20paid&state=paid')).toEqual(['A']);
    expect(await numbers('?q=nothing')).toEqual([]);
  });

  it.each([
    '/transactions?states=paid',
    '/transactions?state=payed',
    '/transactions?kind=order',
    '/transactions?state=paid&state=failed',
    '/transactions?limit=0',
    '/transactions?limit=many',
    '/notifications?status=done',
    '/notifications?order=A',
    '/requests?verdict=bad',
    '/events?from=1',
    '/events?limit=-1',
  ])('refuses %s instead of finding everything or nothing', async (path) => {
    expect(await get(path)).toMatchObject({ status: 400, json: { error: { code: 'bad_input' } } });
  });

  it('waits for no state that there is not', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    expect((await get('/transactions/A/wait?state=payed')).status).toBe(400);
    expect((await get('/transactions/A/wait')).status).toBe(400);
  });

  it('shows one by either number, with its timeline', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'A' });
    const { json } = await get('/transactions/A');
    expect(json).toMatchObject({
      syssn,
      state: 'created',
      timeline: [{ type: 'payment.created' }],
    });
    expect((await get(`/transactions/${syssn}`)).json).toEqual(json);
    expect(await get('/transactions/nobody')).toMatchObject({
      status: 404,
      json: { error: { code: 'not_found' } },
    });
  });

  it.each([
    ['approve', {}, 'paid', '0000'],
    ['decline', {}, 'failed', '1205'],
    ['decline', { respcd: '1201' }, 'failed', '1201'],
    ['expire', {}, 'expired', '1181'],
    ['scan', {}, 'paying', '1145'],
  ])('%s with %j makes it %s', async (action, body, state, respcd) => {
    await gateway.pay({ out_trade_no: 'A' });
    expect(await post(`/transactions/A/${action}`, body)).toMatchObject({
      status: 200,
      json: { state, respcd },
    });
  });

  it('refuses what the state forbids with 409 and the gateway’s code', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await post('/transactions/A/expire');
    expect(await post('/transactions/A/approve')).toMatchObject({
      status: 409,
      json: { error: { code: 'refused', respcd: '1181' } },
    });
    expect((await post('/transactions/A/approve', { late: true })).json.state).toBe('paid');
  });

  it('refuses a reason that is no code', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    expect((await post('/transactions/A/decline', { respcd: '0000' })).status).toBe(400);
    expect((await post('/transactions/A/decline', { respcd: 1201 })).status).toBe(400);
  });

  it('waits until a state is there, or says what it is instead', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    const waiting = get('/transactions/A/wait?state=paid');
    await post('/transactions/A/approve');
    expect((await waiting).json.state).toBe('paid');
    expect(await get('/transactions/A/wait?state=refunded&timeout_ms=1')).toMatchObject({
      status: 408,
      json: { error: { received: 'paid' } },
    });
  });
});

describe('/notifications', () => {
  const order = { out_trade_no: 'A', notify_url: 'http://127.0.0.1:9/notify' };

  it('are found by the order, waited for, and sent again', async () => {
    await gateway.pay(order);
    await post('/transactions/A/approve');
    const { json } = await get('/notifications?out_trade_no=A');
    expect(json.notifications).toMatchObject([
      { status: 'waiting', attempts: [], notify_type: 'payment' },
    ]);
    const { id } = json.notifications[0];
    const resent = await post(`/notifications/${id}/resend`);
    expect(resent.json.attempts).toMatchObject([{ number: 1, outcome: { acknowledged: false } }]);
    await sandbox.clock.advance({ until: 'idle' });
    expect((await get(`/notifications/${id}/wait?status=exhausted`)).json.attempts).toHaveLength(9);
    expect((await get('/notifications?status=waiting')).json.notifications).toEqual([]);
  });

  it('cannot be sent where there is no address', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await post('/transactions/A/approve');
    const { id } = (await get('/notifications')).json.notifications[0];
    expect(await post(`/notifications/${id}/resend`)).toMatchObject({
      status: 409,
      json: { error: { code: 'no_address' } },
    });
  });

  it('refuse a resend they do not understand', async () => {
    await gateway.pay(order);
    await post('/transactions/A/approve');
    const { id } = (await get('/notifications')).json.notifications[0];
    expect((await post(`/notifications/${id}/resend`, { effect: 'reset' })).status).toBe(400);
    expect((await post(`/notifications/${id}/resend`, { times: 3 })).status).toBe(400);
  });
});

describe('/clock', () => {
  it.each([[{ by_ms: 1500 }], [{ to: 'next' }], [{ until: 'idle' }]])(
    'advances by %j',
    async (step) => {
      await gateway.pay({ out_trade_no: 'A' });
      expect((await post('/clock/advance', step)).json).toMatchObject({ from: expect.any(Number) });
    },
  );

  it('advances to a moment, and never back', async () => {
    const { json } = await post('/clock/advance', { to: '2026-01-01T23:30:00+08:00' });
    expect(json.to).toBe(new Date('2026-01-01T15:30:00Z').getTime());
    expect(sandbox.clock.now()).toBe(json.to);
    const back = await post('/clock/advance', { to: '2026-01-01T23:29:59+08:00' });
    expect(back.status).toBe(400);
    expect(back.json.error.message).toContain('time never goes back');
    expect((await post('/clock/advance', { to: '2026-01-02T00:00:00' })).status).toBe(400);
    expect(sandbox.clock.now()).toBe(json.to);
  });

  it.each([[{}], [{ by_ms: -1 }], [{ by_ms: 1, to: 'next' }], [{ to: 'tomorrow' }], [{ by: 1 }]])(
    'refuses %j',
    async (step) => {
      expect((await post('/clock/advance', step)).status).toBe(400);
    },
  );

  it.each([
    [{ mode: 'real' }, { mode: 'real', rate: 1 }],
    [
      { mode: 'scaled', rate: 60 },
      { mode: 'scaled', rate: 60 },
    ],
    [
      { mode: 'manual', rate: 0 },
      { mode: 'manual', rate: 0 },
    ],
  ])('goes on as %j asks, from where it is', async (pace, seen) => {
    const before = sandbox.clock.now();
    const { status, json } = await ask('PUT', '/clock', pace);
    expect(status).toBe(200);
    expect(json).toMatchObject(seen);
    expect(json.now).toBeGreaterThanOrEqual(before);
    expect(json.now - before).toBeLessThan(3_600_000);
    expect((await get('/clock')).json).toMatchObject(seen);
    expect((await get('/info')).json.clock).toMatchObject(seen);
  });

  it('takes back what it says', async () => {
    await ask('PUT', '/clock', { mode: 'scaled', rate: 60 });
    const { mode, rate } = (await get('/clock')).json;
    expect((await ask('PUT', '/clock', { mode, rate })).status).toBe(200);
  });

  it.each([
    [{}],
    [{ mode: 'x60' }],
    [{ mode: 'scaled' }],
    [{ mode: 'scaled', rate: 0 }],
    [{ mode: 'scaled', rate: 1.5 }],
    [{ mode: 'scaled', rate: '60' }],
    [{ mode: 'scaled', rate: 1_000_000 }],
    [{ mode: 'real', rate: 60 }],
    [{ mode: 'manual', now: 0 }],
    [{ mode: 'sundial' }],
  ])('does not change to %j', async (pace) => {
    expect((await ask('PUT', '/clock', pace)).status).toBe(400);
    expect((await get('/clock')).json.mode).toBe('manual');
  });

  it('writes a change into the journal, and the reset takes it back', async () => {
    await ask('PUT', '/clock', { mode: 'real' });
    await ask('PUT', '/clock', { mode: 'real' });
    const { json } = await get('/events?type=clock');
    expect(json.events).toMatchObject([{ type: 'clock.changed', rate: 1 }]);
    await post('/reset');
    expect((await get('/clock')).json).toMatchObject({ mode: 'manual', rate: 0 });
  });

  it('lists what is due', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'A' });
    const { json } = await get('/jobs');
    expect(json.jobs).toEqual([
      { due: sandbox.clock.now() + 30 * 60_000, label: `expire ${syssn}` },
    ]);
  });
});

describe('/events', () => {
  it('come page by page', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await post('/transactions/A/approve');
    const { json } = await get('/events?after=1');
    expect(json.events.map(({ type }: { type: string }) => type)).toEqual([
      'payment.created',
      'payment.paid',
      'notification.queued',
    ]);
    expect((await get('/events?type=payment&limit=1')).json.events).toMatchObject([{ seq: 2 }]);
    expect((await get('/events?after=x')).status).toBe(400);
  });

  it('come as a stream that goes on where the reader stopped', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    const stream = await openStream({ 'last-event-id': '1' });
    expect(await stream.next()).toMatchObject({ id: '2', event: 'payment.created' });
    await post('/transactions/A/approve');
    expect(await stream.next()).toMatchObject({ id: '3', event: 'payment.paid' });
    await stream.close();
  });

  it('tell of a gap when the reader knows more than there is', async () => {
    const stream = await openStream({ 'last-event-id': '99' });
    expect(await stream.next()).toMatchObject({ event: 'gap', data: { asked: 99, last: 1 } });
    expect(await stream.next()).toMatchObject({ id: '1', event: 'sandbox.opened' });
    await stream.close();
  });
});

/** Reads a stream message by message, comments left out. */
async function openStream(headers: Record<string, string>) {
  const response = await fetch(`${sandbox.url}/_sandbox/api/v1/events`, {
    headers: { accept: 'text/event-stream', ...headers },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Record<string, unknown>> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const message = text.slice(0, end);
        text = text.slice(end + 2);
        if (message.startsWith(':')) continue;
        const lines = message.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2));
        const fields = Object.fromEntries(lines);
        return { ...fields, data: JSON.parse(fields['data']) };
      }
      const { value = '' } = (await reader?.read()) ?? {};
      text += value;
    }
  };
  return { next, close: async () => reader?.cancel() };
}

describe('/merchants', () => {
  const path = '/merchants/B0000000000000000000000000000002';
  const credentials = { appCode: path.slice(11), clientKey: 'SECOND-KEY-00000000000000000001' };

  it('are added, changed, and never show a key', async () => {
    expect(
      (await ask('PUT', path, { clientKey: credentials.clientKey, name: 'Second' })).status,
    ).toBe(201);
    const other = gatewayCaller({ url: sandbox.url, credentials });
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('0000');
    await ask('PUT', path, { enabled: false });
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('1243');
    const { json } = await get('/merchants');
    expect(json.merchants).toHaveLength(2);
    expect(JSON.stringify(json)).not.toContain(credentials.clientKey);
    expect((await ask('DELETE', path)).status).toBe(200);
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('1241');
  });

  it('are those of the start after a reset, unless they are kept', async () => {
    await ask('PUT', path, { clientKey: credentials.clientKey });
    await post('/reset', { merchants: 'keep' });
    expect((await get('/merchants')).json.merchants).toHaveLength(2);
    await post('/reset');
    expect((await get('/merchants')).json.merchants).toHaveLength(1);
    expect((await post('/reset', { merchants: 'all' })).status).toBe(400);
  });

  it('get a new key that is told once', async () => {
    await ask('PUT', path, { clientKey: credentials.clientKey });
    const { json } = await post(`${path}/rotate-key`);
    const renewed = gatewayCaller({
      url: sandbox.url,
      credentials: { ...credentials, clientKey: json.clientKey },
    });
    expect((await renewed.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('0000');
    expect((await get(path)).json.keys).toHaveLength(2);
    expect((await post(`${path}/retire-keys`)).json.keys).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ clientKey: 'x'.repeat(20), colour: 'red' }],
    [{ clientKey: 5 }],
    [{ clientKey: 'cut' }],
  ])('refuse %j', async (body) => {
    expect(await ask('PUT', path, body)).toMatchObject({
      status: 400,
      json: { error: { code: 'bad_input' } },
    });
  });
});

describe('/faults and /next', () => {
  it('are planned, seen and taken back', async () => {
    const { status, json } = await post('/faults', { on: 'payment', effect: 'html-502', times: 1 });
    expect(status).toBe(201);
    expect((await get(`/faults/${json.id}`)).json).toMatchObject({ fired: 0 });
    expect((await ask('DELETE', `/faults/${json.id}`)).status).toBe(200);
    expect((await get('/faults')).json.faults).toEqual([]);
    expect((await get('/faults/nothing')).status).toBe(404);
  });

  it.each([
    [{ on: 'payment' }],
    [{ on: 'payment', effect: 'explode' }],
    [{ on: 'payment', effect: 'notify-lost' }],
    [{ on: 'notification', effect: 'drip' }],
    [{ on: 'payment', effect: 'drip', times: 0 }],
    [{ on: 'payment', effect: 'drip', probability: 2 }],
    [{ on: 'payment', effect: 'drip', out_trade_no: '(' }],
  ])('refuse %j', async (rule) => {
    expect((await post('/faults', rule)).status).toBe(400);
  });

  it('remember every time they went off', async () => {
    const { json } = await post('/faults', { on: 'query', effect: 'unsigned', nth: [2] });
    const hits = async () => (await get(`/faults/${json.id}/hits`)).json.hits;
    await gateway.call('query', { out_trade_no: 'A' });
    expect(await hits()).toEqual([]);
    await gateway.call('query', { out_trade_no: 'A' });
    expect(await hits()).toMatchObject([{ type: 'fault.fired', effect: 'unsigned', on: 'query' }]);
    expect((await get('/faults/flt_99/hits')).status).toBe(404);
  });

  it('say what scenarios and amounts mean', async () => {
    const { json } = await get('/scenarios');
    const names = json.fields.map(({ name }: { name: string }) => name);
    expect(names).toContain('appears_after_ms');
    const amounts = json.amounts.map(({ amount }: { amount: string }) => amount);
    expect(amounts).toEqual(expect.arrayContaining(['9CCCC', '601NN', '61012']));
  });

  it('name every kind', async () => {
    const { json } = await get('/faults/kinds');
    expect(json.calls.length + json.notifications.length).toBeGreaterThanOrEqual(25);
  });

  it('answer the next call only', async () => {
    await post('/next', { on: 'payment', respcd: '1205' });
    expect((await gateway.call('payment', { ...ORDER, out_trade_no: 'A' })).reply['respcd']).toBe(
      '1205',
    );
    expect((await gateway.call('payment', { ...ORDER, out_trade_no: 'B' })).reply['respcd']).toBe(
      '0000',
    );
    expect((await post('/next', { on: 'payment', respcd: '9999' })).status).toBe(400);
    expect((await post('/next', { respcd: '1205' })).status).toBe(400);
  });
});

describe('/rules', () => {
  it('tell every switch with who says so, and change', async () => {
    const { json } = await get('/rules');
    expect(json.switches.t0).toMatchObject({ provenance: 'documented' });
    expect(json.transitions.paid.close).toMatchObject({ respcd: '1260' });
    expect((await ask('PATCH', '/rules', { t0: true })).json.rules.t0).toBe(true);
    expect((await ask('PATCH', '/rules', { t1: true })).status).toBe(400);
  });
});

describe('/snapshots, /export and /import', () => {
  it('bring back what was, and let numbers count on', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'A' });
    const { json } = await post('/snapshots');
    await post('/transactions/A/approve');
    await gateway.pay({ out_trade_no: 'B' });
    await post(`/snapshots/${json.id}/restore`);
    expect(sandbox.transactions.list()).toMatchObject([{ out_trade_no: 'A', state: 'created' }]);
    const again = await gateway.pay({ out_trade_no: 'B' });
    expect(again['syssn']).not.toBe(syssn);
    expect(new Set(sandbox.transactions.list().map((row) => row.syssn)).size).toBe(2);
    expect((await post('/snapshots/nothing/restore')).status).toBe(404);
  });

  it('carry a journal into another sandbox', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await post('/transactions/A/approve');
    const text = await (await fetch(`${sandbox.url}/_sandbox/api/v1/export`)).text();
    expect(text).toBe(await sandbox.export());
    await using other = await createSandbox({ clock: 'manual', now: '2025-01-01T00:00:00+08:00' });
    const response = await fetch(`${other.url}/_sandbox/api/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: text,
    });
    expect(response.status).toBe(200);
    expect(other.transactions.list()).toEqual(sandbox.transactions.list());
    expect(other.clock.now()).toBe(sandbox.clock.now());
  });

  it('refuse a text that is no journal', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/api/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"seq": 2}\n',
    });
    expect(response.status).toBe(400);
  });
});

describe('/recordings', () => {
  it('keep what was asked and ask it again', async () => {
    await post('/recordings/start');
    await gateway.pay({ out_trade_no: 'A' });
    await gateway.call('query', { out_trade_no: 'A' });
    const { json } = await post('/recordings/stop');
    expect(json).toMatchObject({ calls: 2 });
    const again = await post(`/recordings/${json.id}/replay`);
    expect(again.json.replayed).toMatchObject([
      { respcd: '0000', answered: '2011', same: false },
      { respcd: '0000', answered: '0000', same: true },
    ]);
    await post('/reset');
    expect((await post(`/recordings/${json.id}/replay`)).json.same).toBe(true);
    const text = await (await fetch(`${sandbox.url}/_sandbox/api/v1/recordings/${json.id}`)).text();
    expect(text.trim().split('\n')).toHaveLength(2);
  });
});

describe('/signature/explain', () => {
  it('names the mistake', async () => {
    const { createHash } = await import('node:crypto');
    const { appCode, clientKey } = sandbox.credentials;
    const received = createHash('md5').update(`txcurrcd=HKD&txamt=1${clientKey}`).digest('hex');
    const body = { received, app_code: appCode, fields: { txcurrcd: 'HKD', txamt: '1' } };
    const { json } = await post('/signature/explain', body);
    expect(json.explanation).toMatchObject({
      sentence: expect.any(String),
      fix: expect.any(String),
    });
    expect(JSON.stringify(json)).not.toContain(clientKey);
    expect((await post('/signature/explain', { ...body, app_code: 'nobody' })).status).toBe(404);
    expect((await post('/signature/explain', { app_code: appCode })).status).toBe(400);
  });
});

describe('/codes and /requests', () => {
  it('tell how every code can be seen', async () => {
    const { json } = await get('/codes');
    expect(json.codes.length).toBeGreaterThan(50);
    expect(json.codes.find(({ respcd }: { respcd: string }) => respcd === '1205')).toMatchObject({
      trigger: { amount: '91205' },
    });
  });

  it('filter the calls that were seen', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await gateway.call('query', { out_trade_no: 'nobody' });
    expect((await get('/requests?out_trade_no=A')).json.requests).toHaveLength(1);
    expect((await get('/requests?respcd=1108')).json.requests).toEqual([]);
    expect((await get('/requests/req_1')).status).toBe(404);
  });
});

describe('/reset', () => {
  it('forgets transactions, faults and rules', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await post('/faults', { on: 'payment', effect: 'html-502' });
    await ask('PATCH', '/rules', { t0: true });
    await post('/reset');
    expect(sandbox.transactions.list()).toEqual([]);
    expect(sandbox.faults.list()).toEqual([]);
    expect(sandbox.rules.get().t0).toBe(false);
    await gateway.pay({ out_trade_no: 'A' });
  });
});

describe('what is not there', () => {
  it('is said in JSON', async () => {
    expect(await get('/nothing')).toMatchObject({
      status: 404,
      json: { error: { code: 'no_such_call' } },
    });
  });

  it('includes bodies that are not JSON', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/api/v1/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
  });
});
