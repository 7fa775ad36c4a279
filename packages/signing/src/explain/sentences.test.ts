import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import type { Cause } from './cause.ts';
import { explainMismatch } from './explain-mismatch.ts';

const secret = 'demo-Key-0001-NOT-REAL';
const key = clientKey(secret);
const otherKeys = [clientKey('demo-key-0002-NOT-REAL', { id: 'other' })];
const appCode = 'DEMOAPPCODE0001';

/** Sorted by name the text is `a=奶 1&a-b=2&c=0`. */
const fields: readonly (readonly [string, string])[] = [
  ['c', '0'],
  ['a', '奶 1'],
  ['a-b', '2'],
  ['d', ''],
];
const text = 'a=奶 1&a-b=2&c=0';
const body = '{"a": "\\u5976"}';

const hashed = (content: string | Uint8Array, hash = 'md5'): string =>
  createHash(hash).update(content).digest('hex');
const bytes = (milk: number[]): Uint8Array =>
  Buffer.concat([Buffer.from('a='), Uint8Array.from(milk), Buffer.from(` 1&a-b=2&c=0${secret}`)]);

/** What is told about every cause. */
const told: readonly {
  cause: Cause;
  received: string;
  subject?: { fields: Readonly<Record<string, string | number>> } | { body: string };
  sentence: string;
  fix: string;
}[] = [
  {
    cause: 'unsorted',
    received: hashed(`c=0&a=奶 1&a-b=2${secret}`),
    sentence: 'The parameters were signed in the order in which they were sent, not sorted.',
    fix: 'Sort by name alone, in ascending byte order, before the pairs are joined.',
  },
  {
    cause: 'sorted-as-pairs',
    received: hashed(`a-b=2&a=奶 1&c=0${secret}`),
    sentence: 'The joined pairs were sorted, so that "=" and the values took part in the order.',
    fix: 'Sort by name alone, in ascending byte order, before the pairs are joined.',
  },
  {
    cause: 'sorted-ignoring-case',
    received: hashed(`a=1&B=2${secret}`),
    subject: { fields: { a: 1, B: 2 } },
    sentence: 'The names were sorted without regard to case, or by the rules of a language.',
    fix: 'Sort by name alone, in ascending byte order, before the pairs are joined.',
  },
  {
    cause: 'values-percent-encoded',
    received: hashed(`a=%E5%A5%B6%201&a-b=2&c=0${secret}`),
    sentence: 'The values were percent-encoded before they were signed (a space as %20).',
    fix: 'Sign the values as they are; encode them afterwards, once, when the body is written.',
  },
  {
    cause: 'values-plus-encoded',
    received: hashed(`a=%E5%A5%B6+1&a-b=2&c=0${secret}`),
    sentence: 'The values were form-encoded before they were signed (a space as +).',
    fix: 'Sign the values as they are; encode them afterwards, once, when the body is written.',
  },
  {
    cause: 'values-double-encoded',
    received: hashed(`a=%25E5%25A5%25B6%25201&a-b=2&c=0${secret}`),
    sentence: 'The values were encoded twice before they were signed.',
    fix: 'Sign the values as they are; encode them afterwards, once, when the body is written.',
  },
  {
    cause: 'text-encoded',
    received: hashed(`${encodeURIComponent(text)}${secret}`),
    sentence: 'The whole joined text was encoded before it was signed.',
    fix: 'Sign the values as they are; encode them afterwards, once, when the body is written.',
  },
  {
    cause: 'sent-double-encoded',
    received: hashed(`a=奶${secret}`),
    subject: { fields: { a: '%E5%A5%B6' } },
    sentence:
      'The signature is over other values than those that arrived, which are still encoded.',
    fix: 'Encode the body once; most HTTP clients do it themselves when they are given fields.',
  },
  {
    cause: 'empties-kept',
    received: hashed(`${text}&d=${secret}`),
    sentence: 'Parameters with an empty value were signed.',
    fix: 'Leave parameters without a value out of the signature and out of the body.',
  },
  {
    cause: 'dropped-as-empty',
    received: hashed(`a=奶 1&a-b=2${secret}`),
    sentence: 'A value such as 0 or a space was taken for empty and left out of the signature.',
    fix: 'Leave out empty text and null only; 0, false and blanks are values.',
  },
  {
    cause: 'parameter-left-out',
    received: hashed(`a=奶 1&c=0${secret}`),
    sentence: 'Parameter a-b was sent but not signed.',
    fix: 'Add a-b before signing; everything that is sent is signed.',
  },
  {
    cause: 'parameter-not-sent',
    received: hashed(`a=奶 1&a-b=2&app_code=${appCode}&c=0${secret}`),
    sentence: 'Parameter app_code was signed but not sent.',
    fix: 'Sign what is sent: leave app_code out of the signature, or send it.',
  },
  {
    cause: 'sign-included',
    received: hashed(`${text}&sign=${secret}`),
    sentence: 'A parameter named sign took part in the signature.',
    fix: 'Leave sign out; the signature goes into the header X-QF-SIGN.',
  },
  {
    cause: 'key-missing',
    received: hashed(text),
    sentence: 'The text was hashed without the client key.',
    fix: 'Append the client key directly to the text.',
  },
  {
    cause: 'key-with-white-space',
    received: hashed(`${text}${secret}\n`),
    sentence:
      'The client key was used with white space or quotes around it, or a line feed was hashed after it.',
    fix: 'Trim the client key where it is read; `echo` needs -n.',
  },
  {
    cause: 'key-in-other-case',
    received: hashed(`${text}${secret.toUpperCase()}`),
    sentence: 'The client key was changed to upper or lower case.',
    fix: 'Use the client key exactly as QFPay issued it.',
  },
  {
    cause: 'key-first',
    received: hashed(`${secret}${text}`),
    sentence: 'The client key was put before the text.',
    fix: 'Append the client key to the end of the text.',
  },
  {
    cause: 'key-joined',
    received: hashed(`${text}&key=${secret}`),
    sentence: 'The client key was joined to the text like another parameter.',
    fix: 'Append the client key directly, without "&key=" or any other separator.',
  },
  {
    cause: 'other-key',
    received: hashed(`${text}demo-key-0002-NOT-REAL`),
    sentence: 'The text was signed with another key: [ClientKey other].',
    fix: 'Use the client key that belongs to this app code and environment.',
  },
  {
    cause: 'app-code-as-key',
    received: hashed(`${text}${appCode}`),
    sentence: 'The app code was used as the client key.',
    fix: 'Append the client key; the app code goes into the header X-QF-APPCODE.',
  },
  {
    cause: 'hashed-twice',
    received: hashed(hashed(`${text}${secret}`)),
    sentence: 'The finished digest was hashed again, in place of the key or as the text.',
    fix: 'Hash once: give the sender the client key, or let it send the digest as it is.',
  },
  {
    cause: 'hmac',
    received: createHmac('md5', secret).update(text).digest('hex'),
    sentence: 'The client key was used for an HMAC.',
    fix: 'Append the client key to the text and take the plain digest.',
  },
  {
    cause: 'wrong-algorithm',
    received: hashed(`${text}${secret}`, 'sha256'),
    sentence: 'The signature is SHA256, but X-QF-SIGNTYPE says MD5 (absent means MD5).',
    fix: 'Send X-QF-SIGNTYPE: SHA256 with SHA256 signatures, and no header with MD5.',
  },
  {
    cause: 'trailing-ampersand',
    received: hashed(`${text}&${secret}`),
    sentence: 'The text begins or ends with a separator.',
    fix: 'Join the pairs with "&" between them only; the key follows the last value directly.',
  },
  {
    cause: 'trailing-newline',
    received: hashed(`${text}\n${secret}`),
    sentence:
      'A line feed or white space at the edge of the text was added or removed before signing.',
    fix: 'Sign and send the same bytes; add or trim nothing.',
  },
  {
    cause: 'byte-order-mark',
    received: hashed(`\uFEFF${text}${secret}`),
    sentence: 'A byte order mark stands before the text on one side only.',
    fix: 'Write UTF-8 without a byte order mark.',
  },
  {
    cause: 'json-signed',
    received: hashed(`{"c":"0","a":"奶 1","a-b":"2"}${secret}`),
    sentence: 'The parameters were signed as JSON text.',
    fix: 'Sign name=value pairs joined by "&" and send them as a form.',
  },
  {
    cause: 'json-printed-again',
    received: hashed(`{"a":"奶"}${secret}`),
    subject: { body },
    sentence: 'The JSON was parsed and printed again between signing and checking.',
    fix: 'Verify the raw bytes before anything parses them: mount notifications() before express.json().',
  },
  {
    cause: 'fields-signed',
    received: hashed(`a=奶${secret}`),
    subject: { body },
    sentence: 'The fields of the JSON object were sorted and signed like a request.',
    fix: 'Sign the bytes of the body with the key appended.',
  },
  {
    cause: 'gbk',
    received: hashed(bytes([0xc4, 0xcc])),
    sentence: 'The text was hashed as GBK bytes, not as UTF-8.',
    fix: 'Turn the text into UTF-8 bytes before it is hashed, and send the same bytes.',
  },
  {
    cause: 'big5',
    received: hashed(bytes([0xa5, 0xa4])),
    sentence: 'The text was hashed as BIG5 bytes, not as UTF-8.',
    fix: 'Turn the text into UTF-8 bytes before it is hashed, and send the same bytes.',
  },
  {
    cause: 'latin-1',
    received: hashed(bytes([0x3f])),
    sentence: 'The text was hashed as Latin-1 bytes, not as UTF-8.',
    fix: 'Turn the text into UTF-8 bytes before it is hashed, and send the same bytes.',
  },
  {
    cause: 'utf-8-twice',
    received: hashed(bytes([0xc3, 0xa5, 0xc2, 0xa5, 0xc2, 0xb6])),
    sentence:
      'The UTF-8 bytes were taken for Latin-1 and encoded as UTF-8 once more before signing.',
    fix: 'Turn the text into UTF-8 bytes before it is hashed, and send the same bytes.',
  },
];

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('an explanation', () => {
  it.each(told)('says for $cause: $sentence', ({ cause, received, subject, sentence, fix }) => {
    const circumstances = { received, keys: key, otherKeys, appCode };
    const explanation = explainMismatch({ ...circumstances, ...(subject ?? { fields }) });
    expect(explanation).toMatchObject({ cause, sentence, fix });
  });

  it('has a sentence for every cause, and each cause its own', () => {
    expect(new Set(told.map(({ cause }) => cause)).size).toBe(told.length);
    expect(new Set(told.map(({ sentence }) => sentence)).size).toBe(told.length);
  });

  it('knows as many mistakes as the README says', () => {
    expect(readme).toContain(`It knows ${told.length} mistakes`);
  });
});
