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

describe('/transactions', () => {
  it('lists newest first and filters', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await gateway.pay({ out_trade_no: 'B' });
    await control.post('/transactions/A/approve');
    const numbers = async (query: string) =>
      (await control.get(`/transactions${query}`)).json.transactions.map(
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
    expect(await control.get(path)).toMatchObject({
      status: 400,
      json: { error: { code: 'bad_input' } },
    });
  });

  it('waits for no state that there is not', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    expect((await control.get('/transactions/A/wait?state=payed')).status).toBe(400);
    expect((await control.get('/transactions/A/wait')).status).toBe(400);
  });

  it('shows one by either number, with its timeline', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'A' });
    const { json } = await control.get('/transactions/A');
    expect(json).toMatchObject({
      syssn,
      state: 'created',
      timeline: [{ type: 'payment.created' }],
    });
    expect((await control.get(`/transactions/${syssn}`)).json).toEqual(json);
    expect(await control.get('/transactions/nobody')).toMatchObject({
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
    expect(await control.post(`/transactions/A/${action}`, body)).toMatchObject({
      status: 200,
      json: { state, respcd },
    });
  });

  it('refuses what the state forbids with 409 and the gateway’s code', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await control.post('/transactions/A/expire');
    expect(await control.post('/transactions/A/approve')).toMatchObject({
      status: 409,
      json: { error: { code: 'refused', respcd: '1181' } },
    });
    expect((await control.post('/transactions/A/approve', { late: true })).json.state).toBe('paid');
  });

  it('refuses a reason that is no code', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    expect((await control.post('/transactions/A/decline', { respcd: '0000' })).status).toBe(400);
    expect((await control.post('/transactions/A/decline', { respcd: 1201 })).status).toBe(400);
  });

  it('waits until a state is there, or says what it is instead', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    const waiting = control.get('/transactions/A/wait?state=paid');
    await control.post('/transactions/A/approve');
    expect((await waiting).json.state).toBe('paid');
    expect(await control.get('/transactions/A/wait?state=refunded&timeout_ms=1')).toMatchObject({
      status: 408,
      json: { error: { received: 'paid' } },
    });
  });
});
