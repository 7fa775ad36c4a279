import { describe, expect, it } from 'vitest';
import {
  ELEMENT_SCRIPTS,
  ENVIRONMENTS,
  HEADERS,
  LEGACY_ENVIRONMENTS,
  NOTIFICATION_DELIVERY,
  OMITTED_ENDPOINTS,
  OPERATIONS,
  RATE_LIMIT,
  TEST_CARDS,
} from './index.ts';

describe('the gateway', () => {
  it('has three environments, each with its script for the payment form', () => {
    expect(ENVIRONMENTS).toEqual({
      production: 'https://openapi-hk.qfapi.com',
      'live-testing': 'https://test-openapi-hk.qfapi.com',
      'qfpay-sandbox': 'https://openapi-int.qfapi.com',
    });
    expect(ELEMENT_SCRIPTS).toEqual({
      production: 'https://cdn-hk.qfapi.com/qfpay_element/qfpay.js',
      'live-testing': 'https://test-cdn-hk.qfapi.com/qfpay_element/qfpay.js',
      'qfpay-sandbox': 'https://cdn-int.qfapi.com/qfpay_element/qfpay.js',
    });
  });

  it('had fourteen regional hosts in older editions', () => {
    expect(LEGACY_ENVIRONMENTS).toEqual({
      'china-test': 'https://openapi-test.qfpay.com',
      china: 'https://openapi.qfpay.com',
      japan: 'https://openapi-jp.qfapi.com',
      'thailand-test': 'https://test-openapi-th.qfapi.com',
      thailand: 'https://openapi-th.qfapi.com',
      'dubai-test': 'https://test-openapi-db.qfapi.com',
      dubai: 'https://openapi-db.qfapi.com',
      'singapore-test': 'https://test-openapi-sg.qfapi.com',
      singapore: 'https://openapi-sg.qfapi.com',
      'indonesia-test': 'https://test-openapi-id.qfapi.com',
      indonesia: 'https://openapi-id.qfapi.com',
      'europe-test': 'https://test-openapi-eur.qfapi.com',
      europe: 'https://openapi-eur.qfapi.com',
      'global-2019': 'https://osqt.qfpay.com',
    });
  });

  it('signs with three headers', () => {
    expect(HEADERS).toEqual({
      appCode: 'X-QF-APPCODE',
      sign: 'X-QF-SIGN',
      signType: 'X-QF-SIGNTYPE',
    });
  });

  it('allows so many requests, and delivers notifications so', () => {
    expect(RATE_LIMIT).toEqual({ perSecond: 100, perMinute: 400 });
    expect(NOTIFICATION_DELIVERY).toEqual({
      sourceAddresses: ['13.228.112.115', '18.138.115.47', '18.166.202.92'],
      ports: [80, 443],
      retryMinutes: [2, 10, 10, 60, 120, 360, 900],
      acknowledgement: 'SUCCESS',
    });
  });

  it('knows eight test cards', () => {
    expect(TEST_CARDS.map(({ number, result, respcd }) => `${number} ${respcd} ${result}`)).toEqual(
      [
        '5200000000001096 0000 success',
        '4000000000001091 0000 success',
        '5200000000001005 0000 success without a challenge',
        '4000000000001000 0000 success without a challenge',
        '5200000000001120 1145 failure at the challenge',
        '4000000000001125 1145 failure at the challenge',
        '5200000000001013 1205 failure without a challenge',
        '4000000000001018 1205 failure without a challenge',
      ],
    );
  });

  it('has calls that are left out, each with a reason, and none of them is an operation', () => {
    const paths = Object.values(OPERATIONS).map(({ path }): string => path);
    expect(OMITTED_ENDPOINTS.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /trade/v1/payment_verify',
      'GET /tool/v1/mcc',
      'POST /mch/v1/signup',
      'POST /mch/v1/uploadcert',
      'GET /mch/v1/query',
      'GET /oauth/v2/authorize',
      'POST /oauth/v2/access_token',
      'GET /user/v1/baseinfo',
      'GET /user/v1/tradelist',
      'GET /settlement/v1/query',
    ]);
    for (const { path, reason } of OMITTED_ENDPOINTS) {
      expect(paths).not.toContain(path);
      expect(reason).toMatch(/edition/);
    }
  });
});
