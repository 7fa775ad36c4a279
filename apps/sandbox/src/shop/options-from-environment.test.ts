import { describe, expect, it } from 'vitest';
import { optionsFromEnvironment } from './options-from-environment.ts';

const STORE = {
  QF_SHOP_GATEWAY_URL: 'live-testing',
  QF_SHOP_APP_CODE: 'A1',
  QF_SHOP_CLIENT_KEY: 'a key',
};

describe('optionsFromEnvironment', () => {
  it('changes nothing when nothing is set', () => {
    expect(optionsFromEnvironment({ PATH: '/bin', QF_SHOP_APP_CODE: ' ' })).toEqual({});
  });

  it('names another gateway and store', () => {
    expect(optionsFromEnvironment(STORE)).toEqual({
      gatewayUrl: 'live-testing',
      appCode: 'A1',
      clientKey: 'a key',
    });
  });

  it('takes the public address alone', () => {
    const publicUrl = 'https://tunnel.example';
    expect(optionsFromEnvironment({ QF_SHOP_PUBLIC_URL: publicUrl })).toEqual({ publicUrl });
  });

  it.each(Object.keys(STORE))('refuses half a change: all but %s', (missing) => {
    expect(() => optionsFromEnvironment({ ...STORE, [missing]: undefined })).toThrow(
      expect.objectContaining({ code: 'ERR_QF_SHOP_ENVIRONMENT' }),
    );
  });
});
