import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type ControlCaller, controlCaller } from '../testing/control-caller.ts';
import { type GatewayCaller, gatewayCaller, ORDER } from '../testing/gateway-caller.ts';

let sandbox: Sandbox;
let control: ControlCaller;
let gateway: GatewayCaller;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: '2026-01-01T10:00:00+08:00' });
  control = controlCaller(sandbox);
  gateway = gatewayCaller(sandbox);
});
afterEach(() => sandbox.close());

describe('/faults and /next', () => {
  it('tells the hits of a fault on notifications as well', async () => {
    const fault = { on: 'notification', effect: 'notify-lost' };
    const { id } = (await control.post('/faults', fault)).json;
    await gateway.pay({ out_trade_no: 'A', notify_url: 'http://127.0.0.1:9/notify' });
    await control.post('/transactions/A/approve');
    await control.post('/clock/advance', { to: 'next' });
    expect((await control.get(`/faults/${id}/hits`)).json.hits).toMatchObject([
      { on: 'notification', effect: 'notify-lost' },
    ]);
  });

  it('are planned, seen and taken back', async () => {
    const { status, json } = await control.post('/faults', {
      on: 'payment',
      effect: 'html-502',
      times: 1,
    });
    expect(status).toBe(201);
    expect((await control.get(`/faults/${json.id}`)).json).toMatchObject({ fired: 0 });
    expect((await control.ask('DELETE', `/faults/${json.id}`)).status).toBe(200);
    expect((await control.get('/faults')).json.faults).toEqual([]);
    expect((await control.get('/faults/nothing')).status).toBe(404);
  });

  it.each([
    [{ on: 'payment' }],
    [{ on: 'payment', effect: 'explode' }],
    [{ on: 'payment', effect: 'notify-lost' }],
    [{ on: 'notification', effect: 'drip' }],
    [{ on: 'payment', effect: 'drip', times: 0 }],
    [{ on: 'payment', effect: 'drip', probability: 2 }],
    [{ on: 'payment', effect: 'drip', out_trade_no: '(' }],
    [{ on: 'payment', effect: 'drip', out_trade_no: '^(a+)+$' }],
  ])('refuse %j', async (rule) => {
    expect((await control.post('/faults', rule)).status).toBe(400);
  });

  it('remember every time they went off', async () => {
    const { json } = await control.post('/faults', { on: 'query', effect: 'unsigned', nth: [2] });
    const hits = async () => (await control.get(`/faults/${json.id}/hits`)).json.hits;
    await gateway.call('query', { out_trade_no: 'A' });
    expect(await hits()).toEqual([]);
    await gateway.call('query', { out_trade_no: 'A' });
    expect(await hits()).toMatchObject([{ type: 'fault.fired', effect: 'unsigned', on: 'query' }]);
    expect((await control.get('/faults/flt_99/hits')).status).toBe(404);
  });

  it('say what scenarios and amounts mean', async () => {
    const { json } = await control.get('/scenarios');
    const names = json.fields.map(({ name }: { name: string }) => name);
    expect(names).toContain('appears_after_ms');
    const amounts = json.amounts.map(({ amount }: { amount: string }) => amount);
    expect(amounts).toEqual(expect.arrayContaining(['9CCCC', '601NN', '61012']));
  });

  it('name every kind', async () => {
    const { json } = await control.get('/faults/kinds');
    expect(json.calls.length + json.notifications.length).toBeGreaterThanOrEqual(25);
  });

  it('answer the next call only', async () => {
    await control.post('/next', { on: 'payment', respcd: '1205' });
    expect((await gateway.call('payment', { ...ORDER, out_trade_no: 'A' })).reply['respcd']).toBe(
      '1205',
    );
    expect((await gateway.call('payment', { ...ORDER, out_trade_no: 'B' })).reply['respcd']).toBe(
      '0000',
    );
    expect((await control.post('/next', { on: 'payment', respcd: '9999' })).status).toBe(400);
    expect((await control.post('/next', { respcd: '1205' })).status).toBe(400);
  });
});

describe('/rules', () => {
  it('tell every switch with who says so, and change', async () => {
    const { json } = await control.get('/rules');
    expect(json.switches.t0).toMatchObject({ provenance: 'documented' });
    expect(json.transitions.paid.close).toMatchObject({ respcd: '1260' });
    expect((await control.ask('PATCH', '/rules', { t0: true })).json.rules.t0).toBe(true);
    expect((await control.ask('PATCH', '/rules', { t1: true })).status).toBe(400);
  });
});
