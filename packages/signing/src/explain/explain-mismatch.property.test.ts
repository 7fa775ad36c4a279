import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import { signFields } from '../sign-fields.ts';
import type { Cause } from './cause.ts';
import { explainMismatch } from './explain-mismatch.ts';
import type { Explanation } from './explanation.ts';

const secret = 'demo-Key-0001-NOT-REAL';
const strangeSecret = 'demo-key-0002-NOT-REAL';
const appCode = 'DEMOAPPCODE0001';
const key = clientKey(secret);
const otherKeys = [clientKey(strangeSecret, { id: 'other' })];

type Entries = readonly (readonly [string, string])[];

const word = fc.stringMatching(/^[A-Za-z0-9 /:?&=+%._-]{1,16}$/);
const chinese = fc.string({
  unit: fc.constantFrom(...'奶茶測試單號香港中文'),
  minLength: 1,
  maxLength: 8,
});
const request = fc
  .record({
    txamt: fc.integer({ min: 1, max: 999_999 }).map(String),
    txdtm: fc.constant('2026-01-01 10:30:34'),
    return_url: word.map((text) => `https://shop.example/r?a=${text}&b=é 1`),
    goods_name: fc.tuple(word, chinese).map((parts) => parts.join('')),
    others: fc.dictionary(
      fc.stringMatching(/^(a|B|c|Order|tx)[a-zA-Z0-9_-]{0,5}$/).filter((name) => name !== 'code'),
      fc.oneof(word, chinese, fc.constantFrom('0', '')),
      { minKeys: 4, maxKeys: 12, noNullPrototype: true },
    ),
    order: fc.infiniteStream(fc.nat()),
  })
  .map(
    ({ others, order, ...fixed }): Entries =>
      Object.entries({ ...fixed, ...others, Zero: '0', empty: '', Blank: '' })
        .map((entry) => ({ entry, rank: order.next().value }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ entry }) => entry),
  );

const md5 = (content: string | Uint8Array): string =>
  createHash('md5').update(content).digest('hex');
const byCode = (a: string, b: string): number => Number(a > b) - Number(a < b);
const pairs = (entries: Entries): string =>
  entries.map(([name, value]) => `${name}=${value}`).join('&');
const sorted = (entries: Entries): Entries => entries.toSorted(([a], [b]) => byCode(a, b));
const filled = (entries: Entries): Entries => entries.filter(([, value]) => value !== '');
const right = (entries: Entries): string => pairs(sorted(filled(entries)));
const valuesBy = (entries: Entries, change: (value: string) => string): string =>
  pairs(sorted(filled(entries)).map(([name, value]) => [name, change(value)]));
const plus = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1);
const gbkOf: Readonly<Record<string, string>> = {
  奶: 'c4cc',
  茶: 'b2e8',
  測: '9c79',
  試: 'd487',
  單: '86ce',
  號: 'cc96',
  香: 'cfe3',
  港: 'b8db',
  中: 'd6d0',
  文: 'cec4',
  é: 'a8a6',
};
const big5Of: Readonly<Record<string, string>> = {
  奶: 'a5a4',
  茶: 'aff9',
  測: 'b4fa',
  試: 'b8d5',
  單: 'b3e6',
  號: 'b8b9',
  香: 'adbb',
  港: 'b4e4',
  中: 'a4a4',
  文: 'a4e5',
  é: '3f',
};
const inBytes = (text: string, table: Readonly<Record<string, string>>): string =>
  md5(
    Buffer.from([...text].map((c) => table[c] ?? Buffer.from(c).toString('hex')).join(''), 'hex'),
  );

/** What each mistake hashes with the key appended, written here a second time and in another way. */
const texts = {
  unsorted: (entries) => pairs(filled(entries)),
  'sorted-as-pairs': (entries) =>
    filled(entries)
      .map((entry) => entry.join('='))
      .sort(byCode)
      .join('&'),
  'sorted-ignoring-case': (entries) =>
    pairs(filled(entries).toSorted(([a], [b]) => byCode(a.toLowerCase(), b.toLowerCase()))),
  'values-percent-encoded': (entries) => valuesBy(entries, encodeURIComponent),
  'values-plus-encoded': (entries) => valuesBy(entries, plus),
  'values-double-encoded': (entries) =>
    valuesBy(entries, (value) => encodeURIComponent(encodeURIComponent(value))),
  'text-encoded': (entries) => encodeURIComponent(right(entries)),
  'empties-kept': (entries) => pairs(sorted(entries)),
  'dropped-as-empty': (entries) =>
    pairs(sorted(entries.filter(([, value]) => value !== '' && value !== '0'))),
  'parameter-left-out': (entries) => right(entries.filter(([name]) => name !== 'goods_name')),
  'sign-included': (entries) => pairs(sorted([...filled(entries), ['sign', '']])),
  'trailing-ampersand': (entries) => `${right(entries)}&`,
  'trailing-newline': (entries) => `${right(entries)}\n`,
  'byte-order-mark': (entries) => `\uFEFF${right(entries)}`,
  'json-signed': (entries) => JSON.stringify(Object.fromEntries(entries)),
  'utf-8-twice': (entries) => Buffer.from(right(entries)).toString('latin1'),
} satisfies Partial<Record<Cause, (entries: Entries) => string>>;

type TextCause = keyof typeof texts;

/** Mistakes that concern more than the text; every cause that a request can have is here or above. */
const others: Record<
  Exclude<
    Cause,
    TextCause | 'sent-double-encoded' | 'json-printed-again' | 'fields-signed' | 'too-large'
  >,
  (entries: Entries) => string
> = {
  'key-missing': (entries) => md5(right(entries)),
  'key-with-white-space': (entries) => md5(`${right(entries)}${secret}\n`),
  'key-in-other-case': (entries) => md5(`${right(entries)}${secret.toUpperCase()}`),
  'key-first': (entries) => md5(`${secret}${right(entries)}`),
  'key-joined': (entries) => md5(`${right(entries)}&key=${secret}`),
  'other-key': (entries) => md5(`${right(entries)}${strangeSecret}`),
  'app-code-as-key': (entries) => md5(`${right(entries)}${appCode}`),
  'hashed-twice': (entries) =>
    md5(`${right(entries)}${md5(`${right(entries)}${secret}`).toUpperCase()}`),
  hmac: (entries) => createHmac('md5', secret).update(right(entries)).digest('hex'),
  'wrong-algorithm': (entries) =>
    createHash('sha256')
      .update(`${right(entries)}${secret}`)
      .digest('hex'),
  gbk: (entries) => inBytes(`${right(entries)}${secret}`, gbkOf),
  big5: (entries) => inBytes(`${right(entries)}${secret}`, big5Of),
  'latin-1': (entries) =>
    md5(Buffer.from(`${right(entries)}${secret}`.replace(/[^\0-\xFF]/gu, '?'), 'latin1')),
  'parameter-not-sent': (entries) =>
    md5(`${pairs(sorted([...filled(entries), ['sign_type', 'MD5']]))}${secret}`),
};

const digests: Readonly<Record<string, (entries: Entries) => string>> = {
  ...others,
  ...Object.fromEntries(
    Object.entries(texts).map(([cause, text]) => [
      cause,
      (entries: Entries) => md5(`${text(entries)}${secret}`),
    ]),
  ),
};

function explained(fields: Entries, received: string): Explanation | undefined {
  return explainMismatch({ received, fields, keys: key, otherKeys, appCode });
}

/** Requests for every class; more than 100, because a mistake does not change the text of each of them. */
const pool = fc.sample(request, { numRuns: 400, seed: 20260101 });

/** How many of 100 requests are explained by something else, and one example of it. */
function misnamed(
  cause: string,
  signature: (entries: Entries) => string,
  sent: (entries: Entries) => Entries = (entries) => entries,
): [number, string] {
  const changed = pool.filter(
    (entries) => signature(entries) !== md5(`${right(sent(entries))}${secret}`),
  );
  expect(changed.length).toBeGreaterThanOrEqual(100);
  const wrong = changed
    .slice(0, 100)
    .map((entries) => explained(sent(entries), signature(entries))?.cause)
    .filter((found) => found !== cause);
  return [wrong.length, `named ${wrong[0]}`];
}

describe('explainMismatch', () => {
  it.each(Object.entries(digests))(
    'names %s in at least 99 of 100 requests',
    (cause, signature) => {
      const [count, example] = misnamed(cause, signature);
      expect(count, example).toBeLessThanOrEqual(1);
    },
  );

  it('names sent-double-encoded in at least 99 of 100 requests', () => {
    const encodedAgain = (entries: Entries): Entries =>
      entries.map(([name, value]) => [name, encodeURIComponent(value)]);
    const [count, example] = misnamed(
      'sent-double-encoded',
      (entries) => md5(`${right(entries)}${secret}`),
      encodedAgain,
    );
    expect(count, example).toBeLessThanOrEqual(1);
  });

  it('names the parameter that was left out', () => {
    fc.assert(
      fc.property(request, fc.nat(), (entries, index) => {
        const sent = entries.filter(([, value]) => !/^[ 0]*$/.test(value));
        const [left = ''] = sent[index % sent.length] ?? [];
        const signature = md5(`${right(entries.filter(([name]) => name !== left))}${secret}`);
        expect(explained(entries, signature)).toMatchObject({
          cause: 'parameter-left-out',
          parameter: left,
        });
      }),
    );
  });

  it('names nothing for a signature that fits', () => {
    fc.assert(
      fc.property(
        request,
        (entries) => explained(entries, md5(`${right(entries)}${secret}`)) === undefined,
      ),
    );
  });

  it('names nothing for a random signature', () => {
    const digits = fc.constantFrom(32, 40, 64, 128).chain((length) =>
      fc.string({
        unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
        minLength: length,
        maxLength: length,
      }),
    );
    fc.assert(
      fc.property(
        request,
        digits,
        (entries, received) => explained(entries, received) === undefined,
      ),
    );
  });

  it('shows no key, whatever the mistake was', () => {
    fc.assert(
      fc.property(request, fc.constantFrom(...Object.values(digests)), (entries, signature) => {
        const told = JSON.stringify(explained(entries, signature(entries)) ?? '');
        expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
        expect(told).not.toContain(strangeSecret);
        expect(told.toLowerCase()).not.toContain(md5(`${right(entries)}${secret}`));
      }),
    );
  });

  /** A signature of 20 fields takes about 5 µs, so this is 5 ms, told without a clock that others slow down. */
  it('takes at most as long as 1,000 signatures, for 20 fields', () => {
    const fields = Array.from({ length: 20 }, (_, index): [string, string] => [
      `name_${index}`,
      `value ${index} 奶茶`,
    ]);
    const record = Object.fromEntries(fields);
    const search = quickest(20, () => explained(fields, '0'.repeat(32)));
    const thousand = quickest(20, () => {
      for (let count = 0; count < 1000; count += 1) signFields(record, key);
    });
    expect(search / thousand).toBeLessThan(1);
  });
});

function quickest(runs: number, run: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}
