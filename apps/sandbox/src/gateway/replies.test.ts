import { PAY_TYPES, payTypeOf, RESPONSE_CODES } from '@qf/protocol';
import { clientKey, signedCheckoutUrl } from '@qf/signing';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type GatewayCaller, gatewayCaller, ORDER } from '../testing/gateway-caller.ts';

/** What the gateway answers is what its own OpenAPI document says, and nothing beside it. */

interface Schema {
  readonly properties: Readonly<Record<string, Schema & { readonly items?: Schema }>>;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly responses: {
            readonly 200: { readonly content: { readonly 'application/json': { schema: Schema } } };
          };
        };
      }
    >
  >;
}

let sandbox: Sandbox;
let gateway: GatewayCaller;
let document: OpenApi;
let count = 0;
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });

beforeAll(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: '2026-01-01T10:00:00+08:00' });
  gateway = gatewayCaller(sandbox);
  document = (await (await fetch(`${sandbox.url}/_sandbox/openapi/qfpay.json`)).json()) as OpenApi;
  ajv.addSchema(document, 'qfpay.json');
});
afterAll(() => sandbox.close());

function number(): string {
  count += 1;
  return `O-${count}`;
}

function validator(operation: string): ValidateFunction {
  const path = `~1trade~1v1~1${operation}/post/responses/200/content/application~1json/schema`;
  return ajv.compile({ $ref: `qfpay.json#/paths/${path}` });
}

/** Names in a reply that the document does not know. */
function unknownNames(reply: object, { properties }: Schema): string[] {
  return Object.entries(reply).flatMap(([name, value]) => {
    const known = properties[name];
    if (known === undefined) return [name];
    if (known.items === undefined || !Array.isArray(value)) return [];
    return value.flatMap((row) => unknownNames(row, known.items as Schema));
  });
}

/** Calls the gateway; the reply has to be as described. */
async function call(operation: string, fields: object, scenario?: string) {
  const headers = scenario === undefined ? {} : { 'X-Sandbox-Scenario': scenario };
  const { reply } = await gateway.call(operation, fields, headers);
  const fits = validator(operation);
  expect(fits(reply), `${operation}: ${ajv.errorsText(fits.errors)}`).toBe(true);
  const described = document.paths[`/trade/v1/${operation}`]?.post.responses[200];
  const schema = described?.content['application/json'].schema;
  expect(schema && unknownNames(reply, schema), JSON.stringify(reply)).toEqual([]);
  return reply;
}

/** What a pay type needs besides. */
function order(pay_type: string): Record<string, string> {
  const out_trade_no = number();
  const sub_openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
  const scanned = { auth_code: `13456789${String(count).padStart(6, '0')}0000` };
  const own: Readonly<Record<string, Record<string, string>>> = {
    '800107': { openid: '2088000011112222' },
    '800207': { sub_openid },
    '800213': { sub_openid },
    '800212': {
      extend_info: JSON.stringify({
        scene_info: { h5_info: { type: 'Wap', wap_url: 'https://shop.example', wap_name: 'Shop' } },
        spbill_create_ip: '203.0.113.7',
      }),
    },
  };
  const extras = payTypeOf(pay_type)?.mode === 'CPM' ? scanned : own[pay_type];
  return { ...ORDER, goods_name: 'Tea', pay_type, out_trade_no, ...extras };
}

const { txamt, txdtm } = ORDER;

describe('a reply to a payment', () => {
  it.each(Object.keys(PAY_TYPES))('with %s is as described', async (pay_type) => {
    const { respcd } = await call('payment', order(pay_type));
    const { mode = '', state } = payTypeOf(pay_type) ?? {};
    // Cards are paid on the hosted checkout, or at a terminal.
    const isElsewhere = /^(CARD|APPLE)/.test(mode) || state !== 'current';
    expect(respcd).toBe(isElsewhere ? '1104' : '0000');
  });

  it.each(Object.keys(RESPONSE_CODES))('that says %s is as described', async (respcd) => {
    for (const pay_type of ['801514', '800208', '800201']) {
      const answer = await call('payment', order(pay_type), `respcd=${respcd}`);
      expect(answer['respcd']).toBe(respcd);
    }
  });

  it('that refuses everything is as described', async () => {
    expect((await call('payment', {}))['respcd']).toBe('1104');
  });
});

describe('a row of a query', () => {
  it('is as described in every state there is', async () => {
    const pay = async (fields = {}) => {
      const { syssn } = await call('payment', { ...ORDER, out_trade_no: number(), ...fields });
      return String(syssn);
    };
    const refund = (syssn: string, amount: string, scenario?: string) =>
      call('refund', { syssn, out_trade_no: number(), txamt: amount, txdtm }, scenario);
    const [paying, paid, part, whole, failed, expired, closed, reversed] = [
      await pay(),
      await pay(),
      await pay(),
      await pay(),
      await pay(),
      await pay(),
      await pay(),
      await pay(),
    ];
    await sandbox.wallet.scan(paying);
    for (const syssn of [paid, part, whole]) await sandbox.wallet.approve(syssn);
    await refund(part, '1');
    await refund(part, '2', 'respcd=1145');
    await refund(part, '3', 'respcd=1155');
    await refund(whole, txamt);
    await sandbox.wallet.decline(failed, '1201');
    await sandbox.wallet.expire(expired);
    await call('close', { syssn: closed, txamt, txdtm });
    await call('reversal', { syssn: reversed, txamt, txdtm });
    const held = await hold();
    await call('authtrade', { syssn: held.syssn, txamt: '1' });
    await call('unfreeze', { ...held, txamt: '999', txdtm });
    await call('add_note', { code: sandbox.credentials.appCode, syssn: paid, note: 'x' });
    for (let page = 1; page < 4; page += 1) {
      await call('query', { page: String(page), page_size: '100' });
    }
    const states = new Set(
      sandbox.transactions.list().map(({ kind, state }) => `${kind} ${state}`),
    );
    expect([...states].sort()).toEqual(
      expect.arrayContaining([
        'payment created',
        'payment paying',
        'payment paid',
        'payment partially_refunded',
        'payment refunded',
        'payment failed',
        'payment expired',
        'payment closed',
        'payment reversed',
        'payment frozen',
        'refund done',
        'refund pending',
      ]),
    );
  });
});

describe.each(['query', 'refund', 'close', 'reversal', 'add_note', 'authtrade', 'unfreeze'])(
  'a refusal of a %s',
  (operation) => {
    it('is as described: of nothing, of what is unknown, of what a scenario says', async () => {
      const code = sandbox.credentials.appCode;
      const unknown = { syssn: '1', out_trade_no: number(), txamt, txdtm, code, note: 'x' };
      await call(operation, {});
      await call(operation, unknown);
      await call(operation, { ...unknown, out_trade_no: number(), txamt: 'many' });
      for (const respcd of ['1100', '1142', '1155', '2011']) {
        await call(operation, { ...unknown, out_trade_no: number() }, `respcd=${respcd}`);
      }
    });
  },
);

/** Money that is held on a card, made on the hosted checkout. */
async function hold(): Promise<{ syssn: string; out_trade_no: string }> {
  const out_trade_no = number();
  const { appCode, clientKey: secret } = sandbox.credentials;
  const fields = {
    appcode: appCode,
    out_trade_no,
    txamt,
    txdtm,
    txcurrcd: 'HKD',
    paysource: 'remotepay_checkout',
    sign_type: 'SHA256',
    return_url: 'https://shop.example/ok',
    failed_url: 'https://shop.example/failed',
    notify_url: 'http://127.0.0.1:9/notify',
  };
  const parameters = signedCheckoutUrl(sandbox.url, fields, clientKey(secret)).split('#/?')[1];
  await fetch(`${sandbox.url}/checkstand/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ parameters, pay_type: '802801-hold' }),
  });
  const { syssn } = await sandbox.wallet.approve(out_trade_no);
  return { syssn, out_trade_no };
}
