import { Buffer } from 'node:buffer';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { clientKey } from './client-key.ts';
import { signBody } from './sign-body.ts';
import { verifyBody } from './verify-body.ts';

const key = clientKey('demo-key-0001-NOT-REAL');

const n1 =
  '{"status": "1", "pay_type": "801101", "sysdtm": "2026-01-01 10:30:35", "paydtm": "2026-01-01 10:31:02", "goods_name": "\\u5976\\u8336", "txcurrcd": "HKD", "txdtm": "2026-01-01 10:30:34", "txamt": "1000", "out_trade_no": "ORDER-20260101-0001", "syssn": "20260101000100020000000001", "cancel": "0", "respcd": "0000", "notify_type": "payment"}';

const vectors = [
  {
    id: 'N1, the gateway’s spaced and escaped style',
    body: n1,
    bytes: 338,
    md5: '09EED8F77286E58609236E8188D3423B',
    sha256: 'A59ABC189B643E1C41515C6218AAD7929D899E65AAE09EB53B5DC94A06E6A67F',
  },
  {
    id: 'N2, the same object without spaces and escapes',
    body: JSON.stringify(JSON.parse(n1)),
    bytes: 307,
    md5: 'A03BB46D8AC78142B4714B88775B31FA',
    sha256: '7E439EE161C70657486D4A2B6DF8295FC4E86CE74BD71986FD7B866453C4245A',
  },
  {
    id: 'N3, one line feed more',
    body: `${n1}\n`,
    bytes: 339,
    md5: '66025B78F59BB27EB5CE843D41B8FBBB',
    sha256: '7D60783B39AC09E08B6CA214182E15961E704B2CAD2B4A85337FF38507A37A50',
  },
  {
    id: 'N4, an empty object',
    body: '{}',
    bytes: 2,
    md5: '6DA643DAA59D8C0972945EF23586ED19',
    sha256: 'A9966D9AF7A48927EBC18A4675A6E4A0E1D58165DD2DF7147610D35A127E57FF',
  },
  {
    id: 'a reply',
    body: '{"respcd": "0000", "resperr": "success", "respmsg": "", "syssn": "20260101000100020000000001", "out_trade_no": "ORDER-20260101-0001", "txamt": "1000"}',
    bytes: 150,
    md5: 'D56721E818BFCFAF9409181506157347',
    sha256: undefined,
  },
];

describe('signBody', () => {
  it.each(vectors)('signs $id', ({ body, bytes, md5 }) => {
    expect(Buffer.byteLength(body)).toBe(bytes);
    expect(signBody(body, key)).toBe(md5);
    expect(signBody(Buffer.from(body), key)).toBe(md5);
  });

  it.each(vectors.filter(({ sha256 }) => sha256))('signs $id with SHA256', ({ body, sha256 }) => {
    expect(signBody(body, key, 'SHA256')).toBe(sha256);
  });

  it('refuses half of a surrogate pair', () => {
    expect(() => signBody('\uD83E', key)).toThrow(expect.objectContaining({ code: 'ERR_QF_BODY' }));
  });
});

describe('verifyBody', () => {
  it.each(vectors)('accepts $id in either case', ({ body, md5 }) => {
    expect(verifyBody(Buffer.from(body), md5, key)).toEqual({ keyId: 'default' });
    expect(verifyBody(Buffer.from(body), md5.toLowerCase(), key)).toEqual({ keyId: 'default' });
  });

  it('rejects a body that was parsed and written again', () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(n1)));
    expect(() => verifyBody(again, signBody(n1, key), key)).toThrow(
      expect.objectContaining({ reason: 'mismatch' }),
    );
  });

  it('takes bytes of another realm', () => {
    const foreign = runInNewContext('Uint8Array.of(123, 125)') as Uint8Array;
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    expect(verifyBody(foreign, signBody('{}', key), key)).toEqual({ keyId: 'default' });
  });

  it('rejects a missing signature', () => {
    expect(() => verifyBody(Buffer.from('{}'), undefined, key)).toThrow(
      expect.objectContaining({ reason: 'missing' }),
    );
  });

  it.each([
    ['a parsed object', {}, 'Object'],
    ['text', '{}', 'String'],
    ['nothing', undefined, 'Undefined'],
    ['wider numbers', new Uint16Array(1), 'Uint16Array'],
  ])('refuses %s and names the fix', (_what, body, received) => {
    expect(() => verifyBody(body as Uint8Array, 'A'.repeat(32), key)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_BODY',
        message: expect.stringMatching(
          new RegExp(`express\\.raw\\(\\).*before express\\.json\\(\\).*Received: ${received}\\.`),
        ),
      }),
    );
  });
});
