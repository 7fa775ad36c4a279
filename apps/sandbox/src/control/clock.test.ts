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

describe('/clock', () => {
  it.each([[{ by_ms: 1500 }], [{ to: 'next' }], [{ until: 'idle' }]])(
    'advances by %j',
    async (step) => {
      await gateway.pay({ out_trade_no: 'A' });
      expect((await control.post('/clock/advance', step)).json).toMatchObject({
        from: expect.any(Number),
      });
    },
  );

  it('advances to a moment, and never back', async () => {
    const { json } = await control.post('/clock/advance', { to: '2026-01-01T23:30:00+08:00' });
    expect(json.to).toBe(new Date('2026-01-01T15:30:00Z').getTime());
    expect(sandbox.clock.now()).toBe(json.to);
    const back = await control.post('/clock/advance', { to: '2026-01-01T23:29:59+08:00' });
    expect(back.status).toBe(400);
    expect(back.json.error.message).toContain('time never goes back');
    expect((await control.post('/clock/advance', { to: '2026-01-02T00:00:00' })).status).toBe(400);
    expect(sandbox.clock.now()).toBe(json.to);
  });

  it.each([
    [{}],
    [{ by_ms: -1 }],
    [{ by_ms: 1, to: 'next' }],
    [{ to: 'tomorrow' }],
    [{ by: 1 }],
    [{ by_ms: 9_000_000_000_000_000 }],
    [{ to: '+020000-01-01T00:00:00Z' }],
  ])('refuses %j', async (step) => {
    expect((await control.post('/clock/advance', step)).status).toBe(400);
  });

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
    const { status, json } = await control.ask('PUT', '/clock', pace);
    expect(status).toBe(200);
    expect(json).toMatchObject(seen);
    expect(json.now).toBeGreaterThanOrEqual(before);
    expect(json.now - before).toBeLessThan(3_600_000);
    expect((await control.get('/clock')).json).toMatchObject(seen);
    expect((await control.get('/info')).json.clock).toMatchObject(seen);
  });

  it('takes back what it says', async () => {
    await control.ask('PUT', '/clock', { mode: 'scaled', rate: 60 });
    const { mode, rate } = (await control.get('/clock')).json;
    expect((await control.ask('PUT', '/clock', { mode, rate })).status).toBe(200);
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
    expect((await control.ask('PUT', '/clock', pace)).status).toBe(400);
    expect((await control.get('/clock')).json.mode).toBe('manual');
  });

  it('writes a change into the journal, and the reset takes it back', async () => {
    await control.ask('PUT', '/clock', { mode: 'real' });
    await control.ask('PUT', '/clock', { mode: 'real' });
    const { json } = await control.get('/events?type=clock');
    expect(json.events).toMatchObject([{ type: 'clock.changed', rate: 1 }]);
    await control.post('/reset');
    expect((await control.get('/clock')).json).toMatchObject({ mode: 'manual', rate: 0 });
  });

  it('lists what is due', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'A' });
    const { json } = await control.get('/jobs');
    expect(json.jobs).toEqual([
      { due: sandbox.clock.now() + 30 * 60_000, label: `expire ${syssn}` },
    ]);
  });
});
