import { RESPONSE_CODES } from '@qf/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type GatewayCaller, gatewayCaller, ORDER } from '../testing/gateway-caller.ts';

/** A merchant can see every code there is, without waiting for the day production says it. */

const CODES = Object.keys(RESPONSE_CODES);
let sandbox: Sandbox;
let gateway: GatewayCaller;
let count = 0;

beforeAll(async () => {
  sandbox = await createSandbox({ clock: 'manual' });
  gateway = gatewayCaller(sandbox);
});
afterAll(() => sandbox.close());

function number(): string {
  count += 1;
  return `C-${count}`;
}

/** The fields of a call that would succeed, and what has to be there for it. */
const CALLS: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  payment: async () => ({ ...ORDER, out_trade_no: number() }),
  query: async () => ({ out_trade_no: number() }),
  refund: async () => {
    const { syssn } = await gateway.pay({ out_trade_no: number() });
    await sandbox.wallet.approve(String(syssn));
    const { txamt, txdtm } = ORDER;
    return { syssn: String(syssn), out_trade_no: number(), txamt, txdtm };
  },
  add_note: async () => ({ code: sandbox.credentials.appCode, syssn: '1', note: 'x' }),
  authtrade: async () => ({ syssn: '1', txamt: '1' }),
  unfreeze: async () => ({ ...(await unpaid()), syssn: '1' }),
  close: () => unpaid(),
  reversal: () => unpaid(),
};

async function unpaid(): Promise<Record<string, string>> {
  const { out_trade_no } = await gateway.pay({ out_trade_no: number() });
  const { txamt, txdtm } = ORDER;
  return { out_trade_no: String(out_trade_no), txamt, txdtm };
}

it('are more than fifty', () => {
  expect(CODES.length).toBeGreaterThan(50);
});

/** There is no order behind these, so that 0000 is not for them. */
const ON_NOTHING = ['add_note', 'authtrade', 'unfreeze'];

describe.each(CODES)('%s', (respcd) => {
  const operations = Object.keys(CALLS).filter(
    (on) => respcd !== '0000' || !ON_NOTHING.includes(on),
  );

  it.each(operations)('answers a %s, when a header or the next call asks', async (on) => {
    const fields = (await CALLS[on]?.()) ?? {};
    const scenario = { 'X-Sandbox-Scenario': `respcd=${respcd}` };
    const { reply } = await gateway.call(on, fields, scenario);
    expect(reply['respcd']).toBe(respcd);
    const others = (await CALLS[on]?.()) ?? {};
    sandbox.next({ on, respcd });
    expect((await gateway.call(on, others)).reply['respcd']).toBe(respcd);
  });

  it('answers a payment and a refund of the amount 9CCCC', async () => {
    const txamt = `9${respcd}`;
    const payment = await gateway.call('payment', { ...ORDER, out_trade_no: number(), txamt });
    expect(payment.reply['respcd']).toBe(respcd);
    const { syssn } = await gateway.pay({ out_trade_no: number(), txamt: '100000' });
    await sandbox.wallet.approve(String(syssn));
    const fields = { syssn: String(syssn), out_trade_no: number(), txamt, txdtm: ORDER.txdtm };
    expect((await gateway.call('refund', fields)).reply['respcd']).toBe(respcd);
  });
});
