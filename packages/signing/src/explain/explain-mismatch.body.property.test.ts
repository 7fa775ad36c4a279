import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import type { Cause } from './cause.ts';
import { explainMismatch } from './explain-mismatch.ts';

const secret = 'demo-Key-0001-NOT-REAL';
const strangeSecret = 'demo-key-0002-NOT-REAL';
const appCode = 'DEMOAPPCODE0001';
const keys = clientKey(secret);
const otherKeys = [clientKey(strangeSecret, { id: 'other' })];

type Notification = Readonly<Record<string, string>>;

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 /&=+%"\\奶茶測試🧋'), maxLength: 12 });
const notification: fc.Arbitrary<Notification> = fc.record({
  status: fc.constantFrom('1', '0'),
  txamt: fc.integer({ min: 1, max: 999_999 }).map(String),
  out_trade_no: fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/),
  goods_name: text.map((words) => `${words}茶/`),
  empty: fc.constant(''),
  notify_type: fc.constant('payment'),
});

const md5 = (content: string | Uint8Array): string =>
  createHash('md5').update(content).digest('hex');
const compact = (body: Notification): string => JSON.stringify(body);
const ascii = (json: string): string =>
  json.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

/** As the gateway prints it: a space after every comma and colon, other than ASCII escaped. */
const printed = (body: Notification): string =>
  `{${Object.entries(body)
    .map(([name, value]) => `"${name}": ${ascii(JSON.stringify(value))}`)
    .join(', ')}}`;

const fields = (body: Notification, empties: boolean): string =>
  Object.entries(body)
    .filter(([, value]) => empties || value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

type Mismatched = readonly [cause: Cause, received: string, body: string];

/** Mistakes of whoever checks: the signature is right, and another text than the one received is checked. */
const checked: readonly (readonly [Cause, string, (body: Notification) => string])[] = [
  ['json-printed-again', 'compact', compact],
  ['json-printed-again', 'indented', (body) => JSON.stringify(body, null, 2)],
  ['json-printed-again', 'as PHP does', (body) => ascii(compact(body)).replaceAll('/', '\\/')],
  ['trailing-newline', 'with a line feed', (body) => `${printed(body)}\n`],
  ['byte-order-mark', 'with a byte order mark', (body) => `\uFEFF${printed(body)}`],
];

/** Mistakes of whoever signs, such as a test that plays the gateway. */
const signed: readonly (readonly [Cause, string, (body: Notification) => string])[] = [
  ['json-printed-again', 'compact', (body) => md5(`${compact(body)}${secret}`)],
  ['fields-signed', 'without empties', (body) => md5(`${fields(body, false)}${secret}`)],
  ['fields-signed', 'with empties', (body) => md5(`${fields(body, true)}${secret}`)],
  ['trailing-newline', 'before the key', (body) => md5(`${printed(body)}\n${secret}`)],
  ['key-missing', 'no key', (body) => md5(printed(body))],
  ['key-first', 'before the text', (body) => md5(`${secret}${printed(body)}`)],
  ['key-joined', '&key=', (body) => md5(`${printed(body)}&key=${secret}`)],
  ['key-with-white-space', 'a line feed', (body) => md5(`${printed(body)}${secret}\n`)],
  ['other-key', 'of another store', (body) => md5(`${printed(body)}${strangeSecret}`)],
  ['app-code-as-key', 'the app code', (body) => md5(`${printed(body)}${appCode}`)],
  ['hmac', 'HMAC', (body) => createHmac('md5', secret).update(printed(body)).digest('hex')],
  [
    'wrong-algorithm',
    'SHA256',
    (body) =>
      createHash('sha256')
        .update(`${printed(body)}${secret}`)
        .digest('hex'),
  ],
];

const pool = fc.sample(notification, { numRuns: 100, seed: 20260101 });

function misnamed(mismatch: (body: Notification) => Mismatched): [number, string] {
  const wrong = pool
    .map((sample) => {
      const [cause, received, body] = mismatch(sample);
      const found = explainMismatch({ received, body, keys, otherKeys, appCode })?.cause;
      return { cause, found };
    })
    .filter(({ cause, found }) => cause !== found);
  return [wrong.length, `named ${wrong[0]?.found}`];
}

describe('explainMismatch of a body', () => {
  it.each(checked)('names %s, checked %s, in at least 99 of 100', (cause, _how, body) => {
    const [count, example] = misnamed((sample) => [
      cause,
      md5(`${printed(sample)}${secret}`),
      body(sample),
    ]);
    expect(count, example).toBeLessThanOrEqual(1);
  });

  it.each(signed)('names %s, signed %s, in at least 99 of 100', (cause, _how, signature) => {
    const [count, example] = misnamed((sample) => [cause, signature(sample), printed(sample)]);
    expect(count, example).toBeLessThanOrEqual(1);
  });

  it('names nothing for a random signature', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789abcdef'),
      minLength: 32,
      maxLength: 32,
    });
    fc.assert(
      fc.property(
        notification,
        digits,
        (sample, received) =>
          explainMismatch({ received, body: printed(sample), keys, otherKeys, appCode }) ===
          undefined,
      ),
    );
  });
});
