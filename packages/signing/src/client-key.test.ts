import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type ClientKey, clientKey, type Keyring } from './client-key.ts';
import { signFields } from './sign-fields.ts';

const secret = 'demo-key-0001-NOT-REAL';
const key = clientKey(secret, { id: 'main' });

describe('clientKey', () => {
  it.each([
    ['String()', String(key)],
    ['a template', `${key}`],
    ['JSON', JSON.stringify({ deep: [{ key }] })],
    ['inspect', inspect({ a: { b: { c: { key } } } }, { depth: 9 })],
    ['inspect of hidden properties', inspect({ key }, { showHidden: true, depth: 9 })],
    ['%s', format('%s', key)],
    ['%o', format('%o', { key })],
    ['%j', format('%j', { key })],
  ])('prints its name only, by %s', (_how, text) => {
    expect(text).toContain('[ClientKey main]');
    expect(text).not.toContain(secret);
  });

  it('holds the secret in no property', () => {
    const values = Reflect.ownKeys(key).map((name) => Reflect.get(key, name));
    expect(values).toEqual(['main']);
    expect(inspect(key, { customInspect: false, showHidden: true })).not.toContain(secret);
    expect(Object.isFrozen(key)).toBe(true);
  });

  it('is called default unless it has a name', () => {
    expect(clientKey(secret).id).toBe('default');
  });

  it('takes a short key for test vectors when told to', () => {
    expect(clientKey('short', { allowShortKey: true }).id).toBe('default');
  });

  it('takes 16 characters, the fewest that pass for a whole key', () => {
    expect(clientKey('sixteen-letters!').id).toBe('default');
  });

  it.each([
    ['ERR_QF_KEY_EMPTY', ''],
    ['ERR_QF_KEY_EMPTY', ' \n'],
    ['ERR_QF_KEY_EMPTY', undefined],
    ['ERR_QF_KEY_BLANK_EDGE', `${secret}\n`],
    ['ERR_QF_KEY_BLANK_EDGE', ` ${secret}`],
    ['ERR_QF_KEY_SHORT', 'fifteen-letters'],
  ])('throws %s for %j', (code, text) => {
    expect(() => clientKey(text as string)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['', secret, `id of ${secret}`])('refuses the id %j', (id) => {
    expect(() => clientKey(secret, { id })).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_KEY_ID',
        message: expect.not.stringContaining(secret),
      }),
    );
  });
});

describe('a keyring', () => {
  it.each<[string, unknown]>([
    ['an empty list', []],
    ['text instead of a key', secret],
    ['a list of text', [secret]],
    ['a look-alike', { id: 'main' }],
    ['a copy', { ...key }],
    ['null', null],
    ['undefined', undefined],
  ])('is not %s', (_what, keys) => {
    expect(() => signFields({ a: 1 }, keys as Keyring)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_KEYRING',
        message: expect.not.stringContaining(secret),
      }),
    );
  });

  it('may hold several keys', () => {
    const keys: readonly ClientKey[] = [key, clientKey('demo-key-0002-NOT-REAL')];
    expect(signFields({ a: 1 }, keys)).toBe(signFields({ a: 1 }, key));
  });
});
