import { QFPayClient } from '@qf/client';
import { clientKey, signedCheckoutUrl } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { gatewayCaller } from '../testing/gateway-caller.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual' });
});
afterEach(() => sandbox.close());

const FIELDS = {
  out_trade_no: 'CK-1',
  paysource: 'remotepay_checkout',
  return_url: 'https://shop.example/ok?o=CK-1',
  failed_url: 'https://shop.example/fail',
  notify_url: 'http://127.0.0.1:9/notify',
  txamt: '1099',
  txcurrcd: 'HKD',
  txdtm: '2026-01-01 10:30:34',
  goods_name: '奶茶',
  lang: 'zh-hk',
};

function parametersOf(fields: Record<string, string> = {}): string {
  const { appCode, clientKey: secret } = sandbox.credentials;
  const all = { appcode: appCode, ...FIELDS, ...fields };
  return signedCheckoutUrl(sandbox.url, all, clientKey(secret)).split('#/?')[1] ?? '';
}

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/checkstand/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
}

describe('the hosted checkout', () => {
  it('is a page whose script reads the fragment', async () => {
    const page = await fetch(`${sandbox.url}/checkstand/`);
    expect(await page.text()).toContain('src="/checkstand/page.js"');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = await fetch(`${sandbox.url}/checkstand/page.js`);
    expect(script.headers.get('content-type')).toContain('javascript');
  });

  it.each(['SHA256', 'sha256', 'MD5', 'md5'])('believes a signature with %s', async (sign_type) => {
    const { json } = await post('open', { parameters: parametersOf({ sign_type }) });
    expect(json).toMatchObject({ merchant: 'Sandbox Tea House', goods_name: '奶茶' });
    expect(json.methods.map(({ pay_type }: { pay_type: string }) => pay_type)).toContain('802801');
    expect(sandbox.transactions.list()).toEqual([]);
  });

  it.each([
    [{}, 400],
    [{ mchntid: 'M2' }, 400],
    [{ mchntid: 'M1' }, 200],
  ])('wants one of the shops that were issued: %j', async (shop, status) => {
    const { appCode, clientKey } = sandbox.credentials;
    sandbox.merchants.save({ appCode, clientKey, mchids: ['M1'] });
    const opened = await post('open', { parameters: parametersOf(shop) });
    expect(opened.status).toBe(status);
    if (status === 400) expect(opened.json).toMatchObject({ respcd: '1104' });
  });

  it('makes the order only when the shopper has chosen', async () => {
    const { json } = await post('pay', { parameters: parametersOf(), pay_type: '802801' });
    const { token } = sandbox.transactions.list()[0] ?? {};
    expect(json.redirect).toBe(`${sandbox.url}/pay/${token}`);
    expect(sandbox.transactions.get('CK-1')).toMatchObject({
      pay_type: '802801',
      txamt: 1099,
      state: 'created',
    });
  });

  it('collects several rows for a number until one is paid, and then leads to the shop', async () => {
    const parameters = parametersOf();
    await post('pay', { parameters, pay_type: '802801' });
    await sandbox.wallet.decline('CK-1', '1205');
    await post('pay', { parameters, pay_type: '802801' });
    await sandbox.wallet.approve('CK-1');
    const { reply } = await gatewayCaller(sandbox).call('query', { out_trade_no: 'CK-1' });
    const codes = (reply['data'] as { respcd: string }[]).map(({ respcd }) => respcd);
    expect(codes.sort()).toEqual(['0000', '1205']);
    expect((await post('open', { parameters })).json).toEqual({ redirect: FIELDS.return_url });
    expect((await post('pay', { parameters, pay_type: '801514' })).json).toMatchObject({
      problem: 'out_trade_no is used (2011)',
    });
  });

  it('is open for as many minutes as it says, or until the moment', async () => {
    const now = sandbox.clock.now();
    const open = async (checkout_expired_time: string) =>
      (await post('open', { parameters: parametersOf({ checkout_expired_time }) })).json;
    const { failed_url } = FIELDS;
    expect(await open('12')).toMatchObject({ closes_at: now + 12 * 60_000, failed_url });
    expect(await open(String(now + 1))).toMatchObject({ closes_at: now + 1, failed_url });
    expect((await post('open', { parameters: parametersOf() })).json).not.toHaveProperty(
      'closes_at',
    );
    const time = await fetch(`${sandbox.url}/checkstand/time`);
    expect(await time.json()).toEqual({ now });
  });

  it('that is over leads to failed_url, and nothing can be paid on it', async () => {
    const checkout_expired_time = String(sandbox.clock.now() + 1000);
    const parameters = parametersOf({ checkout_expired_time });
    await sandbox.clock.advance({ by_ms: 1000 });
    const gone = { redirect: FIELDS.failed_url };
    expect((await post('open', { parameters })).json).toEqual(gone);
    expect((await post('pay', { parameters, pay_type: '802801' })).json).toEqual(gone);
    expect(sandbox.transactions.list()).toEqual([]);
  });

  it('takes a shop that sends return_url alone and a zero date, and says when the page is over', async () => {
    const checkout_expired_time = String(sandbox.clock.now() + 1000);
    const none = { failed_url: '', notify_url: '', txdtm: '0000-00-00 00:00:00' };
    const parameters = parametersOf({ ...none, checkout_expired_time });
    expect((await post('open', { parameters })).json).toHaveProperty('closes_at');
    await post('pay', { parameters, pay_type: '802801' });
    expect(sandbox.transactions.list()).toMatchObject([{ txdtm: none.txdtm, checkout: true }]);
    await sandbox.clock.advance({ by_ms: 1000 });
    expect((await post('open', { parameters })).json).toEqual({
      problem: 'The time of the page is over.',
    });
  });

  it.each([
    ['a changed amount', (text: string) => text.replace('txamt=1099', 'txamt=1'), '1108'],
    ['an unknown store', (text: string) => text.replace(/appcode=\w+/, 'appcode=NOBODY'), '1241'],
    ['a parameter that comes twice', (text: string) => `${text}&txamt=1`, '1103'],
    ['no signature', (text: string) => text.replace(/&sign=\w+/, ''), '1108'],
  ])('refuses %s', async (_case, change, respcd) => {
    const answer = await post('open', { parameters: change(parametersOf()) });
    expect(answer).toMatchObject({ status: 400, json: { respcd } });
    expect(JSON.stringify(answer.json)).not.toContain(sandbox.credentials.clientKey);
  });

  it('refuses values that are signed and make no sense', async () => {
    const { json } = await post('open', { parameters: parametersOf({ paysource: 'nowhere' }) });
    expect(json).toMatchObject({ respcd: '1104', problem: expect.stringContaining('paysource') });
  });

  it('offers what the store has', async () => {
    const { appCode, clientKey: secret } = sandbox.credentials;
    sandbox.merchants.save({ appCode, clientKey: secret, payTypes: ['801514'] });
    const { json } = await post('open', { parameters: parametersOf() });
    expect(json.methods).toEqual([{ pay_type: '801514', name: 'AlipayHK' }]);
    expect(
      (await post('pay', { parameters: parametersOf(), pay_type: '802801' })).json,
    ).toMatchObject({
      problem: 'This way to pay is not offered.',
    });
  });

  it('listens to its own page only', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };
    expect(
      (await post('pay', { parameters: parametersOf(), pay_type: '801514' }, foreign)).status,
    ).toBe(403);
    expect(sandbox.transactions.list()).toEqual([]);
  });
});

describe('the hosted checkout without a browser', () => {
  const url = (fields: Record<string, string> = {}) =>
    `${sandbox.url}/checkstand/#/?${parametersOf(fields)}`;
  const choose = async (body: object) => {
    const response = await fetch(`${sandbox.url}/_sandbox/api/v1/checkouts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: await response.json() };
  };

  it('makes the order that the page would make, to be approved', async () => {
    const { status, json } = await choose({ url: url(), pay_type: '802801' });
    expect(status).toBe(201);
    expect(json).toMatchObject({ out_trade_no: 'CK-1', state: 'created', pay_type: '802801' });
    await sandbox.wallet.approve('CK-1');
    expect(sandbox.transactions.get('CK-1')).toMatchObject({ state: 'paid', checkout: true });
  });

  it('takes what our client makes, and holds when told to', async () => {
    await using qf = new QFPayClient({ ...sandbox.credentials, environment: sandbox.url });
    const { lang: _, txamt: __, txdtm: ___, txcurrcd: ____, ...page } = FIELDS;
    const address = qf.checkout.url({ ...page, txamt: 1099, txcurrcd: 'HKD' });
    const held = await sandbox.checkout.choose(address, '802801', { preauth: true });
    expect(await sandbox.wallet.approve(held.syssn)).toMatchObject({ state: 'frozen' });
  });

  it.each([
    ['another address', { url: 'http://shop.example/' }, 409, '1241'],
    ['a changed address', { url: 'txamt=1099' }, 409, '1108'],
    ['a pay type that is not offered', { pay_type: '800208' }, 409, '1297'],
    ['a hold that is not offered', { pay_type: '801514', preauth: true }, 409, '1297'],
    ['a page that is over', { checkout_expired_time: '1000000000000' }, 409, '1181'],
    ['no pay type', { pay_type: 5 }, 400, undefined],
    ['what it does not know', { card: '4111' }, 400, undefined],
  ])('refuses %s', async (_case, change, status, respcd) => {
    const { url: other, checkout_expired_time, ...more } = change as Record<string, string>;
    const address = url(checkout_expired_time ? { checkout_expired_time } : {});
    const asked = other?.startsWith('http') ? other : address.replace(other ?? '', 'txamt=1');
    const answer = await choose({ url: asked, pay_type: '802801', ...more });
    expect(answer).toMatchObject({ status, json: { error: respcd ? { respcd } : {} } });
    expect(sandbox.transactions.list()).toEqual([]);
  });
});

describe('a pre-authorisation', () => {
  it('is made on the page, captured in part, and the rest let go of', async () => {
    const gateway = gatewayCaller(sandbox);
    await post('pay', { parameters: parametersOf(), pay_type: '802801-hold' });
    const { syssn } = await sandbox.wallet.approve('CK-1');
    const { reply: taken } = await gateway.call('authtrade', { syssn, txamt: '99' });
    expect(taken).toMatchObject({
      respcd: '0000',
      respmsg: 'Capture received',
      orig_syssn: syssn,
      out_trade_no: '',
    });
    const rest = { syssn, out_trade_no: 'CK-1', txamt: '1000', txdtm: FIELDS.txdtm };
    const { reply: freed } = await gateway.call('unfreeze', rest);
    expect(freed).toMatchObject({ respcd: '0000', respmsg: 'Void received', orig_syssn: syssn });
    expect(freed['syssn']).not.toBe(syssn);
    expect((await gateway.call('authtrade', { syssn, txamt: '1' })).reply['respcd']).toBe('1264');
    const { reply } = await gateway.call('query', { syssn: `${syssn},${taken['syssn']}` });
    expect(reply['data']).toMatchObject([
      { txamt: '99', respcd: '0000', cancel: '0', origssn: syssn },
      { txamt: '1099', cancel: '4' },
    ]);
    const refund = {
      syssn: taken['syssn'],
      out_trade_no: 'CK-1-R',
      txamt: '99',
      txdtm: FIELDS.txdtm,
    };
    expect((await gateway.call('refund', refund)).reply['respcd']).toBe('0000');
  });
});

describe('add_note', () => {
  it('leaves a remark on a payment or refund of the own store', async () => {
    const gateway = gatewayCaller(sandbox);
    const { syssn } = await gateway.pay({ out_trade_no: 'NOTE' });
    const code = sandbox.credentials.appCode;
    const { reply } = await gateway.call('add_note', { code, syssn, note: 'Customer called' });
    expect(reply).toMatchObject({ respcd: '0000', data: { syssn } });
    expect(sandbox.transactions.get('NOTE')?.note).toBe('Customer called');
    const codeOf = async (fields: object) =>
      (await gateway.call('add_note', fields)).reply['respcd'];
    expect(await codeOf({ code, syssn: '1', note: 'x' })).toBe('1268');
    expect(await codeOf({ code: 'OTHER', syssn, note: 'x' })).toBe('1104');
    expect(await codeOf({ code, syssn })).toBe('1104');
  });
});
