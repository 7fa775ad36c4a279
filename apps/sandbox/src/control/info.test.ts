import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type ControlCaller, controlCaller } from '../testing/control-caller.ts';
import { type GatewayCaller, gatewayCaller } from '../testing/gateway-caller.ts';

let sandbox: Sandbox;
let control: ControlCaller;
let gateway: GatewayCaller;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: '2026-01-01T10:00:00+08:00' });
  control = controlCaller(sandbox);
  gateway = gatewayCaller(sandbox);
});
afterEach(() => sandbox.close());

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

describe('what cannot be read', () => {
  it.each(['/pay/%E0%A4', '/w/%E0%A4', '/_sandbox/transactions/%E0%A4', '/checkstand/%E0%A4'])(
    'tells nothing of the insides of this machine: GET %s',
    async (path) => {
      const response = await fetch(sandbox.url + path);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(await response.text()).not.toMatch(/node_modules|\.ts|at /);
    },
  );

  const large = JSON.stringify('x'.repeat(300_000));
  it.each([
    ['a body that is too large', '/faults', large, 413],
    ['a body that is no JSON', '/faults', '{', 400],
    ['an address that is no text', '/transactions/%E0%A4/approve', '{}', 400],
  ])('is refused in JSON: %s', async (_case, path, body, status) => {
    const response = await fetch(`${sandbox.url}/_sandbox/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
  });
});

describe('/info', () => {
  it('tells where things are and how they are set, and no key', async () => {
    const { json } = await control.get('/info');
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

describe('/reset', () => {
  it('forgets transactions, faults and rules', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await control.post('/faults', { on: 'payment', effect: 'html-502' });
    await control.ask('PATCH', '/rules', { t0: true });
    await control.post('/reset');
    expect(sandbox.transactions.list()).toEqual([]);
    expect(sandbox.faults.list()).toEqual([]);
    expect(sandbox.rules.get().t0).toBe(false);
    await gateway.pay({ out_trade_no: 'A' });
  });
});

describe('what is not there', () => {
  it('is said in JSON', async () => {
    expect(await control.get('/nothing')).toMatchObject({
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
