import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../client-key.ts';
import { explainMismatch } from './explain-mismatch.ts';
import { jsonStyles } from './json-styles.ts';
import { encoded, PERCENT_ENCODERS, PLUS_ENCODERS } from './percent-encoder.ts';

const secret = 'demo+Key/0001=NOT "REAL" (奶)';
const key = clientKey(secret);
const ENCODERS = [...PERCENT_ENCODERS, ...PLUS_ENCODERS];

const md5 = (content: string): string => createHash('md5').update(content).digest('hex');

/** How a key may be written in a request that it strayed into. */
const spelled: readonly string[] = [
  ...ENCODERS.flatMap((encoder) => {
    const once = encoded(secret, encoder);
    const twice = encoded(once, encoder);
    return [once, once.toLowerCase(), twice, encoded(twice, encoder)];
  }),
  ...jsonStyles({ key: secret }),
  ...jsonStyles({ products: JSON.stringify({ key: secret }) }),
  [...secret]
    .map((c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(''),
  secret.replaceAll('+', ' '),
  secret.replaceAll(' ', '+'),
  secret.toUpperCase(),
  secret.toLowerCase(),
  encodeURIComponent(JSON.stringify({ key: secret })),
  `${secret.slice(0, 9).toUpperCase()}${encodeURIComponent(secret.slice(9))}`,
];

/** Letters of the key that no spelling touches but in their case. */
const LEAKS = /demo|0001|real/i;

describe('an explanation', () => {
  it.each(spelled)('hides the key in a parameter that says %s', (value) => {
    const fields = { goods_name: 'tea', note: value };
    const told = explainMismatch({
      received: md5(`goods_name=tea&note=${value}`),
      fields,
      keys: key,
    });
    expect(told?.cause).toBe('key-missing');
    expect(`${told?.baseString}${told?.signedString}`).toContain('[ClientKey default]');
    expect(JSON.stringify(told)).not.toMatch(LEAKS);
  });

  it.each(ENCODERS)(
    'hides the key in values that were encoded before they were signed: %j',
    (encoder) => {
      const fields = { goods_name: 'a b', note: secret };
      for (const times of [1, 2]) {
        const values = Object.entries(fields).map(([name, value]) => {
          const once = encoded(value, encoder);
          return `${name}=${times === 1 ? once : encoded(once, encoder)}`;
        });
        const told = explainMismatch({
          received: md5(`${values.join('&')}${secret}`),
          fields,
          keys: key,
        });
        expect(told?.cause).toMatch(/encoded$/);
        expect(JSON.stringify(told)).not.toMatch(LEAKS);
      }
    },
  );

  it.each(jsonStyles({ goods_name: 'a/b', note: secret }))('hides the key in %s', (printed) => {
    const fields = { goods_name: 'a/b', note: secret };
    const told = explainMismatch({ received: md5(`${printed}${secret}`), fields, keys: key });
    expect(told?.cause).toBe('json-signed');
    expect(JSON.stringify(told)).not.toMatch(LEAKS);
  });

  it('hides the key in the name of a parameter', () => {
    const fields = { a: '1', 'demo-Key-0001-REAL': '2' };
    const named = clientKey('demo-Key-0001-REAL');
    const told = explainMismatch({ received: md5('a=1demo-Key-0001-REAL'), fields, keys: named });
    expect(told).toMatchObject({ cause: 'parameter-left-out', parameter: '[ClientKey default]' });
    expect(JSON.stringify(told)).not.toMatch(LEAKS);
  });

  it('hides every key as often as it comes, and shows the text between', () => {
    const [first, second] = ['demo-key-0001-REAL', 'demo-key-0001-REAL-2'];
    const keys = [clientKey(first, { id: 'one' }), clientKey(second, { id: 'two' })];
    const note = `<${second}|${first}${first.toUpperCase()}>`;
    const told = explainMismatch({ received: md5(`note=${note}`), fields: { note }, keys });
    expect(told?.signedString).toBe('note=<[ClientKey two]|[ClientKey one][CLIENTKEY one]>');
  });

  it.each(['\\', '%25', '+', 'demo+', 'demo'])('reads a text of nothing but %s once', (part) => {
    const text = part.repeat(60_000 / part.length);
    const other = 'x'.repeat(60_000);
    const time = (body: string) => {
      const start = performance.now();
      explainMismatch({ received: md5(body), body, keys: key });
      return performance.now() - start;
    };
    const quickest = (body: string) => Math.min(...[1, 2, 3].map(() => time(body)));
    expect(quickest(text) / quickest(other)).toBeLessThan(20);
  });

  it('hides a key of any length', () => {
    const long = `${'ab+'.repeat(20_000)}c`;
    const keys = clientKey(long);
    const told = explainMismatch({ received: md5(`note=${long}`), fields: { note: long }, keys });
    expect(told?.baseString).toBe('note=[ClientKey default][ClientKey default]');
  });

  it('ends for a key that means nothing', () => {
    const keys = clientKey('\\'.repeat(16));
    expect(explainMismatch({ received: md5('a=1'), fields: { a: 1 }, keys })?.cause).toBe(
      'key-missing',
    );
  });

  it.each(['$&', '$$', '$`', "HK$'s"])('prints the id %s as it is', (id) => {
    const keys = clientKey(secret, { id });
    const received = md5(`txamt=1&key=${secret}`);
    expect(explainMismatch({ received, fields: { txamt: 1 }, keys })).toMatchObject({
      baseString: `txamt=1[ClientKey ${id}]`,
      signedString: `txamt=1&key=[ClientKey ${id}]`,
    });
  });

  it('shows what only begins like the key', () => {
    const fields = { note: secret.slice(0, -1) };
    const told = explainMismatch({ received: md5(`note=${fields.note}`), fields, keys: key });
    expect(told?.signedString).toBe(`note=${fields.note}`);
  });

  it('tells a key in another case from the right one', () => {
    const received = md5(`a=1${secret.toUpperCase()}`);
    expect(explainMismatch({ received, fields: { a: 1 }, keys: key })).toMatchObject({
      baseString: 'a=1[ClientKey default]',
      signedString: 'a=1[CLIENTKEY default]',
    });
  });
});
