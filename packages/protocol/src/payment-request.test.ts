import { describe, expect, it } from 'vitest';
import { paymentOperation } from './operations/payment.ts';
import { PAY_TYPES, type PayTypeEntry } from './pay-type.ts';
import { readRequest } from './read-request.ts';
import { requestObject } from './request-shape.ts';
import { issuesWith, rulesWith } from './testing/refusal.ts';
import { SAMPLE_FIELDS, SAMPLE_PAYMENTS } from './testing/sample-payments.ts';

const order = { txamt: 100, txcurrcd: 'HKD', out_trade_no: 'order-1' } as const;
const web = { pay_type: '801514', ...order } as const;

function pay(request: object) {
  return () => readRequest(paymentOperation, request);
}

/** Every current pay type that the payment call creates; the others go through other doors. */
const CREATABLE = Object.values(PAY_TYPES).filter(
  ({ state, mode }) => state === 'current' && !/^CARD|^APPLE/.test(mode),
);

function shapeOf({ code }: PayTypeEntry): Record<string, unknown> {
  return requestObject(paymentOperation.request, { pay_type: code }).shape;
}

describe('a payment request', () => {
  it.each(SAMPLE_PAYMENTS)(
    'of pay type $pay_type is accepted with everything it takes',
    (request) => {
      expect(readRequest(paymentOperation, request)).toEqual(request);
    },
  );

  it('exists for exactly the pay types that the payment call creates', () => {
    expect(Object.keys(SAMPLE_FIELDS)).toEqual(CREATABLE.map(({ code }) => code).sort());
  });

  it.each(CREATABLE)('of $code takes the fields that the registry says', (entry) => {
    const common = ['pay_type', 'txamt', 'txcurrcd', 'out_trade_no', 'txdtm', 'goods_name'];
    const known = new Set([...common, 'mchid', 'udid', 'notify_url', 'txzone']);
    const extra = Object.keys(shapeOf(entry)).filter((name) => !known.has(name));
    const listed = [...entry.needs, ...entry.takes].filter((name) => !known.has(name));
    expect(extra.sort()).toEqual(listed.sort());
  });

  it.each(CREATABLE.filter(({ needs }) => needs.length > 0))(
    'of $code is refused without $needs',
    ({ code, needs }) => {
      const bare = pay({ pay_type: code, ...order });
      expect(rulesWith(bare)).toEqual(needs.map((name) => `${name}: required`));
    },
  );

  it.each(['802801', '806527', '802808', '801808', '804214', '800151', '999999', ''])(
    'is refused for the pay type %j, which the payment call cannot create',
    (pay_type) => {
      const [issue, ...others] = issuesWith(pay({ ...order, pay_type }));
      expect(issue).toMatchObject({
        field: 'pay_type',
        expected: 'a pay type that this call can create',
      });
      expect(others).toEqual([]);
    },
  );

  it('with an unknown pay type is told everything else that is wrong, too', () => {
    const request = { pay_type: '999999', txamt: 1.5, txcurrcd: 'HKD', oops: 1, auth_code: '1' };
    expect(rulesWith(pay(request))).toEqual([
      'pay_type: choice',
      'txamt: type',
      'out_trade_no: required',
      'oops: unknown_field',
    ]);
  });

  it.each([
    [{}, ['pay_type: required', 'txamt: required', 'txcurrcd: required', 'out_trade_no: required']],
    [null, [': required']],
    ['text', [': type']],
    [[], [': type']],
  ])('that is %j is refused', (request, rules) => {
    expect(rulesWith(pay(request as object))).toEqual(rules);
  });
});

describe('a field of a payment request', () => {
  it.each([
    ['txamt', 1],
    ['txamt', 99_999_999_999],
    ['txcurrcd', 'JPY'],
    ['out_trade_no', 'A-Z_a.z|0*9'],
    ['out_trade_no', 'x'.repeat(128)],
    ['goods_name', '奶茶🧋 x2'],
    ['goods_name', 'x'.repeat(64)],
    ['goods_name', ' lead and trail '],
    ['goods_name', '50% off = yes+no'],
    ['mchid', 'x'.repeat(32)],
    ['udid', 'x'.repeat(40)],
    ['txzone', '+0800'],
    ['txzone', '-0330'],
    ['expired_time', 5],
    ['expired_time', 120],
    ['pay_tag', 'ALIPAYCN'],
    ['return_url', 'https://shop.example/r?a=1&b=2%20x&c=d+e#top'],
    ['return_url', 'http://127.0.0.1:7601/orders/1'],
    ['return_url', 'HTTPS://shop.example/'],
    ['return_url', 'https://shop.example/?lang=zh&order=1'],
    ['return_url', `https://shop.example/${'x'.repeat(491)}`],
    ['notify_url', `https://shop.example/${'x'.repeat(235)}`],
    ['return_url', 'https://shop.example/?q=%26txamt%3D1'],
    ['return_url', 'https://shop.example/?txamt=1'],
  ])('%s may be %j', (name, value) => {
    expect(readRequest(paymentOperation, { ...web, [name]: value })).toEqual({
      ...web,
      [name]: value,
    });
  });

  it.each([
    ['txamt', 0, 'range'],
    ['txamt', -1, 'range'],
    ['txamt', 100_000_000_000, 'range'],
    ['txamt', 2 ** 53, 'range'],
    ['txamt', 1.5, 'type'],
    ['txamt', 0.1 + 0.2, 'type'],
    ['txamt', Number.NaN, 'type'],
    ['txamt', Number.POSITIVE_INFINITY, 'type'],
    ['txamt', '100', 'type'],
    ['txcurrcd', 'hkd', 'choice'],
    ['txcurrcd', 'RMB', 'choice'],
    ['out_trade_no', 'a b', 'pattern'],
    ['out_trade_no', '測試', 'pattern'],
    ['out_trade_no', 'a&txamt=1', 'pattern'],
    ['out_trade_no', 'a\n', 'pattern'],
    ['out_trade_no', 'x'.repeat(129), 'pattern'],
    ['out_trade_no', 17, 'type'],
    ['txdtm', '2026-02-30 00:00:00', 'timestamp'],
    ['txdtm', '2026-01-01T00:00:00Z', 'timestamp'],
    ['goods_name', 'tea & cake', 'unsafe_character'],
    ['goods_name', 'tea\ncake', 'unsafe_character'],
    ['goods_name', 'tea\u0000', 'unsafe_character'],
    ['goods_name', 'half \ud83e', 'unsafe_character'],
    ['goods_name', 'x'.repeat(65), 'length'],
    ['goods_name', { text: 'tea' }, 'type'],
    ['mchid', 'x'.repeat(33), 'pattern'],
    ['mchid', 'M-1', 'pattern'],
    ['udid', 'x'.repeat(41), 'length'],
    ['txzone', '+08:00', 'pattern'],
    ['expired_time', 4, 'range'],
    ['expired_time', 121, 'range'],
    ['expired_time', 5.5, 'type'],
    ['expired_time', '30', 'type'],
    ['pay_tag', 'ALIPAY', 'choice'],
    ['return_url', 'shop.example', 'url'],
    ['return_url', 'ftp://shop.example', 'url'],
    ['return_url', 'javascript:alert(1)', 'url'],
    ['return_url', '//shop.example', 'url'],
    ['return_url', 'https://', 'url'],
    ['return_url', ' https://shop.example', 'url'],
    ['return_url', 'https://shop.example/a b', 'url'],
    ['return_url', 'https://shop.example/\u0000', 'url'],
    ['return_url', 'https://shop.example/\ud83e', 'url'],
    ['return_url', 'https://user@shop.example', 'url'],
    ['return_url', 'https://:password@shop.example', 'url'],
    ['return_url', 'https://shop.example/?a=1&txamt=1', 'ampersand'],
    ['return_url', 'https://shop.example/?a=1&sign=1', 'ampersand'],
    ['return_url', 'https://shop.example/#&mchid=1', 'ampersand'],
    ['return_url', 'https://shop.example/?a=1&b=2&udid=', 'ampersand'],
    ['return_url', `https://shop.example/${'x'.repeat(492)}`, 'length'],
    ['notify_url', `https://shop.example/${'x'.repeat(236)}`, 'length'],
  ])('%s may not be %j', (name, value, rule) => {
    expect(rulesWith(pay({ ...web, [name]: value }))).toEqual([`${name}: ${rule}`]);
  });

  it.each(['', null, undefined])('counts as absent when it is %j', (empty) => {
    expect(readRequest(paymentOperation, { ...web, goods_name: empty, return_url: empty })).toEqual(
      web,
    );
    expect(rulesWith(pay({ ...web, txamt: empty }))).toEqual(['txamt: required']);
  });

  it.each([
    ['outTradeNo', 'no field of this name (did you mean out_trade_no?)'],
    ['goods_nmae', 'no field of this name (did you mean goods_name?)'],
    ['amount', 'no field of this name'],
    ['auth_code', 'no field of this name'],
  ])('that is unknown, %s, is refused, with the name that was meant', (name, expected) => {
    expect(issuesWith(pay({ ...web, [name]: 'secret' }))).toEqual([
      { field: name, rule: 'unknown_field', expected, received: 'text of 6 characters (hidden)' },
    ]);
  });
});

describe('extend_info', () => {
  const scene = SAMPLE_FIELDS['800212'].extend_info;
  const h5 = { pay_type: '800212', ...order };
  const h5Info = scene.scene_info.h5_info;

  it('must show the page and the payer of a WeChat H5 payment', () => {
    expect(issuesWith(pay(h5))).toMatchObject([
      { field: 'extend_info', rule: 'required', received: 'nothing' },
    ]);
    expect(issuesWith(pay(h5))[0]?.example).toContain('spbill_create_ip');
    expect(rulesWith(pay({ ...h5, extend_info: {} }))).toEqual([
      'extend_info.scene_info: required',
      'extend_info.spbill_create_ip: required',
    ]);
    expect(rulesWith(pay({ ...h5, extend_info: JSON.stringify(scene) }))).toEqual([
      'extend_info: type',
    ]);
  });

  it.each([
    [{ ...scene, spbill_create_ip: '203.0.113.256' }, 'extend_info.spbill_create_ip: address'],
    [{ ...scene, spbill_create_ip: 'localhost' }, 'extend_info.spbill_create_ip: address'],
    [{ ...scene, more: 1 }, 'extend_info.more: unknown_field'],
    [
      { ...scene, scene_info: { h5_info: { ...h5Info, type: 'Web' } } },
      'extend_info.scene_info.h5_info.type: choice',
    ],
    [
      { ...scene, scene_info: { h5_info: { ...h5Info, wap_url: 'shop' } } },
      'extend_info.scene_info.h5_info.wap_url: url',
    ],
    [
      { ...scene, scene_info: { h5_info: { ...h5Info, wap_name: 'a&b' } } },
      'extend_info.scene_info.h5_info.wap_name: unsafe_character',
    ],
  ])('is refused when a part of it is wrong', (extend_info, rule) => {
    expect(rulesWith(pay({ ...h5, extend_info }))).toEqual([rule]);
  });

  it('takes both kinds of IP address', () => {
    const extend_info = { ...scene, spbill_create_ip: '2001:db8::7' };
    expect(readRequest(paymentOperation, { ...h5, extend_info })).toMatchObject({ extend_info });
  });

  it('hides the name and the number of a person', () => {
    const extend_info = { user_creid: '4401-SECRET', user_truename: 'SECRET & Co' };
    const issues = issuesWith(pay({ pay_type: '800201', ...order, extend_info }));
    expect(issues.map(({ field, received }) => `${field} ${received}`)).toEqual([
      'extend_info.user_creid text of 11 characters (hidden)',
      'extend_info.user_truename text of 11 characters (hidden)',
    ]);
  });
});
