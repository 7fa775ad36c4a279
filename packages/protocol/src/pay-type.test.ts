import { describe, expect, it } from 'vitest';
import { currencyOf } from './currency.ts';
import { PAY_TYPES, PayType, payTypeOf } from './pay-type.ts';

describe('PayType', () => {
  it('names every current code', () => {
    expect(PayType.ALIPAY_WEB_HK).toBe('801514');
    expect(PayType.ALIPAY_WEB).toBe('801101');
    expect(Object.values(PayType).sort()).toEqual(
      Object.values(PAY_TYPES)
        .filter(({ state }) => state === 'current')
        .map(({ code }) => code)
        .sort(),
    );
  });

  it('agrees with the names in the registry', () => {
    for (const [name, code] of Object.entries(PayType)) expect(payTypeOf(code)?.name).toBe(name);
  });
});

describe('payTypeOf', () => {
  it('tells what a pay type is, with everything filled in', () => {
    expect(payTypeOf('801514')).toEqual({
      code: '801514',
      name: 'ALIPAY_WEB_HK',
      wallet: 'AlipayHK',
      mode: 'WEB',
      merchants: 'HK',
      drives: 'pay_url',
      drivesOr: null,
      expiry: true,
      cancel: 'close',
      refunds: true,
      refundDays: 365,
      needs: [],
      takes: ['return_url', 'expired_time', 'pay_tag'],
      state: 'current',
      seen: 'SLCDY',
      notes: 'no native cashier page: show pay_url as QR code or in an iframe',
    });
    expect(payTypeOf('803701')).toMatchObject({ cancel: null, expiry: false, drives: 'qrcode' });
  });

  it('knows nothing of other codes', () => {
    expect(payTypeOf('999999')).toBeUndefined();
    expect(payTypeOf('toString')).toBeUndefined();
  });
});

describe('the registry of pay types', () => {
  it('holds 40 current and 45 older codes, each with a name of its own', () => {
    const entries = Object.values(PAY_TYPES);
    expect(entries.filter(({ state }) => state === 'current')).toHaveLength(40);
    expect(entries.filter(({ state }) => state === 'legacy')).toHaveLength(45);
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
    expect(entries.filter(({ code }) => !/^\d{6}$/.test(code))).toEqual([]);
    expect(Object.isFrozen(PAY_TYPES)).toBe(true);
  });

  it('never advises to cancel a card: that would give a paid order back', () => {
    const cards = Object.values(PAY_TYPES).filter(({ mode }) => /^CARD_ONLINE|^APPLE/.test(mode));
    expect(cards.map(({ code, cancel }) => [code, cancel])).toEqual([
      ['802801', 'void'],
      ['805508', null],
      ['805514', null],
      ['806527', 'void'],
    ]);
  });
});

describe('currencyOf', () => {
  it('knows the listed codes and no other', () => {
    expect(currencyOf('HKD')).toEqual({
      code: 'HKD',
      name: 'Hong Kong dollar',
      exponent: 2,
      exponentIsCertain: true,
      seen: 'every list',
    });
    expect(currencyOf('JPY')).toMatchObject({ exponent: 0, exponentIsCertain: false });
    expect(currencyOf('RMB')).toBeUndefined();
    expect(currencyOf('toString')).toBeUndefined();
  });
});
