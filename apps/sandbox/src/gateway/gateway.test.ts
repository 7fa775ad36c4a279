import { HEADERS, payTypeOf } from '@qf/protocol';
import { clientKey, signedForm, signFields } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type GatewayCaller, gatewayCaller, ORDER } from '../testing/gateway-caller.ts';

const NOW = '2026-01-01T10:00:00+08:00';
let sandbox: Sandbox;
let gateway: GatewayCaller;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: NOW });
  gateway = gatewayCaller(sandbox);
});
afterEach(() => sandbox.close());

async function codeOf(operation: string, fields: object): Promise<unknown> {
  const { reply } = await gateway.call(operation, fields);
  return reply['respcd'];
}

async function paid(out_trade_no: string, fields: object = {}) {
  const reply = await gateway.pay({ out_trade_no, ...fields });
  await sandbox.wallet.approve(out_trade_no);
  return String(reply['syssn']);
}

describe('payment', () => {
  it('answers field by field as the published sample, signed', async () => {
    const { text, headers } = await gateway.call('payment', { ...ORDER, out_trade_no: 'G-1' });
    expect(headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(headers.get(HEADERS.sign)).toMatch(/^[0-9A-F]{32}$/);
    const { token } = sandbox.transactions.get('G-1') ?? {};
    expect(text).toBe(
      `{"sysdtm": "2026-01-01 10:00:00", "paydtm": "2026-01-01 10:00:00", "txcurrcd": "HKD", "respmsg": "", "pay_type": "801514", "udid": "qiantai2", "txdtm": "2026-01-01 10:00:00", "txamt": "1000", "resperr": "success", "out_trade_no": "G-1", "syssn": "20260101999900010000000001", "respcd": "0000", "pay_url": "${sandbox.url}/pay/${token}", "chnlsn": ""}`,
    );
  });

  it.each([
    ['a missing field', { out_trade_no: undefined }, 'out_trade_no'],
    ['a missing time', { txdtm: undefined }, 'txdtm'],
    ['an amount of nothing', { txamt: '0' }, 'txamt'],
    ['an amount that is no number', { txamt: '12.50' }, 'txamt'],
    ['an unknown currency', { txcurrcd: 'XXX' }, 'txcurrcd'],
    ['an over-long number', { out_trade_no: 'x'.repeat(129) }, 'out_trade_no'],
    ['a malformed time', { txdtm: '2026-13-01 10:00:00' }, 'txdtm'],
    ['an address that is none', { return_url: 'javascript:alert(1)' }, 'return_url'],
    ['a validity out of range', { expired_time: '4' }, 'expired_time'],
    ['an unknown pay type', { pay_type: '999999' }, 'pay_type'],
    ['the client key itself', { key: '3F1B7C9D2E4A48568B0C6D1E00000001' }, 'key'],
  ])('refuses %s with 1104, names it, and creates nothing', async (_case, fields, name) => {
    const wanted = { ...ORDER, out_trade_no: 'G-2', ...fields };
    const sent = Object.fromEntries(
      Object.entries(wanted).filter(([, value]) => value !== undefined),
    );
    const { reply } = await gateway.call('payment', sent);
    expect(reply).toMatchObject({ respcd: '1104', respmsg: expect.stringContaining(name) });
    expect(sandbox.transactions.list()).toEqual([]);
  });

  it('drops unknown fields and says so; strict refuses them', async () => {
    const { reply, headers } = await gateway.call('payment', {
      ...ORDER,
      out_trade_no: 'G-3',
      colour: 'red',
    });
    expect(reply['respcd']).toBe('0000');
    expect(headers.get('x-sandbox-hint')).toContain('colour');
    expect(sandbox.requests().at(-1)?.hints.join()).toContain('colour');
    await using strict = await createSandbox({ clock: 'manual', strict: true });
    const refused = await gatewayCaller(strict).call('payment', {
      ...ORDER,
      out_trade_no: 'G-3',
      colour: 'red',
    });
    expect(refused.reply).toMatchObject({
      respcd: '1104',
      respmsg: expect.stringContaining('colour'),
    });
  });

  it('names thousands of unknown fields in the log, and as many as fit in the header', async () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 2000 }, (_, n) => [`colour_${n}`, 'x']),
    );
    const { headers } = await gateway.call('payment', {
      ...ORDER,
      out_trade_no: 'G-3',
      ...unknown,
    });
    expect(headers.get('x-sandbox-hint')).toMatch(/^ignored, .*colour_0, .*\.\.\.$/);
    expect(headers.get('x-sandbox-hint')?.length).toBe(2003);
    expect(sandbox.requests().at(-1)?.hints.join()).toContain('colour_1999');
  });

  it('refuses a used number with 2011', async () => {
    await gateway.pay({ out_trade_no: 'G-4' });
    expect(await codeOf('payment', { ...ORDER, out_trade_no: 'G-4' })).toBe('2011');
  });

  it('takes a text with an & and says that it is a bad idea', async () => {
    const goods_name = '50% off & more = yes+no';
    const { headers } = await gateway.call('payment', {
      ...ORDER,
      out_trade_no: 'G-5',
      goods_name,
    });
    expect(sandbox.transactions.get('G-5')?.goods_name).toBe(goods_name);
    expect(headers.get('x-sandbox-hint')).toContain('goods_name');
  });

  it.each(['802801', '806527'])('sends %s to the hosted checkout', async (pay_type) => {
    const { reply, headers } = await gateway.call('payment', {
      ...ORDER,
      out_trade_no: 'G-6',
      pay_type,
    });
    expect(reply).toMatchObject({ respcd: '1104', respmsg: 'filter error' });
    expect(headers.get('x-sandbox-hint')).toContain('/checkstand/');
  });

  it.each(['802808', '802901'])('does not emulate %s, and says so', async (pay_type) => {
    const { reply, headers } = await gateway.call('payment', {
      ...ORDER,
      out_trade_no: 'G-7',
      pay_type,
    });
    expect(reply['respcd']).toBe('1104');
    expect(headers.get('x-sandbox-hint')).toContain('not emulated');
  });
});

const EXTRAS: Readonly<Record<string, object>> = {
  '800107': { openid: '2088000011112222' },
  '800207': { sub_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  '800213': { sub_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  '800212': {
    extend_info: JSON.stringify({
      scene_info: { h5_info: { type: 'Wap', wap_url: 'https://shop.example', wap_name: 'Shop' } },
      spbill_create_ip: '203.0.113.7',
    }),
  },
};

describe('every current pay type', () => {
  it.each([
    '801101',
    '801514',
    '800714',
    '803714',
    '805814',
    '801107',
    '801512',
    '800712',
    '803712',
    '805812',
    '800212',
    '800710',
    '805810',
  ])('%s leads to a page', async (pay_type) => {
    const fields = { pay_type, goods_name: 'Tea', ...EXTRAS[pay_type] };
    const { pay_url } = await gateway.pay({ out_trade_no: 'T-1', ...fields });
    expect(String(pay_url)).toMatch(/\/pay\/[\w-]{22}$/);
    expect((await fetch(String(pay_url))).status).toBe(200);
  });

  it.each(['800101', '801501', '800201', '800701', '802001', '803701', '805801'])(
    '%s gives a QR code that the sandbox’s wallet reads',
    async (pay_type) => {
      const { qrcode } = await gateway.pay({ out_trade_no: 'T-2', pay_type });
      expect((await fetch(String(qrcode))).status).toBe(200);
    },
  );

  it.each([
    ['800107', ['tradeNO']],
    ['800207', ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign']],
    ['800213', ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign']],
    ['800210', ['appid', 'partnerid', 'prepayid', 'package', 'noncestr', 'timestamp', 'sign']],
    ['801010', ['appid', 'partnerid', 'prepayid', 'package', 'noncestr', 'timestamp', 'sign']],
    ['801110', ['partner', 'seller_id', 'total_fee', 'service', 'sign', 'out_trade_no']],
    ['801510', ['partner', 'seller_id', 'total_fee', 'service', 'sign', 'out_trade_no']],
  ])(
    '%s gives parameters for the wallet’s kit, and the way to the sandbox’s',
    async (pay_type, names) => {
      const fields = {
        ...ORDER,
        out_trade_no: 'T-3',
        pay_type,
        goods_name: 'Tea',
        ...EXTRAS[pay_type],
      };
      const { reply, headers } = await gateway.call('payment', fields);
      expect(reply['respcd']).toBe('0000');
      expect(Object.keys(Object(reply['pay_params']))).toEqual(expect.arrayContaining(names));
      expect((await fetch(String(headers.get('x-sandbox-wallet')))).status).toBe(200);
    },
  );

  it('802010 gives an address for the bank’s app', async () => {
    const reply = await gateway.pay({ out_trade_no: 'T-4', pay_type: '802010', goods_name: 'Tea' });
    expect(String(reply['pay_params'])).toMatch(/^http/);
  });

  it.each(['800008', '800108', '800208', '800708', '801008', '805808'])(
    '%s is paid by the scan',
    async (pay_type) => {
      const reply = await gateway.pay({
        out_trade_no: 'T-5',
        pay_type,
        auth_code: '134567890123456789',
      });
      expect(reply).toMatchObject({ cardcd: 'sandbox-payer@example' });
      expect(sandbox.transactions.get('T-5')?.state).toBe('paid');
      expect(payTypeOf(pay_type)?.mode).toBe('CPM');
    },
  );

  it('a declined scan answers its code with a syssn, and stays visible', async () => {
    const fields = {
      ...ORDER,
      out_trade_no: 'T-6',
      pay_type: '800208',
      auth_code: '134567890123451201',
    };
    const { reply } = await gateway.call('payment', fields);
    expect(reply).toMatchObject({ respcd: '1201', syssn: expect.stringMatching(/^\d{26}$/) });
    const { reply: found } = await gateway.call('query', { out_trade_no: 'T-6' });
    expect(found['data']).toMatchObject([{ respcd: '1201' }]);
  });
});

describe('authentication', () => {
  it.each([
    ['an unknown app code', { [HEADERS.appCode]: 'NOBODY00' }, '1241'],
    ['no app code', { [HEADERS.appCode]: '' }, '1241'],
    ['a wrong signature', { [HEADERS.sign]: '0'.repeat(32) }, '1108'],
    ['a sign type that does not exist', { [HEADERS.signType]: 'SHA1' }, '1108'],
  ])('refuses %s', async (_case, headers, respcd) => {
    const { reply } = await gateway.call('payment', { ...ORDER, out_trade_no: 'A-1' }, headers);
    expect(reply['respcd']).toBe(respcd);
    expect(sandbox.transactions.list()).toEqual([]);
    expect(sandbox.requests().at(-1)).toMatchObject({ respcd, path: '/trade/v1/payment' });
  });

  it('refuses a name that comes twice, and JSON, with 1103', async () => {
    const { appCode, clientKey: secret } = sandbox.credentials;
    const sign = signFields({ txamt: '1' }, clientKey(secret));
    const post = (body: string, type: string) =>
      fetch(`${sandbox.url}/trade/v1/payment`, {
        method: 'POST',
        body,
        headers: { [HEADERS.appCode]: appCode, [HEADERS.sign]: sign, 'content-type': type },
      }).then((response) => response.json());
    expect(await post('txamt=1&txamt=1', 'application/x-www-form-urlencoded')).toMatchObject({
      respcd: '1103',
    });
    expect(await post('{"txamt": "1"}', 'application/json')).toMatchObject({ respcd: '1103' });
  });

  it('says why a signature does not fit, to the developer only', async () => {
    const { appCode, clientKey: secret } = sandbox.credentials;
    const fields = { ...ORDER, out_trade_no: 'A-2' };
    const key = clientKey(secret);
    const unsorted = Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    const { createHash } = await import('node:crypto');
    const sign = createHash('md5').update(`${unsorted}${secret}`).digest('hex');
    const { body, headers } = signedForm(fields, key);
    const response = await fetch(`${sandbox.url}/trade/v1/payment`, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { ...headers, [HEADERS.appCode]: appCode, [HEADERS.sign]: sign },
    });
    const answer = await response.text();
    expect(answer).toContain('1108');
    expect(answer).not.toContain('not sorted');
    expect(body).toBeDefined();
    const explained = await fetch(String(response.headers.get('x-sandbox-explain')));
    const seen = await explained.text();
    expect(JSON.parse(seen)).toMatchObject({ respcd: '1108', explanation: { cause: 'unsorted' } });
    expect(seen).not.toContain(secret);
  });

  it('accepts every key of a store, and signs with the first', async () => {
    const { appCode, clientKey: old } = sandbox.credentials;
    const next = 'NEXT-KEY-0000000000000000000001';
    sandbox.merchants.rotateKey(appCode, next);
    const rotated = gatewayCaller({ url: sandbox.url, credentials: { appCode, clientKey: next } });
    expect((await rotated.call('payment', { ...ORDER, out_trade_no: 'A-3' })).reply['respcd']).toBe(
      '0000',
    );
    const { body, headers } = signedForm({ ...ORDER, out_trade_no: 'A-4' }, clientKey(old));
    const post = () =>
      fetch(`${sandbox.url}/trade/v1/payment`, {
        method: 'POST',
        body,
        headers: { ...headers, [HEADERS.appCode]: appCode },
      }).then((response) => response.json());
    expect(await post()).toMatchObject({ respcd: '0000' });
    sandbox.merchants.retireKeys(appCode);
    expect(await post()).toMatchObject({ respcd: '1108' });
  });

  it.each([
    ['a disabled store', { enabled: false }, {}, '1243'],
    ['a pay type it lacks', { payTypes: ['801101'] }, {}, '1104'],
    ['no mchid where one was issued', { mchids: ['M0001'] }, {}, '1104'],
    ['an mchid that was issued', { mchids: ['M0001'] }, { mchid: 'M0001' }, '0000'],
  ])('answers for %s', async (_case, settings, fields, respcd) => {
    const { appCode, clientKey: secret } = sandbox.credentials;
    sandbox.merchants.save({ appCode, clientKey: secret, ...settings });
    expect(await codeOf('payment', { ...ORDER, out_trade_no: 'A-5', ...fields })).toBe(respcd);
  });
});

describe('a query that names an order of another month', () => {
  const hintFor = async (fields: Record<string, string>) => {
    const { reply, headers } = await gateway.call('query', fields);
    return { data: reply['data'], hint: headers.get('x-sandbox-hint') };
  };
  const month = (name: string) => ({
    start_time: `${name}-01 00:00:00`,
    end_time: `${name}-28 23:59:59`,
  });

  it.each(['2020-02', '2025-10', '2026-02', '2031-07'])(
    'finds nothing, and hints at a clock that is in %s, which no client would ask about by itself',
    async (name) => {
      await gateway.pay({ out_trade_no: 'A' });
      const { sysdtm = '' } = sandbox.transactions.get('A') ?? {};
      const asked = `${name}-01 00:00:00 to ${name}-28 23:59:59`;
      expect(await hintFor({ out_trade_no: 'A,B', ...month(name) })).toEqual({
        data: [],
        hint: `A was filed at ${sysdtm}, outside of ${asked}; is the program's clock in another month?`,
      });
    },
  );

  it.each([
    ['the month before', month('2025-12')],
    ['this one', month('2026-01')],
  ])('says nothing about %s, which clients ask about to be sure', async (_which, range) => {
    await gateway.pay({ out_trade_no: 'A' });
    expect((await hintFor({ out_trade_no: 'A', ...range })).hint).toBeNull();
  });
});

describe('a payment without a currency', () => {
  const { txcurrcd, ...order } = ORDER;

  it('is refused, as the current page demands one', async () => {
    const { reply } = await gateway.call('payment', { ...order, out_trade_no: 'OLD-1' });
    expect(reply).toMatchObject({
      respcd: '1104',
      respmsg: expect.stringMatching(/^txcurrcd: required, /),
    });
    expect(sandbox.transactions.list()).toEqual([]);
  });

  it('is taken as one in HKD where programs of old are to work, with a hint that production may not', async () => {
    await sandbox.rules.set({ default_currency: true });
    const { reply, headers } = await gateway.call('payment', { ...order, out_trade_no: 'OLD-1' });
    expect(reply).toMatchObject({ respcd: '0000', txcurrcd });
    expect(headers.get('x-sandbox-hint')).toContain('txcurrcd: none was sent');
  });
});

describe('the shops of an agent', () => {
  const ours = { mchid: 'M0001' };
  const theirs = { mchid: 'M0002' };

  beforeEach(() => {
    const { appCode, clientKey: secret } = sandbox.credentials;
    sandbox.merchants.save({ appCode, clientKey: secret, mchids: ['M0001', 'M0002'] });
  });

  it('see their own orders only', async () => {
    await gateway.pay({ out_trade_no: 'SHOP-1', ...ours });
    const rows = async (fields: object) => (await gateway.call('query', fields)).reply['data'];
    expect(await rows({ out_trade_no: 'SHOP-1', ...ours })).toHaveLength(1);
    expect(await rows({ out_trade_no: 'SHOP-1', ...theirs })).toEqual([]);
    expect(await rows(theirs)).toEqual([]);
  });

  it('refund, close and reverse their own orders only', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'SHOP-1', ...ours });
    const order = { txamt: '1000', txdtm: ORDER.txdtm };
    for (const call of ['close', 'reversal']) {
      expect(await codeOf(call, { out_trade_no: 'SHOP-1', ...order, ...theirs })).toBe('1268');
      expect(await codeOf(call, { syssn, ...order, ...theirs })).toBe('1268');
    }
    await sandbox.wallet.approve('SHOP-1');
    const refund = { syssn, out_trade_no: 'SHOP-1-R', ...order };
    expect(await codeOf('refund', { ...refund, ...theirs })).toBe('1268');
    expect(await codeOf('refund', { ...refund, ...ours })).toBe('0000');
    const { reply } = await gateway.call('query', { out_trade_no: 'SHOP-1-R', ...ours });
    expect(reply['data']).toMatchObject([{ order_type: 'refund', respcd: '0000' }]);
  });

  it('have no notes, which are for stores without mchid', async () => {
    const { syssn } = await gateway.pay({ out_trade_no: 'SHOP-1', ...ours });
    const note = { code: sandbox.credentials.appCode, syssn, note: 'Gift' };
    expect(await codeOf('add_note', { ...note, ...ours })).toBe('1104');
  });

  it('share the numbers of their agent', async () => {
    await gateway.pay({ out_trade_no: 'SHOP-1', ...ours });
    expect(await codeOf('payment', { ...ORDER, out_trade_no: 'SHOP-1', ...theirs })).toBe('2011');
  });
});

describe('query', () => {
  it('shows every field of a row as text', async () => {
    await paid('Q-1');
    const { reply } = await gateway.call('query', { out_trade_no: 'Q-1' });
    expect(reply).toMatchObject({ respcd: '0000', page: 1, page_size: 10 });
    const [row] = reply['data'] as Record<string, unknown>[];
    expect(row).toMatchObject({
      out_trade_no: 'Q-1',
      respcd: '0000',
      cancel: '0',
      txamt: '1000',
      order_type: 'payment',
      origssn: null,
      cash_fee: '1000',
    });
  });

  it('answers 0000 and no rows for what it does not know', async () => {
    expect((await gateway.call('query', { out_trade_no: 'nobody' })).reply).toMatchObject({
      respcd: '0000',
      data: [],
    });
  });

  it('filters by numbers, pay type and code, newest first, page by page', async () => {
    for (const index of [1, 2, 3]) {
      await gateway.pay({ out_trade_no: `Q-2-${index}` });
      await sandbox.clock.advance({ by_ms: 1000 });
    }
    await gateway.pay({ out_trade_no: 'Q-2-4', pay_type: '800201' });
    await sandbox.wallet.approve('Q-2-1');
    const numbers = async (fields: object) => {
      const { reply } = await gateway.call('query', fields);
      return (reply['data'] as { out_trade_no: string }[]).map(({ out_trade_no }) => out_trade_no);
    };
    expect(await numbers({})).toEqual(['Q-2-4', 'Q-2-3', 'Q-2-2', 'Q-2-1']);
    expect(await numbers({ page: 2, page_size: 3 })).toEqual(['Q-2-1']);
    expect(await numbers({ out_trade_no: 'Q-2-1, Q-2-3'.replace(' ', '') })).toEqual([
      'Q-2-3',
      'Q-2-1',
    ]);
    expect(await numbers({ pay_type: '800201' })).toEqual(['Q-2-4']);
    expect(await numbers({ respcd: '0000' })).toEqual(['Q-2-1']);
    expect(
      await numbers({ start_time: '2026-01-01 10:00:01', end_time: '2026-01-01 10:00:02' }),
    ).toEqual(['Q-2-3', 'Q-2-2']);
    expect(
      await codeOf('query', { start_time: '2026-01-01 00:00:00', end_time: '2026-02-01 00:00:00' }),
    ).toBe('1104');
  });

  it('hides orders of another month unless it is asked for it, or the rule is off', async () => {
    await gateway.pay({ out_trade_no: 'Q-3' });
    await sandbox.clock.advance({ by_ms: 31 * 86_400_000 });
    const rows = async (fields: object) =>
      ((await gateway.call('query', { out_trade_no: 'Q-3', ...fields })).reply['data'] as unknown[])
        .length;
    expect(await rows({})).toBe(0);
    expect(await rows({ start_time: '2026-01-01 00:00:00', end_time: '2026-01-31 23:59:59' })).toBe(
      1,
    );
    await sandbox.rules.set({ month_rule: false });
    expect(await rows({})).toBe(1);
  });

  it('shows nothing of another store', async () => {
    await gateway.pay({ out_trade_no: 'Q-4' });
    const credentials = {
      appCode: 'B0000000000000000000000000000002',
      clientKey: 'OTHER-KEY-000000000000000000001',
    };
    sandbox.merchants.save(credentials);
    const other = gatewayCaller({ url: sandbox.url, credentials });
    expect((await other.call('query', { out_trade_no: 'Q-4' })).reply['data']).toEqual([]);
    expect((await other.call('payment', { ...ORDER, out_trade_no: 'Q-4' })).reply['respcd']).toBe(
      '0000',
    );
  });
});

describe('refund', () => {
  it('gives back in parts and answers with its own numbers', async () => {
    const syssn = await paid('R-1');
    const refund = { syssn, out_trade_no: 'R-1-a', txamt: '400', txdtm: '2026-01-01 10:01:00' };
    const { reply } = await gateway.call('refund', refund);
    expect(reply).toMatchObject({
      respcd: '0000',
      orig_syssn: syssn,
      out_trade_no: 'R-1-a',
      txamt: '400',
    });
    expect(await codeOf('refund', refund)).toBe('1251');
    expect(await codeOf('refund', { ...refund, out_trade_no: 'R-1-b', txamt: '601' })).toBe('1272');
    expect(await codeOf('refund', { ...refund, out_trade_no: 'R-1-b', txamt: '600' })).toBe('0000');
    expect(await codeOf('refund', { ...refund, out_trade_no: 'R-1-c', txamt: '1' })).toBe('1262');
    const { reply: rows } = await gateway.call('query', { out_trade_no: 'R-1,R-1-a,R-1-b' });
    expect(rows['data']).toMatchObject([
      { order_type: 'refund', origssn: syssn, cash_refund_fee: '600' },
      { order_type: 'refund', origssn: syssn, cash_refund_fee: '400' },
      { order_type: 'payment', cancel: '3' },
    ]);
  });

  it.each([
    [{ txamt: '0' }, '1104'],
    [{ syssn: '1' }, '1268'],
    [{ out_trade_no: undefined }, '1104'],
  ])('with %j answers %s', async (fields, respcd) => {
    const syssn = await paid('R-2');
    const refund = {
      syssn,
      out_trade_no: 'R-2-a',
      txamt: '400',
      txdtm: '2026-01-01 10:01:00',
      ...fields,
    };
    const sent = Object.fromEntries(
      Object.entries(refund).filter(([, value]) => value !== undefined),
    );
    expect(await codeOf('refund', sent)).toBe(respcd);
    expect(sandbox.transactions.list()).toHaveLength(1);
  });
});

describe.each(['close', 'reversal'])('%s', (operation) => {
  const cancel = { txamt: '1000', txdtm: '2026-01-01 10:00:00' };

  it('ends an unpaid order, by either number, and answers with its own', async () => {
    await gateway.pay({ out_trade_no: 'C-1' });
    const { reply } = await gateway.call(operation, { out_trade_no: 'C-1', ...cancel });
    expect(reply).toMatchObject({ respcd: '0000', out_trade_no: 'C-1' });
    expect(reply['syssn']).not.toBe(reply['orig_syssn']);
    const { syssn } = await gateway.pay({ out_trade_no: 'C-2' });
    expect(await codeOf(operation, { syssn, ...cancel })).toBe('0000');
  });

  it('refuses a paid order with 1260', async () => {
    await paid('C-3');
    expect(await codeOf(operation, { out_trade_no: 'C-3', ...cancel })).toBe('1260');
  });

  it('is also a GET', async () => {
    await gateway.pay({ out_trade_no: 'C-4' });
    const { appCode, clientKey: secret } = sandbox.credentials;
    const { body, headers } = signedForm({ out_trade_no: 'C-4', ...cancel }, clientKey(secret));
    const response = await fetch(`${sandbox.url}/trade/v1/${operation}?${body}`, {
      headers: { ...headers, [HEADERS.appCode]: appCode },
    });
    expect(await response.json()).toMatchObject({ respcd: '0000' });
  });

  it('can be told to answer 1297 and change nothing', async () => {
    await gateway.pay({ out_trade_no: 'C-5' });
    const header = { 'x-sandbox-scenario': 'respcd=1297' };
    const { reply } = await gateway.call(operation, { out_trade_no: 'C-5', ...cancel }, header);
    expect(reply['respcd']).toBe('1297');
    expect(sandbox.transactions.get('C-5')?.state).toBe('created');
  });

  it('says that 801101 is on no list', async () => {
    await gateway.pay({ out_trade_no: 'C-6', pay_type: '801101' });
    const { headers } = await gateway.call(operation, { out_trade_no: 'C-6', ...cancel });
    expect(headers.get('x-sandbox-hint')).toContain('801101');
  });
});

describe('what is not emulated', () => {
  it.each([
    '/customer/v1/create',
    '/product/v1/query',
    '/subscription/v1/create',
    '/token/v1/query',
    '/custom/v1/declare',
    '/payment_element/v1/create_payment_intent',
    '/trade/v1/payment_verify',
    '/tool/v1/mcc',
  ])('%s is refused with a hint', async (path) => {
    const { reply, headers } = await gateway.call(path, { syssn: '1' });
    expect(reply).toMatchObject({
      respcd: '1119',
      respmsg: `not emulated by the sandbox: ${path}`,
    });
    expect(headers.get('x-sandbox-hint')).toContain('not emulated');
  });
});

describe('the rate limit', () => {
  it('answers HTTP 429 after 100 calls in a second, once it is on', async () => {
    await sandbox.rules.set({ rate_limit: true });
    const calls = await Promise.all(
      Array.from({ length: 101 }, () => gateway.call('query', { out_trade_no: 'L-1' })),
    );
    const limited = calls.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(1);
    expect(limited[0]?.reply['respcd']).toBe('1100');
    expect(limited[0]?.headers.get('retry-after')).toBe('1');
    await sandbox.clock.advance({ by_ms: 1000 });
    expect((await gateway.call('query', { out_trade_no: 'L-1' })).status).toBe(200);
  });
});
