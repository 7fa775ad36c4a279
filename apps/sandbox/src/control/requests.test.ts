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

describe('/recordings', () => {
  it('keep what was asked and ask it again', async () => {
    await control.post('/recordings/start');
    await gateway.pay({ out_trade_no: 'A' });
    await gateway.call('query', { out_trade_no: 'A' });
    const { json } = await control.post('/recordings/stop');
    expect(json).toMatchObject({ calls: 2 });
    const again = await control.post(`/recordings/${json.id}/replay`);
    expect(again.json.replayed).toMatchObject([
      { respcd: '0000', answered: '2011', same: false },
      { respcd: '0000', answered: '0000', same: true },
    ]);
    await control.post('/reset');
    expect((await control.post(`/recordings/${json.id}/replay`)).json.same).toBe(true);
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
    const { json } = await control.post('/signature/explain', body);
    expect(json.explanation).toMatchObject({
      sentence: expect.any(String),
      fix: expect.any(String),
    });
    expect(JSON.stringify(json)).not.toContain(clientKey);
    expect((await control.post('/signature/explain', { ...body, app_code: 'nobody' })).status).toBe(
      404,
    );
    expect((await control.post('/signature/explain', { app_code: appCode })).status).toBe(400);
    for (const client_key of ['', ['a-key-in-a-list-0001']]) {
      const refused = await control.post('/signature/explain', { ...body, client_key });
      expect(refused).toMatchObject({ status: 400, json: { error: { code: 'bad_input' } } });
      expect(JSON.stringify(refused.json)).not.toContain('a-key-in-a-list');
    }
  });
});

describe('/codes and /requests', () => {
  it('tell how every code can be seen', async () => {
    const { json } = await control.get('/codes');
    expect(json.codes.length).toBeGreaterThan(50);
    expect(json.codes.find(({ respcd }: { respcd: string }) => respcd === '1205')).toMatchObject({
      trigger: { amount: '91205' },
    });
  });

  it('filter the calls that were seen', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await gateway.call('query', { out_trade_no: 'nobody' });
    expect((await control.get('/requests?out_trade_no=A')).json.requests).toHaveLength(1);
    expect((await control.get('/requests?respcd=1108')).json.requests).toEqual([]);
    expect((await control.get('/requests/req_1')).status).toBe(404);
  });

  it('print the newest that fit, and lead to the others', async () => {
    const headers = { 'x-qf-appcode': sandbox.credentials.appCode, 'x-qf-sign': 'A'.repeat(32) };
    const body = `a=${'\u0001'.repeat(20_000)}`;
    const url = `${sandbox.url}/trade/v1/payment`;
    for (let call = 0; call < 8; call += 1) await fetch(url, { method: 'POST', headers, body });
    const found: string[] = [];
    let page = (await control.get('/requests')).json;
    expect(page.requests.at(-1).id).toBe('req_000008');
    expect(page).toMatchObject({ left_out: 8 - page.requests.length });
    expect(JSON.stringify(page).length).toBeLessThan(1_100_000);
    for (;;) {
      found.unshift(...page.requests.map(({ id }: { id: string }) => id));
      if (page.left_out === 0) break;
      page = (await control.get(`/requests?before=${found[0]}`)).json;
    }
    expect(found).toEqual(sandbox.requests().map(({ id }) => id));
    expect((await control.get('/requests?before=req_1')).status).toBe(404);
    expect((await control.get('/requests?before=req_000001')).json).toEqual({
      requests: [],
      left_out: 0,
    });
  });
});
