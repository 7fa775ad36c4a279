import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkoutRequest, checkoutUrl } from './checkout.ts';
import { type CheckoutRequest, checkoutSchema, receivedCheckout } from './checkout-request.ts';
import { readWireRequest } from './read-wire-request.ts';
import { requestShape } from './request-shape.ts';
import { issuesWith, rulesWith } from './testing/refusal.ts';
import { weixinOauthSchema, weixinOauthUrl } from './weixin-oauth-url.ts';
import { wireFields } from './wire-fields.ts';

const KEY = 'demo-key-0001-NOT-REAL';

/** The published rule: sorted by name, joined, the key behind. */
function sign(
  fields: Readonly<Record<string, string>>,
  signType: 'MD5' | 'SHA256' = 'MD5',
): string {
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  return createHash(signType)
    .update(text + KEY)
    .digest('hex')
    .toUpperCase();
}

const request: CheckoutRequest = {
  appcode: 'DEMOAPPCODE0001',
  out_trade_no: 'CK-0001',
  paysource: 'remotepay_checkout',
  return_url: 'https://shop.example/ok?o=CK-0001&s=1',
  failed_url: 'https://shop.example/fail',
  notify_url: 'https://shop.example/notify',
  sign_type: 'sha256',
  txamt: 1099,
  txcurrcd: 'HKD',
  txdtm: '2026-01-01 10:30:34',
  goods_name: '奶茶',
  udid: '',
  lang: 'zh-hk',
};

const WHOLE =
  'https://openapi-hk.qfapi.com/checkstand/#/?appcode=DEMOAPPCODE0001&failed_url=https%3A%2F%2Fshop.example%2Ffail&goods_name=%E5%A5%B6%E8%8C%B6&notify_url=https%3A%2F%2Fshop.example%2Fnotify&out_trade_no=CK-0001&paysource=remotepay_checkout&return_url=https%3A%2F%2Fshop.example%2Fok%3Fo%3DCK-0001%26s%3D1&sign_type=sha256&txamt=1099&txcurrcd=HKD&txdtm=2026-01-01%2010%3A30%3A34&sign=2272b3d30bde27f23751b1b49b9c2b5b4d32cd3288a5837c43a6e17b53a5f5cd&lang=zh-hk';

describe('checkoutUrl', () => {
  it.each([
    'https://openapi-hk.qfapi.com',
    'https://openapi-hk.qfapi.com/',
    'https://openapi-hk.qfapi.com//',
  ])('matches the published rules to the character, at %s', (base) => {
    expect(checkoutUrl(base, request, sign)).toBe(WHOLE);
  });

  it.each([
    ['MD5', 'MD5'],
    ['md5', 'MD5'],
    ['SHA256', 'SHA256'],
    ['sha256', 'SHA256'],
    [undefined, 'SHA256'],
  ] as const)('signs with %s as %s, and signs the word as written', (sign_type, algorithm) => {
    const calls: unknown[] = [];
    const url = checkoutUrl('https://x.example', { ...request, sign_type }, (fields, signType) => {
      calls.push([fields['sign_type'], signType, 'lang' in fields, 'udid' in fields]);
      return 'ABCDEF';
    });
    expect(calls).toEqual([[sign_type ?? 'SHA256', algorithm, false, false]]);
    expect(url).toContain(`&sign_type=${sign_type ?? 'SHA256'}&`);
    expect(url).toContain('&sign=abcdef&lang=zh-hk');
  });

  it('gives the published digest for MD5', () => {
    expect(checkoutUrl('', { ...request, sign_type: 'MD5' }, sign)).toContain(
      '&sign=289ab7953b79c2304471701eac68686e&',
    );
  });

  it('leaves lang out where there is none', () => {
    const { lang: _, ...without } = request;
    expect(checkoutUrl('', without, sign)).toMatch(/&sign=[0-9a-f]{64}$/);
  });

  it('can be read by a server', () => {
    const [, fragment = ''] = checkoutUrl('', request, sign).split('?');
    const { sign: _, ...fields } = Object.fromEntries(new URLSearchParams(fragment));
    expect(readWireRequest({ request: checkoutSchema }, Object.entries(fields))).toMatchObject({
      ok: true,
      request: { txamt: 1099, goods_name: '奶茶', lang: 'zh-hk' },
    });
  });
});

describe('receivedCheckout', () => {
  const {
    failed_url: _,
    notify_url: __,
    cancel_url: ___,
    ...bare
  } = wireFields(checkoutRequest(request));
  const read = (fields: object) => readWireRequest(receivedCheckout, Object.entries(fields));

  it('needs no address but return_url', () => {
    const reading = read(bare);
    expect(reading).toMatchObject({ ok: true, request: { return_url: request.return_url } });
    expect(reading.ok && Object.keys(reading.request).toSorted()).toEqual(
      Object.keys(bare).toSorted(),
    );
    expect(read({ ...bare, notify_url: 'https://shop.example/n' })).toMatchObject({
      request: { notify_url: 'https://shop.example/n' },
    });
  });

  it('takes the zero date of a deployed shop', () => {
    const txdtm = '0000-00-00 00:00:00';
    expect(read({ ...bare, txdtm })).toMatchObject({ ok: true, request: { txdtm } });
  });

  it.each(['sign_type', 'paysource', 'return_url', 'txdtm'])('demands %s', (field) => {
    expect(read({ ...bare, [field]: '' })).toMatchObject({
      ok: false,
      issues: [{ field, rule: 'required' }],
    });
  });

  it('judges an address that was sent', () => {
    expect(read({ ...bare, failed_url: 'shop.example' })).toMatchObject({
      issues: [{ field: 'failed_url', rule: 'url' }],
    });
  });
});

describe('checkoutRequest', () => {
  const { udid: _, ...checked } = request;

  it('fills in paysource and sign_type', () => {
    const { paysource: __, sign_type: ___, ...bare } = checked;
    expect(checkoutRequest(bare)).toEqual({
      ...checked,
      paysource: 'remotepay_checkout',
      sign_type: 'SHA256',
    });
  });

  it('takes everything the page knows', () => {
    const whole: CheckoutRequest = {
      ...checked,
      cancel_url: 'https://shop.example/basket?lang=en&page=2',
      mchntid: 'M0001',
      udid: 'till-3',
      txzone: '+0800',
      expired_time: 120,
      checkout_expired_time: 1_767_234_634_000,
      limit_pay: 'no_credit',
    };
    expect(checkoutRequest(whole)).toEqual(whole);
    expect(Object.keys(requestShape(checkoutSchema, whole)).sort()).toEqual(
      Object.keys(whole).sort(),
    );
    const sent = Object.entries(wireFields(whole));
    expect(readWireRequest({ request: checkoutSchema }, sent, { strict: true })).toMatchObject({
      request: whole,
    });
  });

  it.each([
    ['goods_name', 'tea & cake', 'unsafe_character'],
    ['return_url', 'https://shop.example/?a=1&txamt=1', 'ampersand'],
    ['return_url', 'javascript:open("https://shop.example")', 'url'],
    ['cancel_url', 'https://shop.example/?a=1&sign_type=MD5', 'ampersand'],
    ['failed_url', 'https://shop.example/?a=1&paysource=x', 'ampersand'],
    ['notify_url', `https://shop.example/${'x'.repeat(236)}`, 'length'],
    ['paysource', 'checkout', 'pattern'],
    ['paysource', 'remotepay_checkout ', 'pattern'],
    ['sign_type', 'SHA1', 'choice'],
    ['lang', 'zh', 'choice'],
    ['checkout_expired_time', 0, 'range'],
    ['checkout_expired_time', 1000, 'range'],
    ['checkout_expired_time', 999_999_999_999, 'range'],
    ['checkout_expired_time', 10_000_000_000_000, 'range'],
    ['checkout_expired_time', 1.5, 'type'],
    ['mchid', 'M0001', 'unknown_field'],
    ['appcode', 'a-b', 'pattern'],
  ])('refuses %s %j', (name, value, rule) => {
    expect(rulesWith(() => checkoutRequest({ ...request, [name]: value }))).toEqual([
      `${name}: ${rule}`,
    ]);
  });

  it.each([1, 999, 1_000_000_000_000, 9_999_999_999_999])(
    'reads checkout_expired_time %i as minutes or as a moment',
    (checkout_expired_time) => {
      expect(checkoutRequest({ ...request, checkout_expired_time })).toMatchObject({
        checkout_expired_time,
      });
    },
  );

  it('lists what is missing, with the names and examples of the page', () => {
    const issues = issuesWith(() => checkoutRequest({} as CheckoutRequest));
    expect(issues.map(({ field, example }) => [field, example])).toEqual([
      ['appcode', 'DEMOAPPCODE0001'],
      ['txamt', '1234'],
      ['txcurrcd', 'HKD'],
      ['out_trade_no', 'order-20260101-0001'],
      ['txdtm', '2026-01-01 10:30:34'],
      ['return_url', 'https://shop.example/thanks'],
      ['failed_url', 'https://shop.example/failed'],
      ['notify_url', 'https://shop.example/qfpay/notify'],
    ]);
  });

  it.each([null, undefined, 'text', []])('refuses %j in place of the parameters', (value) => {
    expect(issuesWith(() => checkoutRequest(value as unknown as CheckoutRequest))).toHaveLength(1);
  });
});

describe('weixinOauthUrl', () => {
  const oauth = { app_code: 'DEMOAPPCODE0001', redirect_uri: 'https://shop.example/wx/cb?o=1' };

  it.each(['', '/', '//'].map((end) => `https://openapi-hk.qfapi.com${end}`))(
    'carries the published signature, at %s',
    (base) => {
      expect(weixinOauthUrl(base, oauth, sign)).toBe(
        'https://openapi-hk.qfapi.com/tool/v1/get_weixin_oauth_code?app_code=DEMOAPPCODE0001&redirect_uri=https%3A%2F%2Fshop.example%2Fwx%2Fcb%3Fo%3D1&sign=038E3A019D935F03D823BA08C5ABB966',
      );
    },
  );

  it('signs mchid along where there is one, and knows no other field', () => {
    expect(Object.keys(requestShape(weixinOauthSchema, {}))).toEqual([
      ...Object.keys(oauth),
      'mchid',
    ]);
    const url = weixinOauthUrl('', { ...oauth, mchid: 'M0001' }, ({ mchid }) => `[${mchid}]`);
    expect(url).toContain('&mchid=M0001&sign=%5BM0001%5D');
  });

  it.each([
    [{ redirect_uri: 'https://shop.example/?a=1&mchid=M2' }, 'redirect_uri: ampersand'],
    [{ redirect_uri: 'https://shop.example/?a=1&app_code=x' }, 'redirect_uri: ampersand'],
    [{ redirect_uri: 'https://shop.example/?a=1&redirect_uri=x' }, 'redirect_uri: ampersand'],
    [{ redirect_uri: 'https://shop.example/?a=1&sign=x' }, 'redirect_uri: ampersand'],
    [{ redirect_uri: `https://shop.example/${'x'.repeat(492)}` }, 'redirect_uri: length'],
    [{ redirect_uri: 'weixin' }, 'redirect_uri: url'],
    [{ app_code: 'x'.repeat(33) }, 'app_code: pattern'],
  ])('refuses %j', (other, rule) => {
    expect(rulesWith(() => weixinOauthUrl('', { ...oauth, ...other }, sign))).toEqual([rule]);
  });
});
