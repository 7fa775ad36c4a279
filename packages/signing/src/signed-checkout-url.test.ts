import { describe, expect, it } from 'vitest';
import { clientKey } from './client-key.ts';
import { signedCheckoutUrl } from './signed-checkout-url.ts';

const key = clientKey('demo-key-0001-NOT-REAL');
const base = 'https://openapi-hk.qfapi.com';

const fields = {
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

describe('signedCheckoutUrl', () => {
  it('signs everything but lang and empties', () => {
    expect(signedCheckoutUrl(base, fields, key)).toBe(
      'https://openapi-hk.qfapi.com/checkstand/#/?appcode=DEMOAPPCODE0001&failed_url=https%3A%2F%2Fshop.example%2Ffail&goods_name=%E5%A5%B6%E8%8C%B6&notify_url=https%3A%2F%2Fshop.example%2Fnotify&out_trade_no=CK-0001&paysource=remotepay_checkout&return_url=https%3A%2F%2Fshop.example%2Fok%3Fo%3DCK-0001%26s%3D1&sign_type=sha256&txamt=1099&txcurrcd=HKD&txdtm=2026-01-01%2010%3A30%3A34&sign=2272b3d30bde27f23751b1b49b9c2b5b4d32cd3288a5837c43a6e17b53a5f5cd&lang=zh-hk',
    );
  });

  it('signs with MD5 when sign_type says so', () => {
    const url = signedCheckoutUrl(`${base}//`, { ...fields, sign_type: 'MD5' }, key);
    expect(url).toContain(`${base}/checkstand/#/?`);
    expect(url).toContain('&sign=289ab7953b79c2304471701eac68686e&');
  });

  it.each([undefined, '', null])('takes SHA256 when sign_type is %j', (sign_type) => {
    const url = signedCheckoutUrl(base, { ...fields, sign_type, lang: null }, key);
    expect(url).toMatch(/&sign_type=SHA256&.*&sign=[0-9a-f]{64}$/);
  });

  it('refuses a value that could be split into another parameter', () => {
    for (const name of ['goods_name', 'return_url_name']) {
      expect(() => signedCheckoutUrl(base, { ...fields, [name]: 'tea&txamt=1' }, key)).toThrow(
        expect.objectContaining({ code: 'ERR_QF_FIELD', message: expect.stringContaining(name) }),
      );
    }
  });

  it('refuses a sign_type that the gateway does not know', () => {
    expect(() => signedCheckoutUrl(base, { ...fields, sign_type: 'SHA1' }, key)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_SIGN_TYPE' }),
    );
  });

  it.each([new Map([['txamt', '1']]), new URLSearchParams('txamt=1'), null, 'txamt=1'])(
    'refuses fields that are no plain object, instead of signing a page without them',
    (given) => {
      expect(() => signedCheckoutUrl(base, given as never, key)).toThrow(
        expect.objectContaining({
          code: 'ERR_QF_FIELD',
          message: expect.stringContaining('Fields must be a plain object.'),
        }),
      );
    },
  );
});
