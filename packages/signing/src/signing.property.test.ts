import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalString } from './canonical-string.ts';
import { clientKey } from './client-key.ts';
import { readForm } from './read-form.ts';
import { signBody } from './sign-body.ts';
import { signFields } from './sign-fields.ts';
import { signedForm } from './signed-form.ts';
import { verifyBody } from './verify-body.ts';
import { verifyFields } from './verify-fields.ts';
import { verifyForm } from './verify-form.ts';

const key = clientKey('demo-key-0001-NOT-REAL');
const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/).filter((text) => text !== 'sign');
const text = fc.string({ unit: 'binary' });
const fields = fc.dictionary(name, text, { maxKeys: 12 });
const unambiguous = fc.dictionary(
  name,
  text.filter((value) => value !== '' && !value.includes('&')),
  { maxKeys: 12 },
);
const signType = fc.constantFrom('MD5' as const, 'SHA256' as const);

describe('signing', () => {
  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(fields, fc.infiniteStream(fc.nat()), signType, (set, order, type) => {
        const ranked = Object.entries(set).map((entry) => ({ entry, rank: order.next().value }));
        const shuffled = Object.fromEntries(
          ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry),
        );
        expect(signFields(shuffled, key, type)).toBe(signFields(set, key, type));
      }),
    );
  });

  it('notices any changed byte of a body', () => {
    const changed = fc
      .uint8Array({ minLength: 1, maxLength: 400 })
      .chain((body) =>
        fc.tuple(fc.constant(body), fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 })),
      );
    fc.assert(
      fc.property(changed, signType, ([body, at, bits], type) => {
        const signature = signBody(body, key, type);
        expect(verifyBody(body, signature, key, type)).toEqual({ keyId: 'default' });
        const other = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ bits : byte));
        expect(() => verifyBody(other, signature, key, type)).toThrow(/does not fit/);
      }),
    );
  });

  it('notices any changed field', () => {
    fc.assert(
      fc.property(fields, name, text, (set, changed, value) => {
        fc.pre((Object.hasOwn(set, changed) ? set[changed] : '') !== value);
        const other = { ...set, [changed]: value };
        expect(() => verifyFields(other, signFields(set, key), key)).toThrow(/does not fit/);
      }),
    );
  });

  it('gives a text that leads back to the fields, as long as no value holds an &', () => {
    fc.assert(
      fc.property(unambiguous, (set) => {
        const pairs = canonicalString(set).split('&').filter(Boolean);
        const back = pairs.map((pair) => [
          pair.slice(0, pair.indexOf('=')),
          pair.slice(pair.indexOf('=') + 1),
        ]);
        expect(Object.fromEntries(back)).toEqual({ ...set });
      }),
    );
  });

  it('gives one text for two sets when a value holds &name=, which is QFPay’s rule', () => {
    expect(canonicalString({ a: '1&b=2' })).toBe(canonicalString({ a: '1', b: '2' }));
  });

  it('sends a form that a server reads back strictly', () => {
    fc.assert(
      fc.property(fields, signType, (set, type) => {
        const { body, headers } = signedForm(set, key, type);
        const candidates = readForm({
          body: Buffer.from(body),
          contentType: headers['content-type'] ?? '',
        });
        const { candidate } = verifyForm(candidates.slice(0, 1), headers['X-QF-SIGN'], key, type);
        const sent = Object.entries(set).filter(([, value]) => value !== '');
        expect(new Map([...candidate.fields].sort())).toEqual(new Map(sent.sort()));
      }),
    );
  });
});
