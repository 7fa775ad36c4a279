import { describe, expect, it } from 'vitest';
import { canonicalString } from './canonical-string.ts';
import { clientKey } from './client-key.ts';
import { signFields } from './sign-fields.ts';
import type { SignableFields } from './signable-pairs.ts';
import { SigningError } from './signing-error.ts';
import { verifyFields } from './verify-fields.ts';

const key = clientKey('demo-key-0001-NOT-REAL');

interface Vector {
  readonly id: string;
  readonly fields: SignableFields;
  readonly text: string;
  readonly md5: string;
  readonly sha256: string;
}

const extend_info =
  '{"scene_info":{"h5_info":{"type":"Wap","wap_url":"https://shop.example","wap_name":"示例"}},"spbill_create_ip":"203.0.113.7"}';

const vectors: readonly Vector[] = [
  {
    id: 'R1, an integer amount',
    fields: { txamt: 100, mchid: 'M0001', txcurrcd: 'HKD' },
    text: 'mchid=M0001&txamt=100&txcurrcd=HKD',
    md5: '8CD18A9813EBA3AFA652F114CCD3B051',
    sha256: '6B70BEA4D9E0A97A5FCCC5BCD0A15D0D9ACF9C8795EF696E799ED335D1DC106E',
  },
  {
    id: 'R2, a payment',
    fields: {
      txamt: '1000',
      txcurrcd: 'HKD',
      pay_type: '801101',
      out_trade_no: 'ORDER-20260101-0001',
      txdtm: '2026-01-01 10:30:34',
    },
    text: 'out_trade_no=ORDER-20260101-0001&pay_type=801101&txamt=1000&txcurrcd=HKD&txdtm=2026-01-01 10:30:34',
    md5: '05B3954AD9DA911EE234954772E0C977',
    sha256: 'CB10A3DDFC5C70C182BFD9C9249DC441ECB029D985C591D9A8E8CCAA510F5D3B',
  },
  {
    id: 'R3, Chinese text and an emoji',
    fields: {
      txamt: '2200',
      txcurrcd: 'HKD',
      pay_type: '801514',
      out_trade_no: '測試單號001',
      txdtm: '2026-01-01 10:30:34',
      goods_name: '奶茶🧋 x2',
    },
    text: 'goods_name=奶茶🧋 x2&out_trade_no=測試單號001&pay_type=801514&txamt=2200&txcurrcd=HKD&txdtm=2026-01-01 10:30:34',
    md5: '39699AF50C2C27DA12F35B92FF95F640',
    sha256: '84E71770DF974407B77145395B016E0DD2C6AE33899F9DAD956F86667E2B67D7',
  },
  {
    id: 'R4, empty values and a zero',
    fields: { txamt: '500', txcurrcd: 'HKD', goods_name: '', mchid: undefined, udid: 0 },
    text: 'txamt=500&txcurrcd=HKD&udid=0',
    md5: '0241FD88B77196729C63129D74AA2EA6',
    sha256: '359BB27C9EE7F66CC597318CF1E3DD0C3FD30094A01C236A677A8F6B740E24D5',
  },
  {
    id: 'R5, text that looks encoded',
    fields: {
      return_url: 'https://shop.example/r?a=1&b=2%20x&c=d+e',
      goods_name: '50% off & more = yes+no',
      txamt: '300',
      txcurrcd: 'HKD',
    },
    text: 'goods_name=50% off & more = yes+no&return_url=https://shop.example/r?a=1&b=2%20x&c=d+e&txamt=300&txcurrcd=HKD',
    md5: '245386E6FC89F22647A2CE225B85117D',
    sha256: 'C61E0ADA86C7EDBE39FB8DC519E98BD2CD9BC2C7F2088186CBE70811E4EC4DD7',
  },
  {
    id: 'R6, names in byte order',
    fields: { b: 1, B: 2, a: 3, A: 4, _c: 5, a1: 6, aB: 7, a_1: 8, '0z': 9 },
    text: '0z=9&A=4&B=2&_c=5&a=3&a1=6&aB=7&a_1=8&b=1',
    md5: '53844AF80455AE757A67EF9C25433D37',
    sha256: 'FCCFBA3DF67A64C0A5AE3D256A6B0BFECC58BFA042C65BFE8BA30DE03D401E40',
  },
  {
    id: 'R7, a name that begins another',
    fields: { a: 1, a1: 2, 'a-b': 3 },
    text: 'a=1&a-b=3&a1=2',
    md5: '5E2A44B663FDBD4DDACCEBFD74636CBE',
    sha256: 'C36483D2BCE101A26B6924183F852B47FB43136A863E96B2DA0781AB15AFF495',
  },
  {
    id: 'R8, JSON text as a value',
    fields: { extend_info, pay_type: '800212', txamt: '300' },
    text: `extend_info=${extend_info}&pay_type=800212&txamt=300`,
    md5: '592DD6135DE1DBBE6D43DC5E9F25F00C',
    sha256: 'CA5C8241207AD350A9C9D3E4A1EF011A706F53C5195CC62B10B9CAFAB5840D0C',
  },
  {
    id: 'R9, white space',
    fields: { goods_name: ' lead and trail ', note: 'line1\nline2\ttab', txamt: '1' },
    text: 'goods_name= lead and trail &note=line1\nline2\ttab&txamt=1',
    md5: '4DE7C482D6121EA255194F728C994858',
    sha256: '3D5184EF4857AE96E76E0557953BA33D714EABDA7CB20E8E7C67A5D34C77FA07',
  },
  {
    id: 'R10, no parameter at all',
    fields: {},
    text: '',
    md5: 'DBFB14DAC3E018B9EB32227D9F62B337',
    sha256: 'F91CD5928BFF3DED6FB2C374936C528CDC5CB1B4138AA8637A00DCD80C6A1467',
  },
  {
    id: 'the address that fetches a WeChat oauth code',
    fields: { app_code: 'DEMOAPPCODE0001', redirect_uri: 'https://shop.example/wx/cb?o=1' },
    text: 'app_code=DEMOAPPCODE0001&redirect_uri=https://shop.example/wx/cb?o=1',
    md5: '038E3A019D935F03D823BA08C5ABB966',
    sha256: 'FE3789C16DCE7471AB2FD7B4377DE537102BD99E1D79FF16CBF7DD82F5102CFD',
  },
];

describe('signFields', () => {
  it.each(vectors)('signs $id', ({ fields, text, md5, sha256 }) => {
    expect(canonicalString(fields)).toBe(text);
    expect(signFields(fields, key)).toBe(md5);
    expect(signFields(fields, key, 'SHA256')).toBe(sha256);
  });

  it('signs the fields of a reply in the second documented way', () => {
    const reply = {
      respcd: '0000',
      resperr: 'success',
      respmsg: '',
      syssn: '20260101000100020000000001',
      out_trade_no: 'ORDER-20260101-0001',
      txamt: '1000',
    };
    expect(signFields(reply, key)).toBe('F817B86822EC1A112AD3F4FD28BB8C5B');
  });

  it('does not sort whole pairs', () => {
    expect(signFields({ a: 1, a1: 2, 'a-b': 3 }, key)).not.toBe('29B12DD5A0ABAC6691594BAFE9640ED5');
  });

  it('signs with the first key of a list', () => {
    const old = clientKey('demo-key-0000-NOT-REAL');
    expect(signFields({ a: 1 }, [key, old])).toBe(signFields({ a: 1 }, key));
  });

  it('leaves a parameter named sign out', () => {
    expect(signFields({ a: 1, sign: 'FF' }, key)).toBe(signFields({ a: 1 }, key));
  });

  it('takes __proto__ for a name like any other', () => {
    const fields = JSON.parse('{"__proto__": "x", "a": "1"}') as SignableFields;
    expect(canonicalString(fields)).toBe('__proto__=x&a=1');
  });

  it('orders names beyond the basic plane by their bytes', () => {
    expect(canonicalString({ '🧋': 1, '\uFF5E': 2 })).toBe('\uFF5E=2&🧋=1');
    expect(canonicalString({ '🧋': 1, a: 3, '\uFF5E': 2 })).toBe('a=3&\uFF5E=2&🧋=1');
  });

  it('refuses a sign type it does not know', () => {
    expect(() => signFields({ a: 1 }, key, 'SHA1' as 'MD5')).toThrow(
      expect.objectContaining({ code: 'ERR_QF_SIGN_TYPE' }),
    );
  });
});

describe('verifyFields', () => {
  it.each(vectors)('accepts $id in either case', ({ fields, md5, sha256 }) => {
    expect(verifyFields(fields, md5, key)).toEqual({ keyId: 'default' });
    expect(verifyFields(fields, sha256.toLowerCase(), key, 'SHA256')).toEqual({ keyId: 'default' });
  });

  it('names the key that fits while keys are exchanged', () => {
    const old = clientKey('demo-key-0000-NOT-REAL', { id: '2025' });
    const ring = [clientKey('demo-key-0001-NOT-REAL', { id: '2026' }), old];
    expect(verifyFields({ a: 1 }, signFields({ a: 1 }, old), ring)).toEqual({ keyId: '2025' });
  });

  it.each([
    ['missing', undefined],
    ['missing', ''],
    ['malformed', 'abc'],
    ['malformed', 'Z'.repeat(32)],
    ['malformed', 'A'.repeat(64)],
    ['malformed', ['A'.repeat(32)] as unknown as string],
    ['mismatch', 'A'.repeat(32)],
  ])('throws the reason %s for %j', (reason, signature) => {
    expect(() => verifyFields({ a: 1 }, signature, key)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_SIGNATURE', reason, name: 'SignatureError' }),
    );
  });

  it('points at the header when the length is that of the other digest', () => {
    expect(() => verifyFields({ a: 1 }, 'A'.repeat(64), key)).toThrow(
      /may be SHA256: read X-QF-SIGNTYPE/,
    );
    expect(() => verifyFields({ a: 1 }, 'A'.repeat(32), key, 'SHA256')).toThrow(/may be MD5/);
  });

  it('never puts the key into an error', () => {
    const error = caught(() => verifyFields({ a: 1 }, 'A'.repeat(32), key));
    expect(JSON.stringify([error.message, error.stack, error])).not.toContain('demo-key');
  });
});

describe('fields that cannot be signed', () => {
  it.each([
    ['a fraction', { a: 1.5 }],
    ['an integer beyond 2^53', { a: 2 ** 53 }],
    ['not a number', { a: Number.NaN }],
    ['a boolean', { a: true }],
    ['a big integer', { a: 1n }],
    ['an object', { a: {} }],
    ['a list', { a: ['1'] }],
    ['half an emoji in a value', { a: 'x\uD83E' }],
    ['half an emoji in a name', { '\uDDCB': '1' }],
    ['a name with =', { 'a=b': '1' }],
    ['a name with &', { 'a&b': '1' }],
    ['a name with & between plain ones', { a: '1', 'a&b': '1', b: '1' }],
    ['an empty name', { '': '1' }],
    ['a Map', new Map([['a', '1']])],
    ['URLSearchParams', new URLSearchParams('a=1')],
    ['bytes', new Uint8Array(2)],
    ['text', 'a=1'],
    ['null', null],
  ])('include %s', (_what, fields) => {
    const error = caught(() => signFields(fields as unknown as SignableFields, key));
    expect(error).toBeInstanceOf(SigningError);
    expect(error).toMatchObject({ code: 'ERR_QF_FIELD', name: 'SigningError' });
    expect(Reflect.get(error, Symbol.for('@qf/error'))).toBe(true);
  });
});

function caught(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
