import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type ControlCaller, controlCaller } from '../testing/control-caller.ts';
import { gatewayCaller } from '../testing/gateway-caller.ts';

let sandbox: Sandbox;
let control: ControlCaller;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: '2026-01-01T10:00:00+08:00' });
  control = controlCaller(sandbox);
});
afterEach(() => sandbox.close());

describe('/merchants', () => {
  const path = '/merchants/B0000000000000000000000000000002';
  const credentials = { appCode: path.slice(11), clientKey: 'SECOND-KEY-00000000000000000001' };

  it('are added, changed, and never show a key', async () => {
    expect(
      (await control.ask('PUT', path, { clientKey: credentials.clientKey, name: 'Second' })).status,
    ).toBe(201);
    const other = gatewayCaller({ url: sandbox.url, credentials });
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('0000');
    await control.ask('PUT', path, { enabled: false });
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('1243');
    const { json } = await control.get('/merchants');
    expect(json.merchants).toHaveLength(2);
    expect(JSON.stringify(json)).not.toContain(credentials.clientKey);
    expect((await control.ask('DELETE', path)).status).toBe(200);
    expect((await other.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('1241');
  });

  it('are those of the start after a reset, unless they are kept', async () => {
    await control.ask('PUT', path, { clientKey: credentials.clientKey });
    await control.post('/reset', { merchants: 'keep' });
    expect((await control.get('/merchants')).json.merchants).toHaveLength(2);
    await control.post('/reset');
    expect((await control.get('/merchants')).json.merchants).toHaveLength(1);
    expect((await control.post('/reset', { merchants: 'all' })).status).toBe(400);
  });

  it('get a new key that is told once', async () => {
    await control.ask('PUT', path, { clientKey: credentials.clientKey });
    const { json } = await control.post(`${path}/rotate-key`);
    const renewed = gatewayCaller({
      url: sandbox.url,
      credentials: { ...credentials, clientKey: json.clientKey },
    });
    expect((await renewed.call('query', { out_trade_no: 'x' })).reply['respcd']).toBe('0000');
    expect((await control.get(path)).json.keys).toHaveLength(2);
    expect((await control.post(`${path}/retire-keys`)).json.keys).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ clientKey: 'x'.repeat(20), colour: 'red' }],
    [{ clientKey: 5 }],
    [{ clientKey: 'cut' }],
    [{ clientKey: 'x'.repeat(20), notifyUrl: 'http://' }],
    [{ clientKey: 'x'.repeat(20), notifyUrl: 'https:shop' }],
  ])('refuse %j', async (body) => {
    expect(await control.ask('PUT', path, body)).toMatchObject({
      status: 400,
      json: { error: { code: 'bad_input' } },
    });
  });
});
