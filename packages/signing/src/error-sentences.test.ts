import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readSignType } from './algorithm.ts';
import { clientKey, type Keyring } from './client-key.ts';
import { readForm } from './read-form.ts';
import { signBody } from './sign-body.ts';
import { signFields } from './sign-fields.ts';
import type { SignableFields } from './signable-pairs.ts';
import { signedCheckoutUrl } from './signed-checkout-url.ts';
import { verifyBody } from './verify-body.ts';
import { verifyFields } from './verify-fields.ts';
import { verifyForm } from './verify-form.ts';

const secret = 'demo-key-0001-NOT-REAL';
const key = clientKey(secret);
const body = Buffer.from('a=1');
const wrong = 'A'.repeat(32);
const multipart = 'multipart/form-data; boundary=b';

const sign = (fields: unknown): string => signFields(fields as SignableFields, key);
const read = (text: string, contentType?: string): unknown =>
  readForm({ body: Buffer.from(text, 'latin1'), contentType });

/** Every sentence this package can say, as a reader of a log sees it. */
const sentences: readonly (readonly [run: () => unknown, sentence: string])[] = [
  [
    () => clientKey(''),
    'The client key is empty. Is its environment variable set? Received: String.',
  ],
  [
    () => clientKey(undefined as unknown as string),
    'The client key is empty. Is its environment variable set? Received: Undefined.',
  ],
  [
    () => clientKey(`${secret} `),
    'The client key begins or ends with white space. Trim it where it is read.',
  ],
  [
    () => clientKey('fifteen-letters'),
    'The client key has fewer than 16 characters; QFPay issues 32. Was it cut? Received: 15 characters.',
  ],
  [
    () => clientKey(secret, { id: '' }),
    'The id of a client key is empty or contains the key. Give it a name, such as 2026-q3.',
  ],
  [() => signFields({}, []), 'The keyring holds no key. Pass clientKey(…) or a list of them.'],
  [
    () => signFields({}, secret as unknown as Keyring),
    'Not a client key of this copy of @qf/signing. Wrap the text first: clientKey(text). Received: String.',
  ],
  [
    () => signFields({}, null as unknown as Keyring),
    'Not a client key of this copy of @qf/signing. Wrap the text first: clientKey(text). Received: Null.',
  ],
  [
    () => readSignType('SHA1'),
    'The sign type is neither MD5 nor SHA256. Send X-QF-SIGNTYPE: SHA256 or leave the header out. Received: 4 characters.',
  ],
  [
    () => readSignType(['SHA256'] as unknown as string),
    'The sign type is neither MD5 nor SHA256. Send X-QF-SIGNTYPE: SHA256 or leave the header out. Received: Array.',
  ],
  [
    () => verifyBody(body, 'A'.repeat(64), key, 'md5' as 'MD5'),
    'The signature is not 32 hex digits, as MD5 needs. It may be SHA256: read X-QF-SIGNTYPE. Received: 64 characters.',
  ],
  [
    () => sign({ a: 1.5 }),
    'Field a is not a safe integer. Received: 1.5. Amounts are counted in minor units.',
  ],
  [
    () => sign({ a: true }),
    'Field a is neither text nor an integer. Received: Boolean. Convert it to text first.',
  ],
  [
    () => sign({ a: [] }),
    'Field a is neither text nor an integer. Received: Array. Convert it to text first.',
  ],
  [
    () => sign({ a: '\uD83E' }),
    'Field a holds half of a surrogate pair, which has no UTF-8 form. Was the text cut?',
  ],
  [
    () => sign({ 'a=b': '1' }),
    'Field "a=b" has a name that cannot be signed without doubt. Rename it.',
  ],
  [
    () => sign({ [`&${'x'.repeat(60)}`]: '1' }),
    'Field "&xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" has a name that cannot be signed without doubt. Rename it.',
  ],
  [
    () => sign(new Map()),
    'Fields must be a plain object. For a Map or URLSearchParams use Object.fromEntries(…). Received: Map.',
  ],
  [
    () => sign(null),
    'Fields must be a plain object. For a Map or URLSearchParams use Object.fromEntries(…). Received: Null.',
  ],
  [
    () => sign('a=1'),
    'Fields must be a plain object. For a Map or URLSearchParams use Object.fromEntries(…). Received: String.',
  ],
  [
    () => signedCheckoutUrl('https://gateway.example', { goods_name: 'a&b' }, key),
    'Field goods_name holds an &, which could be split into another parameter under the same signature. Write "and".',
  ],
  [
    () => signBody({} as Uint8Array, key),
    'A signature covers the bytes as they came, and these were parsed before. Read the raw body: mount express.raw() or notifications() before express.json(). Received: Object.',
  ],
  [
    () => signBody('\uD83E', key),
    'The body holds half of a surrogate pair, which has no UTF-8 form. Was the text cut?',
  ],
  [
    () => verifyBody(body, undefined, key),
    'There is no signature. QFPay sends it in the header X-QF-SIGN.',
  ],
  [
    () => verifyBody(body, 'abc', key),
    'The signature is not 32 hex digits, as MD5 needs. Received: 3 characters.',
  ],
  [
    () => verifyBody(body, 'A'.repeat(64), key),
    'The signature is not 32 hex digits, as MD5 needs. It may be SHA256: read X-QF-SIGNTYPE. Received: 64 characters.',
  ],
  [
    () => verifyFields({}, wrong, key, 'SHA256'),
    'The signature is not 64 hex digits, as SHA256 needs. It may be MD5: read X-QF-SIGNTYPE. Received: 32 characters.',
  ],
  [
    () => verifyBody(body, [wrong] as unknown as string, key),
    'The signature is not 32 hex digits, as MD5 needs. Received: Array.',
  ],
  [
    () => verifyBody(body, wrong, key),
    'The signature does not fit this body with any of the keys. Compare key and environment, or ask explainMismatch of @qf/signing/explain.',
  ],
  [
    () => verifyFields({ a: 1 }, wrong, key),
    'The signature does not fit these fields with any of the keys. Compare key and environment, or ask explainMismatch of @qf/signing/explain.',
  ],
  [
    () => verifyForm(readForm({ body }), wrong, key),
    'The signature does not fit any reading of this request with any of the keys. Compare key and environment, or ask explainMismatch of @qf/signing/explain.',
  ],
  [() => read('a=1&a=2'), 'Parameter "a" comes twice. Send each name once.'],
  [() => read('=1'), 'A parameter has no name. Send name=value pairs.'],
  [() => read('{}'), 'The request body is JSON. Send application/x-www-form-urlencoded.'],
  [
    () => read('a=\xC4\xCC'),
    'The request holds bytes that are not UTF-8. Encode text as UTF-8 before it is signed and sent.',
  ],
  [
    () => read('', 'multipart/form-data'),
    'The multipart body cannot be read: its content type names no boundary. Send a urlencoded form.',
  ],
  [
    () => read('--b', multipart),
    'The multipart body cannot be read: it is cut. Send a urlencoded form.',
  ],
  [
    () => read('--b\r\nno header\r\n--b--', multipart),
    'The multipart body cannot be read: a part has no header. Send a urlencoded form.',
  ],
  [
    () => read('--b\r\ncontent-disposition: form-data\r\n\r\nx\r\n--b--', multipart),
    'The multipart body cannot be read: a part has no name. Send a urlencoded form.',
  ],
];

describe('an error', () => {
  it.each(sentences.map(([run, sentence]) => ({ run, sentence })))(
    'says: $sentence',
    ({ run, sentence }) => {
      expect(run).toThrow(expect.objectContaining({ message: sentence }));
    },
  );
});
