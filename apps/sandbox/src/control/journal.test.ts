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

describe('/snapshots, /export and /import', () => {
  it('bring back what was, and let numbers count on', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'A' });
    const { json } = await control.post('/snapshots');
    await control.post('/transactions/A/approve');
    await gateway.pay({ out_trade_no: 'B' });
    await control.post(`/snapshots/${json.id}/restore`);
    expect(sandbox.transactions.list()).toMatchObject([{ out_trade_no: 'A', state: 'created' }]);
    const again = await gateway.pay({ out_trade_no: 'B' });
    expect(again['syssn']).not.toBe(syssn);
    expect(new Set(sandbox.transactions.list().map((row) => row.syssn)).size).toBe(2);
    expect((await control.post('/snapshots/nothing/restore')).status).toBe(404);
  });

  it('carry a journal into another sandbox', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await control.post('/transactions/A/approve');
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

  it.each([
    ['an event that nobody knows', '{"seq":1,"at":0,"type":"nonsense"}'],
    ['an event that every object has', '{"seq":1,"at":0,"type":"toString"}'],
    ['an event without what it needs', '{"seq":1,"at":0,"type":"payment.created"}'],
    ['a moment beyond all calendars', '{"seq":1,"at":9000000000000000,"type":"sandbox.reset"}'],
  ])('refuse %s, and nothing of it is in the journal', async (_case, body) => {
    await gateway.pay({ out_trade_no: 'A' });
    const before = await sandbox.export();
    const response = await fetch(`${sandbox.url}/_sandbox/api/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    expect(response.status).toBe(400);
    expect(await sandbox.export()).toBe(before);
    await gateway.pay({ out_trade_no: 'B' });
  });
});
