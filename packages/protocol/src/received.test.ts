import { describe, expect, it } from 'vitest';
import { describeReceived, isSecret } from './received.ts';

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
