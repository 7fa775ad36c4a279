import { describe, expect, it } from 'vitest';
import { clientKey } from './client-key.ts';
import { signFields } from './sign-fields.ts';
import { signedForm } from './signed-form.ts';

const key = clientKey('demo-key-0001-NOT-REAL');

describe('signedForm', () => {
  it('sends exactly the parameters that it signs', () => {
    const fields = {
      txamt: 300,
      goods_name: '50% off & more = yes+no 奶茶🧋',
      mchid: '',
      sign: 'FF',
    };
    const { body, headers } = signedForm(fields, key);
    expect(body).toBe(
      'goods_name=50%25%20off%20%26%20more%20%3D%20yes%2Bno%20%E5%A5%B6%E8%8C%B6%F0%9F%A7%8B&txamt=300',
    );
    expect(headers['X-QF-SIGN']).toBe(
      signFields(Object.fromEntries(new URLSearchParams(body)), key),
    );
  });

  it('names no sign type for MD5', () => {
    expect(signedForm({ txamt: 100, mchid: 'M0001', txcurrcd: 'HKD' }, key).headers).toEqual({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-QF-SIGN': '8CD18A9813EBA3AFA652F114CCD3B051',
    });
  });

  it('names SHA256 in its header', () => {
    const { headers } = signedForm({ txamt: 100, mchid: 'M0001', txcurrcd: 'HKD' }, key, 'SHA256');
    expect(headers).toMatchObject({
      'X-QF-SIGN': '6B70BEA4D9E0A97A5FCCC5BCD0A15D0D9ACF9C8795EF696E799ED335D1DC106E',
      'X-QF-SIGNTYPE': 'SHA256',
    });
  });

  it('names SHA256 in its header when it was asked for in lower case', () => {
    const { headers } = signedForm({ txamt: 100 }, key, 'sha256' as 'SHA256');
    expect(headers['X-QF-SIGN']).toHaveLength(64);
    expect(headers['X-QF-SIGNTYPE']).toBe('SHA256');
  });

  it('encodes names as well', () => {
    expect(signedForm({ 'a b+': 1 }, key).body).toBe('a%20b%2B=1');
  });

  it('has an empty body for no parameter', () => {
    expect(signedForm({}, key).body).toBe('');
  });
});
