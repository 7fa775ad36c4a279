import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { clientKey } from './client-key.ts';
import { readForm } from './read-form.ts';
import { signedOauthUrl } from './signed-oauth-url.ts';
import { verifyForm } from './verify-form.ts';

const key = clientKey('demo-key-0001-NOT-REAL');
const base = 'https://openapi-hk.qfapi.com';
const fields = { app_code: 'DEMOAPPCODE0001', redirect_uri: 'https://shop.example/wx/cb?o=1' };

describe('signedOauthUrl', () => {
  it('puts the signature behind the parameters', () => {
    const address =
      'https://openapi-hk.qfapi.com/tool/v1/get_weixin_oauth_code?app_code=DEMOAPPCODE0001&redirect_uri=https%3A%2F%2Fshop.example%2Fwx%2Fcb%3Fo%3D1&sign=038E3A019D935F03D823BA08C5ABB966';
    expect(signedOauthUrl(base, fields, key)).toBe(address);
    expect(signedOauthUrl(`${base}//`, { ...fields, mchid: '' }, key)).toBe(address);
  });

  it('gives an address that a server verifies strictly', () => {
    const redirect_uri = 'https://shop.example/wx/cb?o=1&lang=中文';
    const { search, searchParams } = new URL(
      signedOauthUrl(base, { ...fields, redirect_uri, mchid: 'M0001' }, key),
    );
    const [strict] = readForm({ body: Buffer.alloc(0), query: search });
    const read = verifyForm(strict ? [strict] : [], searchParams.get('sign') ?? undefined, key);
    expect(Object.fromEntries(read.candidate.fields)).toEqual({
      ...fields,
      mchid: 'M0001',
      redirect_uri,
    });
  });

  it('refuses a value that could be split into another parameter', () => {
    expect(() => signedOauthUrl(base, { ...fields, app_code: 'A&mchid=M2' }, key)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_FIELD',
        message: expect.stringContaining('app_code'),
      }),
    );
  });
});
