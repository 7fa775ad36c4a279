import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import type { Cause } from './cause.ts';
import { explainMismatch } from './explain-mismatch.ts';

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

/** What each mistake hashes with the key appended, written here a second time and in another way. */
const texts: Partial<Record<Cause, (entries: Entries) => string>> = {
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
};

/** Mistakes that concern more than the text. */
const digests: Partial<Record<Cause, (entries: Entries) => string>> = {
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
  gbk: (entries) =>
    md5(
      Buffer.concat(
        [...`${right(entries)}${secret}`].map((c) =>
          Buffer.from(gbkOf[c] ?? Buffer.from(c).toString('hex'), 'hex'),
        ),
      ),
    ),
  'latin-1': (entries) =>
    md5(Buffer.from(`${right(entries)}${secret}`.replace(/[^\0-\xFF]/gu, '?'), 'latin1')),
  'parameter-not-sent': (entries) =>
    md5(`${pairs(sorted([...filled(entries), ['sign_type', 'MD5']]))}${secret}`),
  ...Object.fromEntries(
    Object.entries(texts).map(([cause, text]) => [
      cause,
      (entries: Entries) => md5(`${text(entries)}${secret}`),
    ]),
  ),
};

function named(fields: Entries, received: string): Cause | undefined {
  return explainMismatch({ received, fields, keys: key, otherKeys, appCode })?.cause;
}

describe('explainMismatch', () => {
  it.each(Object.entries(digests))(
    'names %s in at least 99 of 100 requests',
    (cause, signature) => {
      const changed = request.filter(
        (entries) => signature(entries) !== md5(`${right(entries)}${secret}`),
      );
      const causes = fc
        .sample(changed, { numRuns: 100, seed: 20260101 })
        .map((entries) => named(entries, signature(entries)));
      expect(
        causes.filter((found) => found !== cause).length,
        String(causes.find((found) => found !== cause)),
      ).toBeLessThanOrEqual(1);
    },
  );

  it('names nothing for a signature that fits', () => {
    fc.assert(
      fc.property(
        request,
        (entries) => named(entries, md5(`${right(entries)}${secret}`)) === undefined,
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
      fc.property(request, digits, (entries, received) => named(entries, received) === undefined),
    );
  });

  it('shows no key, whatever the mistake was', () => {
    fc.assert(
      fc.property(request, fc.constantFrom(...Object.values(digests)), (entries, signature) => {
        const told = JSON.stringify(
          explainMismatch({
            received: signature(entries),
            fields: entries,
            keys: key,
            otherKeys,
            appCode,
          }) ?? '',
        );
        expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
        expect(told).not.toContain(strangeSecret);
        expect(told.toLowerCase()).not.toContain(md5(`${right(entries)}${secret}`));
      }),
    );
  });

  it('takes at most 5 ms for 20 fields', () => {
    const fields = Array.from({ length: 20 }, (_, index): [string, string] => [
      `name_${index}`,
      `value ${index} 奶茶`,
    ]);
    const times = Array.from({ length: 21 }, () => {
      const start = performance.now();
      expect(named(fields, '0'.repeat(32))).toBeUndefined();
      return performance.now() - start;
    });
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(5);
  });
});
