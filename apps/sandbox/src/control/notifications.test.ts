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

describe('/notifications', () => {
  const order = { out_trade_no: 'A', notify_url: 'http://127.0.0.1:9/notify' };

  it('are found by the order, waited for, and sent again', async () => {
    await gateway.pay(order);
    await control.post('/transactions/A/approve');
    const { json } = await control.get('/notifications?out_trade_no=A');
    expect(json.notifications).toMatchObject([
      { status: 'waiting', attempts: [], notify_type: 'payment' },
    ]);
    const { id } = json.notifications[0];
    const resent = await control.post(`/notifications/${id}/resend`);
    expect(resent.json.attempts).toMatchObject([{ number: 1, outcome: { acknowledged: false } }]);
    await sandbox.clock.advance({ until: 'idle' });
    expect(
      (await control.get(`/notifications/${id}/wait?status=exhausted`)).json.attempts,
    ).toHaveLength(9);
    expect((await control.get('/notifications?status=waiting')).json.notifications).toEqual([]);
  });

  it('are listed up to one of them, with how many are left out', async () => {
    for (const out_trade_no of ['A', 'B']) {
      await gateway.pay({ out_trade_no });
      await control.post(`/transactions/${out_trade_no}/approve`);
    }
    const { notifications, left_out } = (await control.get('/notifications')).json;
    expect([notifications.length, left_out]).toEqual([2, 0]);
    const before = await control.get(`/notifications?before=${notifications[1].id}`);
    expect(before.json).toEqual({ notifications: [notifications[0]], left_out: 0 });
    expect((await control.get('/notifications?before=ntf_1')).status).toBe(404);
  });

  it('cannot be sent where there is no address', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await control.post('/transactions/A/approve');
    const { id } = (await control.get('/notifications')).json.notifications[0];
    expect(await control.post(`/notifications/${id}/resend`)).toMatchObject({
      status: 409,
      json: { error: { code: 'no_address' } },
    });
  });

  it('refuse a resend they do not understand', async () => {
    await gateway.pay(order);
    await control.post('/transactions/A/approve');
    const { id } = (await control.get('/notifications')).json.notifications[0];
    expect((await control.post(`/notifications/${id}/resend`, { effect: 'reset' })).status).toBe(
      400,
    );
    expect((await control.post(`/notifications/${id}/resend`, { times: 3 })).status).toBe(400);
  });
});
