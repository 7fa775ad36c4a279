import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import { signFields } from '../sign-fields.ts';
import { explainMismatch } from './explain-mismatch.ts';

const secret = 'demo-Key-0001-NOT-REAL';
const key = clientKey(secret, { id: 'main' });
const fields = {
  txamt: 100,
  txcurrcd: 'HKD',
  out_trade_no: 'A-1',
  txdtm: '2026-01-01 10:30:34',
  goods_name: '',
  udid: '0',
};
const text = 'out_trade_no=A-1&txamt=100&txcurrcd=HKD&txdtm=2026-01-01 10:30:34&udid=0';

function explained(content: string | Uint8Array, more: object = {}, hash = 'md5') {
  const received = createHash(hash).update(content).digest('hex');
  return explainMismatch({ received, fields, keys: key, ...more });
}

describe('an explanation', () => {
  it('says what was done, what to do, and where the texts differ', () => {
    expect(
      explained(
        `txamt=100&txcurrcd=HKD&out_trade_no=A-1&txdtm=2026-01-01 10:30:34&udid=0${secret}`,
      ),
    ).toEqual({
      cause: 'unsorted',
      sentence: 'The parameters were signed in the order in which they were sent, not sorted.',
      fix: 'Sort by name alone, in ascending byte order, before the pairs are joined.',
      baseString: `${text}[ClientKey main]`,
      signedString:
        'txamt=100&txcurrcd=HKD&out_trade_no=A-1&txdtm=2026-01-01 10:30:34&udid=0[ClientKey main]',
      differsAt: 0,
    });
  });

  it('points behind the text when the key is the mistake', () => {
    expect(explained(text)).toMatchObject({
      cause: 'key-missing',
      signedString: text,
      differsAt: text.length,
    });
  });

  it('points at no place when the digest is the mistake', () => {
    const explanation = explained(`${text}${secret}`, {}, 'sha256');
    expect(explanation).toMatchObject({
      cause: 'wrong-algorithm',
      signedString: `${text}[ClientKey main]`,
    });
    expect(explanation?.differsAt).toBeUndefined();
    expect(explanation?.sentence).toBe(
      'The signature is SHA256, but X-QF-SIGNTYPE says MD5 (absent means MD5).',
    );
  });

  it('points at the first character that takes other bytes', () => {
    const received = createHash('md5')
      .update('a=')
      .update(Uint8Array.of(0xc4, 0xcc))
      .update(secret)
      .digest('hex');
    expect(explainMismatch({ received, fields: { a: '奶' }, keys: key })).toMatchObject({
      cause: 'gbk',
      differsAt: 2,
      baseString: 'a=奶[ClientKey main]',
      signedString: 'a=奶[ClientKey main]',
    });
  });

  it('hides a key whole that begins like another', () => {
    const longer = clientKey(`${secret}-LONGER`, { id: 'longer' });
    for (const [right, wrong] of [
      [key, longer],
      [longer, key],
    ] as const) {
      const used = wrong === key ? secret : `${secret}-LONGER`;
      expect(explained(`${text}${used}`, { keys: right, otherKeys: [wrong] })).toMatchObject({
        cause: 'other-key',
        baseString: `${text}${String(right)}`,
        signedString: `${text}${String(wrong)}`,
      });
    }
  });

  it('is absent for two mistakes at once', () => {
    const content = text.replace('txamt=100&', '').replace('A-1', 'A-2');
    expect(explained(`${content}${secret}`)).toBeUndefined();
  });

  it('is absent for a signature that fits, in any case and with any of the keys', () => {
    const ring = [clientKey('demo-key-0009-NOT-REAL'), key];
    for (const received of [signFields(fields, key), signFields(fields, key).toLowerCase()]) {
      expect(explainMismatch({ received, fields, keys: ring })).toBeUndefined();
    }
  });

  it.each(['', 'abc', 'Z'.repeat(32)])('is absent for %j, which is no digest', (received) => {
    expect(explainMismatch({ received, fields, keys: key })).toBeUndefined();
  });

  it.each([undefined, null])('is absent for %j, a signature that never came', (received) => {
    const fields = { txamt: 1 };
    expect(explainMismatch({ received: received as never, fields, keys: key })).toBeUndefined();
  });

  it('is found with the second key of a list', () => {
    const keys = [clientKey('demo-key-0009-NOT-REAL'), key];
    expect(explained(text.replace('&udid=0', secret), { keys })).toMatchObject({
      cause: 'dropped-as-empty',
      baseString: `${text}[ClientKey main]`,
    });
  });

  it('knows SHA256 when the header names it', () => {
    const more = { signType: 'SHA256' };
    expect(explained(`${text}&${secret}`, more, 'sha256')?.cause).toBe('trailing-ampersand');
    expect(explained(`${text}${secret}`, more, 'md5')?.cause).toBe('wrong-algorithm');
    expect(explained(`${text}${secret}`, more, 'sha1')?.sentence).toContain('SHA1');
    expect(explained(text, { signType: 'sha256' }, 'sha256')?.cause).toBe('key-missing');
  });
});

describe('explainMismatch of fields', () => {
  const otherKeys = [clientKey('demo-key-0002-NOT-REAL', { id: 'live' })];
  const circumstances = { appCode: 'DEMOAPPCODE0001', mchid: 'M0001', otherKeys };
  const inner = createHash('md5').update(`${text}${secret}`).digest('hex');

  it.each([
    ['parameter-not-sent', 'mchid', `mchid=M0001&${text}`],
    ['parameter-not-sent', 'mchid', `mchid=&${text}`],
    ['parameter-not-sent', 'appcode', `appcode=DEMOAPPCODE0001&${text}`],
    ['parameter-not-sent', 'key', `key=${secret}&${text}`],
    ['parameter-not-sent', 'sign_type', text.replace('txamt', 'sign_type=SHA256&txamt')],
    ['parameter-left-out', 'txamt', text.replace('txamt=100&', '')],
    ['sign-included', 'sign', text.replace('txamt', 'sign=&txamt')],
  ])('names %s: %s', (cause, parameter, content) => {
    expect(explained(`${content}${secret}`, circumstances)).toMatchObject({ cause, parameter });
  });

  it('names the one empty value that was kept among others', () => {
    const sent = { ...fields, mchid: '' };
    expect(explained(`mchid=&${text}${secret}`, { fields: sent })).toMatchObject({
      cause: 'empties-kept',
      parameter: 'mchid',
    });
    expect(
      explained(`goods_name=&mchid=&${text}${secret}`, { fields: sent })?.parameter,
    ).toBeUndefined();
  });

  it('names the empties in the published digest of a reply', () => {
    const reply = {
      respcd: '0000',
      resperr: 'success',
      respmsg: '',
      syssn: '20260101000100020000000001',
      out_trade_no: 'ORDER-20260101-0001',
      txamt: '1000',
    };
    const received = '298A0633506937998639E28F08ADE121';
    const keys = clientKey('demo-key-0001-NOT-REAL');
    expect(explainMismatch({ received, fields: reply, keys })?.cause).toBe('empties-kept');
  });

  it('names a sign of an earlier call that was signed', () => {
    const sent = { ...fields, sign: 'FF' };
    const content = text.replace('txamt', 'sign=FF&txamt');
    expect(explained(`${content}${secret}`, { fields: sent })?.cause).toBe('sign-included');
  });

  it.each([
    ['app-code-as-key', `${text}DEMOAPPCODE0001`],
    ['other-key', `${text}demo-key-0002-NOT-REAL`],
    ['key-with-white-space', `${text} ${secret}`],
    ['key-with-white-space', `${text}${secret}\r\n`],
    ['key-in-other-case', `${text}${secret.toLowerCase()}`],
    ['key-joined', `${text}&key=${secret}`],
    ['hashed-twice', `${text}${inner.toUpperCase()}`],
    ['hashed-twice', inner],
    ['trailing-newline', `${text}\n${secret}`],
    ['byte-order-mark', `\uFEFF${text}${secret}`],
    ['values-percent-encoded', `${text.replace(' ', '%20').replaceAll(':', '%3A')}${secret}`],
    ['values-plus-encoded', `${text.replace(' ', '+').replaceAll(':', '%3A')}${secret}`],
    ['values-plus-encoded', `${text.replace(' ', '+').replaceAll(':', '%3a')}${secret}`],
    [
      'json-signed',
      `{"txamt":100,"txcurrcd":"HKD","out_trade_no":"A-1","txdtm":"2026-01-01 10:30:34","goods_name":"","udid":"0"}${secret}`,
    ],
    [
      'json-signed',
      `{"out_trade_no": "A-1", "txamt": "100", "txcurrcd": "HKD", "txdtm": "2026-01-01 10:30:34", "udid": "0"}${secret}`,
    ],
  ])('names %s', (cause, content) => {
    const explanation = explained(content, circumstances);
    expect(explanation?.cause).toBe(cause);
    const told = JSON.stringify(explanation).toLowerCase();
    for (const hidden of [secret, 'demo-key-0002-not-real', inner]) {
      expect(told).not.toContain(hidden.toLowerCase());
    }
  });

  it('names the key of others that was used', () => {
    expect(explained(`${text}demo-key-0002-NOT-REAL`, circumstances)).toMatchObject({
      sentence: 'The text was signed with another key: [ClientKey live].',
      signedString: `${text}[ClientKey live]`,
    });
  });

  it('names encoding that spared the time, or struck the addresses only', () => {
    const sent = {
      goods_name: 'a b',
      return_url: 'https://shop.example',
      txdtm: '2026-01-01 10:30',
    };
    for (const signed of [
      'goods_name=a+b&return_url=https%3A%2F%2Fshop.example&txdtm=2026-01-01 10:30',
      'goods_name=a b&return_url=https%3A%2F%2Fshop.example&txdtm=2026-01-01 10:30',
    ]) {
      expect(explained(`${signed}${secret}`, { fields: sent })?.cause).toMatch(
        /^values-p\w+-encoded$/,
      );
    }
  });

  it('names a form that was encoded twice on its way', () => {
    const sent = new URLSearchParams('goods_name=a%2520b%25E5%25A5%25B6&txamt=1');
    expect(explained(`goods_name=a b奶&txamt=1${secret}`, { fields: sent })?.cause).toBe(
      'sent-double-encoded',
    );
  });

  it('takes escapes that are not UTF-8 for text', () => {
    expect(explained('random', { fields: new URLSearchParams('a=%25FF') })).toBeUndefined();
  });

  it.each([
    ['big5', [0xa5, 0xa4]],
    ['latin-1', [0x3f]],
    ['latin-1', [0x76]],
    ['utf-8-twice', [0xc3, 0xa5, 0xc2, 0xa5, 0xc2, 0xb6]],
  ])('names %s', (cause, bytes) => {
    const content = Buffer.concat([Buffer.from('a='), Uint8Array.from(bytes), Buffer.from(secret)]);
    expect(explained(content, { fields: { a: '奶' } })?.cause).toBe(cause);
  });

  it('tries no character set that lacks every character', () => {
    expect(explained(`a=?${secret}`, { fields: { a: '🧋' } })?.cause).toBe('latin-1');
  });
});

describe('explainMismatch of a body', () => {
  const original =
    '{"status": "1", "goods_name": "\\u5976\\u8336", "url": "https://shop.example/", "list": [1, null, true]}';
  const compact = JSON.stringify(JSON.parse(original));
  const signedOriginal = createHash('md5').update(`${original}${secret}`).digest('hex');

  it.each([
    ['compact', compact],
    ['indented', JSON.stringify(JSON.parse(original), null, 2)],
    ['with a byte order mark and compact', `\uFEFF${compact}`],
  ])('names JSON that was parsed and printed %s', (_how, body) => {
    expect(explainMismatch({ received: signedOriginal, body, keys: key })).toMatchObject({
      cause: 'json-printed-again',
      fix: expect.stringContaining('before express.json()'),
      signedString: `${original}[ClientKey main]`,
      differsAt: body.startsWith('\uFEFF') ? 0 : expect.any(Number),
    });
  });

  it.each([
    ['trailing-newline', `${original}\n`],
    ['trailing-newline', `${original} \r\n`],
    ['byte-order-mark', `\uFEFF${original}`],
  ])('names %s added on the way', (cause, body) => {
    expect(
      explainMismatch({ received: signedOriginal, body: Buffer.from(body), keys: key })?.cause,
    ).toBe(cause);
  });

  it.each([
    ['key-missing', original],
    ['key-joined', `${original}&key=${secret}`],
    ['key-with-white-space', `${original}${secret}\n`],
    ['json-printed-again', `${compact}${secret}`],
    [
      'json-printed-again',
      `${compact.replaceAll('/', '\\/').replace('奶茶', '\\u5976\\u8336')}${secret}`,
    ],
    [
      'fields-signed',
      `goods_name=奶茶&list=[1,null,true]&status=1&url=https://shop.example/${secret}`,
    ],
  ])('names %s of whoever signed it', (cause, content) => {
    const received = createHash('md5').update(content).digest('hex');
    expect(explainMismatch({ received, body: original, keys: key })?.cause).toBe(cause);
  });

  it.each([
    'not JSON',
    '"text"',
    '1',
    'null',
    `${'['.repeat(60_000)}`,
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  ])('names nothing for a body that holds no fields', (body) => {
    expect(explainMismatch({ received: 'A'.repeat(32), body, keys: key })).toBeUndefined();
  });

  it('refuses a parsed body', () => {
    expect(() =>
      explainMismatch({ received: 'A'.repeat(32), body: {} as never, keys: key }),
    ).toThrow(/express\.raw/);
  });
});
