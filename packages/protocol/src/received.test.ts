import { describe, expect, it } from 'vitest';
import { describeName, describePath, describeReceived, isSecret } from './received.ts';

describe('describeReceived', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['', '""'],
    ['a "b"', '"a \\"b\\""'],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(60)}"… (61 characters)`],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [true, 'true'],
    [12n, '12'],
    [[1, 2], 'a list of 2'],
    [{ a: 1 }, 'a value of type object'],
    [() => 1, 'a value of type function'],
    [Symbol('x'), 'a value of type symbol'],
  ])('describes a value in words', (value, words) => {
    expect(describeReceived(value)).toBe(words);
  });

  it.each([
    ['280000000000000000', 'text of 18 characters (hidden)'],
    ['', '""'],
    [123, 'a number (hidden)'],
    [true, 'a boolean (hidden)'],
    [1n, 'a bigint (hidden)'],
    [undefined, 'nothing'],
    [null, 'null'],
    [['secret'], 'a list of 1'],
    [{ secret: 1 }, 'a value of type object'],
  ])('hides a value and tells only its size', (value, words) => {
    expect(describeReceived(value, { mask: true })).toBe(words);
  });
});

describe('isSecret', () => {
  it.each([
    [['auth_code']],
    [['key']],
    [['client_key']],
    [['sign']],
    [['code']],
    [['openid']],
    [['sub_openid']],
    [['token_id']],
    [['name']],
    [['phone']],
    [['email']],
    [['extend_info']],
    [['extend_info', 'user_creid']],
    [['extend_info', 'user_truename']],
    [['billing_address']],
    [['billing_address', 'city']],
    [['sub_openid', 0]],
    [['customer_id']],
    [['note']],
    [['token_reason']],
    [['token_reference']],
    [['extend_info', 'spbill_create_ip']],
  ])('keeps quiet about %j', (path) => {
    expect(isSecret(path)).toBe(true);
  });

  it.each([
    [[]],
    [['txamt']],
    [['extend_info', 'scene_info', 'h5_info', 'type']],
    [['products', 0]],
  ])('lets errors repeat %j', (path) => {
    expect(isSecret(path)).toBe(false);
  });
});

describe('a password in an address', () => {
  it.each([
    'https://admin:hunter2@shop.example',
    'https://admin:hunter2@shop.example/thanks',
    'https:/admin:hunter2@shop.example',
    'admin:hunter2@shop.example',
    'https://admin:hun/ter2@shop.example',
    'https:// admin:hunter2@shop.example',
  ])('is never repeated: %s', (address) => {
    for (const name of ['return_url', 'redirect_uri', 'wap_url']) {
      expect(isSecret([name], address)).toBe(true);
    }
    expect(isSecret(['goods_name'], address)).toBe(false);
  });

  it.each(['https://shop.example/a b', 7, undefined])('is not in %j', (address) => {
    expect(isSecret(['return_url'], address)).toBe(false);
  });
});

describe('describePath', () => {
  it.each([
    [[], ''],
    [['products', 0, 'quantity'], 'products.0.quantity'],
    [['billing_address', '1 Demo Road, Flat 5'], 'billing_address'],
    [['billing_address', 'city'], 'billing_address'],
    [['x'.repeat(41)], `${'x'.repeat(40)}…`],
    [['a b'], '"a b"'],
    [['__proto__'], '__proto__'],
  ])('writes %j', (path, words) => {
    expect(describePath(path)).toBe(words);
  });
});

describe('describeName', () => {
  it('shows the start of a long name, and what cannot be seen', () => {
    expect(describeName('x'.repeat(40))).toBe('x'.repeat(40));
    expect(describeName(`a\n${'b'.repeat(60)}`)).toBe(`"a\\n${'b'.repeat(38)}…"`);
    expect(describeName('a”b\u202e')).toMatch(/^"/);
  });
});
