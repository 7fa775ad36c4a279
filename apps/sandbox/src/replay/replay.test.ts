import { execFile, spawnSync } from 'node:child_process';
import http from 'node:http';
import { promisify } from 'node:util';
import { HEADERS } from '@qf/protocol';
import { clientKey, signedForm, signFields } from '@qf/signing';
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

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request as any program may send it; resolves with the code it is answered. */
function send(path: string, { method = 'POST', headers = {}, body = '' }: Sent): Promise<string> {
  return new Promise((resolve, reject) => {
    const known = { [HEADERS.appCode]: sandbox.credentials.appCode };
    const length = { 'content-length': Buffer.byteLength(body) };
    const options = { method, agent: false, headers: { ...known, ...length, ...headers } } as const;
    const request = http.request(sandbox.url + path, options, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(String(JSON.parse(text).respcd));
    });
    request.on('error', reject).end(body);
  });
}

const api = (path: string, init?: RequestInit) =>
  fetch(`${sandbox.url}/_sandbox/api/v1${path}`, {
    headers: { 'content-type': 'application/json' },
    ...init,
  });

/** The last call the gateway saw. */
function last() {
  const seen = sandbox.requests().at(-1);
  if (seen === undefined) throw new Error('The gateway saw nothing.');
  return seen;
}

async function replay(id: string) {
  const response = await api(`/requests/${id}/replay`, { method: 'POST', body: '{}' });
  return { status: response.status, json: await response.json() };
}

async function curl(id: string): Promise<string> {
  const response = await api(`/requests/${id}.curl`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
}

/** What was sent, without what differs by nature. */
function call({ id, at, hints, explanation, ...rest }: ReturnType<typeof last>) {
  return rest;
}

const FIELDS = { ...ORDER, out_trade_no: 'R-1', goods_name: "Tea & 茶, it's 50% off" };

describe('a call that was believed', () => {
  it('is sent again, signed anew with the key of today', async () => {
    await gateway.call('payment', FIELDS);
    const first = last();
    sandbox.merchants.rotateKey(sandbox.credentials.appCode, 'ROTATED-KEY-00000000000000000001');
    sandbox.merchants.retireKeys(sandbox.credentials.appCode);
    const { json } = await replay(first.id);
    expect(json).toEqual({
      id: first.id,
      method: 'POST',
      path: '/trade/v1/payment',
      respcd: '0000',
      request_id: last().id,
      status: 200,
      answered: '2011',
      same: false,
    });
    expect(last()).toMatchObject({ method: 'POST', fields: FIELDS, respcd: '2011' });
  });

  it('is a GET again when it was one', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'R-1' });
    const fields = { syssn: String(syssn), txamt: '1000', txdtm: ORDER.txdtm };
    const key = clientKey(sandbox.credentials.clientKey);
    const headers = { [HEADERS.sign]: signFields(fields, key) };
    const path = `/trade/v1/close?${new URLSearchParams(fields)}`;
    expect(await send(path, { method: 'GET', headers })).toBe('0000');
    const first = last();
    expect((await replay(first.id)).json).toMatchObject({ method: 'GET', answered: '1142' });
    expect(last()).toMatchObject({ method: 'GET', path: '/trade/v1/close', fields });
  });

  it('is signed with SHA256 again when it was', async () => {
    const { body, headers } = signedForm(
      FIELDS,
      clientKey(sandbox.credentials.clientKey),
      'SHA256',
    );
    expect(await send('/trade/v1/payment', { body, headers })).toBe('0000');
    await replay(last().id);
    expect(last()).toMatchObject({ sign_type: 'SHA256', respcd: '2011' });
  });

  it('brings its scenario along', async () => {
    const scenario = { 'X-Sandbox-Scenario': 'respcd=1100' };
    await gateway.call('query', { out_trade_no: 'R-1' }, scenario);
    expect((await replay(last().id)).json).toMatchObject({ answered: '1100', same: true });
  });

  it('of a store that is gone is unknown', async () => {
    await gateway.call('payment', FIELDS);
    const { id } = last();
    sandbox.merchants.remove(sandbox.credentials.appCode);
    expect((await replay(id)).json).toMatchObject({ answered: '1241', same: false });
  });

  it('has no answer when a fault eats it', async () => {
    await gateway.call('payment', FIELDS);
    const { id } = last();
    sandbox.faults.add({ on: 'payment', effect: 'connection-reset' });
    const { status, json } = await replay(id);
    expect(status).toBe(200);
    expect(json).toMatchObject({ answered: '', same: false });
    expect(json).not.toHaveProperty('status');
  });

  it('does not show a key that the program sent along', async () => {
    const key = sandbox.credentials.clientKey;
    await gateway.call('payment', { ...FIELDS, key });
    expect(last().fields).toMatchObject({ key: '[client key]' });
    expect(JSON.stringify(last()) + (await curl(last().id))).not.toContain(key);
  });
});

const WRONG = '0'.repeat(32);

describe('a call that was not believed', () => {
  it.each<[string, string, string, Sent]>([
    [
      'a wrong signature',
      '1108',
      '/trade/v1/payment',
      {
        headers: {
          [HEADERS.sign]: WRONG,
          [HEADERS.signType]: 'md5',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'out_trade_no=A%2B1&goods_name=a+b%20%E8%8C%B6&txamt=',
      },
    ],
    ['no signature at all', '1108', '/trade/v1/payment', { body: 'txamt=1' }],
    ['an app code nobody has', '1241', '/trade/v1/query', { headers: { [HEADERS.appCode]: 'X' } }],
    [
      'JSON',
      '1103',
      '/trade/v1/refund',
      {
        headers: { [HEADERS.sign]: WRONG, 'content-type': 'application/json' },
        body: '{"txamt": "1"}',
      },
    ],
    [
      'the same name twice',
      '1103',
      '/trade/v1/refund',
      { headers: { [HEADERS.sign]: WRONG }, body: 'a=1&a=2' },
    ],
    [
      'bytes that are no text',
      '1103',
      '/trade/v1/refund',
      { headers: { [HEADERS.sign]: WRONG }, body: Buffer.from([0x61, 0x3d, 0xb2, 0xe8]) },
    ],
    [
      'parameters in the query string of a GET',
      '1108',
      '/trade/v1/close?syssn=1&b=%20',
      { method: 'GET', headers: { [HEADERS.sign]: WRONG } },
    ],
    [
      'a GET with a body',
      '1108',
      '/trade/v1/close',
      { method: 'GET', headers: { [HEADERS.sign]: WRONG }, body: 'syssn=1' },
    ],
  ])('(%s) is sent again as it came, also by the shell', async (_, respcd, path, sent) => {
    expect(await send(path, sent)).toBe(respcd);
    const first = last();
    expect((await replay(first.id)).json).toMatchObject({ answered: respcd, same: true });
    expect(call(last())).toEqual(call(first));
    expect(last().id).not.toBe(first.id);
    const command = await curl(first.id);
    expect(await run(command)).toContain(`"respcd": "${respcd}"`);
    expect(call(last())).toEqual(call(first));
    expect(sandbox.requests()).toHaveLength(3);
  });

  it('is kept without a key that strayed into it', async () => {
    const key = sandbox.credentials.clientKey;
    const headers = { [HEADERS.sign]: key };
    await send(`/trade/v1/query?a=${key}`, { headers, body: `b=1&key=${key}` });
    const { received } = last();
    expect(received).toMatchObject({ query: 'a=[client key]', sign: '[client key]' });
    expect(JSON.stringify(sandbox.requests()) + (await curl(last().id))).not.toContain(key);
  });

  it('is kept without a key that is written in another way', async () => {
    const key = sandbox.credentials.clientKey;
    const escaped = key.replaceAll(/./g, (sign) => `%25${sign.charCodeAt(0).toString(16)}`);
    await send(`/trade/v1/query?a=${key.toLowerCase()}`, { body: `b=1&key=${escaped}` });
    expect(last().received).toMatchObject({
      query: 'a=[client key]',
      body: 'b=1&key=[client key]',
    });
  });

  it('is kept without a key even where it was believed', async () => {
    const key = sandbox.credentials.clientKey;
    await gateway.call('payment', { ...FIELDS, client_key: key.toLowerCase(), goods_name: key });
    expect(last().fields).toMatchObject({ client_key: '[client key]', goods_name: '[client key]' });
  });
});

/** What a shell prints, with the store's key in its environment. */
async function run(command: string): Promise<string> {
  // biome-ignore lint/style/noProcessEnv: where curl is, is for the machine to say
  const env = { ...process.env, QFPAY_CLIENT_KEY: sandbox.credentials.clientKey };
  const script = command.replace('curl ', 'curl -s -m 5 ');
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env });
  return stdout;
}

const hasCurl = ['curl', 'openssl'].every((name) => spawnSync(name, ['--help']).status === 0);

describe.runIf(hasCurl)('the command for a shell (needs curl and openssl)', () => {
  it('is signed by the shell, and holds no key', async () => {
    await gateway.call('payment', FIELDS);
    const command = await curl(last().id);
    expect(command).not.toContain(sandbox.credentials.clientKey);
    expect(command).toContain('"$QFPAY_CLIENT_KEY"');
    expect(await run(command)).toContain('"respcd": "2011"');
    expect(last()).toMatchObject({ fields: FIELDS });
  });

  it('keeps method, algorithm and scenario', async () => {
    const key = clientKey(sandbox.credentials.clientKey);
    const { syssn } = await gateway.pay({ out_trade_no: 'R-1' });
    const fields = { syssn: String(syssn), txamt: '1000', txdtm: ORDER.txdtm };
    const headers = {
      [HEADERS.sign]: signFields(fields, key, 'SHA256'),
      [HEADERS.signType]: 'SHA256',
      'X-Sandbox-Scenario': 'respcd=1262',
    };
    const path = `/trade/v1/reversal?${new URLSearchParams(fields)}`;
    expect(await send(path, { method: 'GET', headers })).toBe('1262');
    const first = last();
    expect(await run(await curl(first.id))).toContain('"respcd": "1262"');
    expect(call(last())).toEqual(call(first));
  });

  it('posts even when there is nothing to say', async () => {
    await gateway.call('query', {});
    expect(await run(await curl(last().id))).toContain('"respcd": "0000"');
    expect(last().method).toBe('POST');
  });
});

describe('a request nobody sent', () => {
  it('is not there', async () => {
    expect((await replay('req_1')).status).toBe(404);
    expect((await api('/requests/req_1.curl')).status).toBe(404);
  });
});

describe('a recording', () => {
  it('plays every call as it was: its method, its body, its answer', async () => {
    const start = await api('/recordings/start', { method: 'POST', body: '{}' });
    const { id } = (await start.json()) as { id: string };
    const { syssn } = await gateway.pay({ out_trade_no: 'R-1' });
    const fields = { syssn: String(syssn), txamt: '1000', txdtm: ORDER.txdtm };
    const key = clientKey(sandbox.credentials.clientKey);
    await send(`/trade/v1/close?${new URLSearchParams(fields)}`, {
      method: 'GET',
      headers: { [HEADERS.sign]: signFields(fields, key) },
    });
    await send('/trade/v1/payment', { headers: { [HEADERS.sign]: WRONG }, body: 'txamt=1' });
    await api('/recordings/stop', { method: 'POST', body: '{}' });
    const before = sandbox.requests().map(call);
    const again = await api(`/recordings/${id}/replay`, { method: 'POST', body: '{}' });
    const { replayed } = (await again.json()) as { replayed: unknown[] };
    expect(replayed).toMatchObject([
      { method: 'POST', respcd: '0000', answered: '2011', same: false },
      { method: 'GET', respcd: '0000', answered: '1142', same: false },
      { method: 'POST', respcd: '1108', answered: '1108', same: true },
    ]);
    const after = sandbox.requests().slice(3).map(call);
    expect(after.map(({ respcd, ...rest }) => rest)).toEqual(
      before.map(({ respcd, ...rest }) => rest),
    );
  });
});
