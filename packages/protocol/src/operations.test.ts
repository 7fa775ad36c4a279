import { describe, expect, it } from 'vitest';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { readRequest } from './read-request.ts';
import { requestObject } from './request-shape.ts';
import { issuesWith, rulesWith } from './testing/refusal.ts';
import { SAMPLE_REQUESTS } from './testing/sample-requests.ts';

const every: readonly [string, Operation<unknown, unknown>][] = Object.entries(OPERATIONS);

/** Every wrong value of a field of a call, with the rule that it breaks. */
const WRONG: readonly [keyof typeof OPERATIONS, object, string][] = [
  ['add_note', { note: 'a&b' }, 'note: unsafe_character'],
  ['add_note', { note: 'x'.repeat(201) }, 'note: length'],
  ['add_note', { code: 'x'.repeat(33) }, 'code: pattern'],
  ['authtrade', { syssn: undefined }, 'syssn: required'],
  ['authtrade', { txcurrcd: 'XXX' }, 'txcurrcd: choice'],
  ['unfreeze', { out_trade_no: undefined }, 'out_trade_no: required'],
  ['unfreeze', { txdtm: undefined }, 'txdtm: required'],
  ['create_payment_intent', { pay_type: '80280' }, 'pay_type: pattern'],
  ['create_payment_intent', { pay_type: undefined }, 'pay_type: required'],
  ['create_payment_intent', { failed_url: 'shop' }, 'failed_url: url'],
  ['create_payment_intent', { customer_id: 'a b' }, 'customer_id: pattern'],
  ['create_token_intent', { customer_id: undefined }, 'customer_id: required'],
  ['create_token_intent', { token_expiry: 'x'.repeat(41) }, 'token_expiry: length'],
  ['customer_create', { name: 'x'.repeat(129) }, 'name: length'],
  ['customer_create', { phone: 'x'.repeat(33) }, 'phone: length'],
  ['customer_create', { billing_address: 'Hong Kong' }, 'billing_address: type'],
  ['customer_create', { billing_address: { city: 1 } }, 'billing_address: type'],
  ['customer_update', { customer_id: undefined }, 'customer_id: required'],
  ['customer_query', { page_size: 101 }, 'page_size: range'],
  ['customer_delete', { customer_id: 'x'.repeat(65) }, 'customer_id: pattern'],
  ['product_create', { type: 'rent' }, 'type: choice'],
  ['product_create', { interval: 'weekly' }, 'interval: choice'],
  ['product_create', { interval: undefined }, 'interval: required'],
  ['product_create', { interval_count: undefined }, 'interval_count: required'],
  ['product_create', { interval_count: 13 }, 'interval_count: range'],
  ['product_create', { interval_count: 0 }, 'interval_count: range'],
  ['product_create', { interval: 'yearly', interval_count: 2 }, 'interval_count: range'],
  ['product_create', { interval: 'hours', interval_count: 8785 }, 'interval_count: range'],
  ['product_create', { interval: 'minutes', interval_count: 527_041 }, 'interval_count: range'],
  ['product_create', { usage_type: 'metered' }, 'usage_type: choice'],
  ['product_create', { description: 'x'.repeat(513) }, 'description: length'],
  ['product_update', { product_id: undefined }, 'product_id: required'],
  ['product_query', { product_id: '' + '/' }, 'product_id: pattern'],
  ['product_delete', { product_id: undefined }, 'product_id: required'],
  ['token_query', { token_id: '/' }, 'token_id: pattern'],
  ['subscription_create', { products: [] }, 'products: length'],
  [
    'subscription_create',
    { products: Array.from({ length: 101 }, () => ({ product_id: 'p' })) },
    'products: length',
  ],
  [
    'subscription_create',
    { products: [{ product_id: 'p', quantity: 0 }] },
    'products.0.quantity: range',
  ],
  [
    'subscription_create',
    { products: [{ product_id: 'p', price: 1 }] },
    'products.0.price: unknown_field',
  ],
  ['subscription_create', { total_billing_cycles: 0 }, 'total_billing_cycles: range'],
  ['subscription_create', { start_time: '2026-02-30 00:00:00' }, 'start_time: timestamp'],
  ['subscription_create', { start_time: '2026-01-01' }, 'start_time: timestamp'],
  ['subscription_update', { subscription_id: undefined }, 'subscription_id: required'],
  ['subscription_query', { state: 'PAUSED' }, 'state: choice'],
  ['subscription_cancel', { subscription_id: undefined }, 'subscription_id: required'],
  ['subscription_charge', { subscription_order_id: ' ' }, 'subscription_order_id: pattern'],
  ['billing_order_list', { page: 0 }, 'page: range'],
  ['customs_declare', { trade_type: 'paypal' }, 'trade_type: choice'],
  ['customs_declare', { amount: 2 }, 'amount: type'],
  ['customs_declare', { amount: '2' }, 'amount: pattern'],
  ['customs_declare', { amount: '02.00' }, 'amount: pattern'],
  ['customs_declare', { amount: undefined }, 'amount: required'],
  ['customs_declare', { out_request_no: undefined }, 'out_request_no: required'],
  ['customs_declare', { mch_customs_name: undefined }, 'mch_customs_name: required'],
  ['customs_declare', { fee_type: 'HKD' }, 'fee_type: choice'],
  ['customs_declare', { order_fee: 301 }, 'order_fee: sum'],
  ['customs_declare', { order_fee: undefined }, 'order_fee: sum'],
  [
    'customs_declare',
    { order_fee: 100, product_fee: undefined, transport_fee: 99 },
    'order_fee: sum',
  ],
  ['customs_declare', { syssn: 'x'.repeat(33) }, 'syssn: pattern'],
  ['customs_redeclare', { mch_customs_no: undefined }, 'mch_customs_no: required'],
  ['customs_query', { customs: 'x'.repeat(21) }, 'customs: pattern'],
  ['customs_query', { sub_order_no: 'x'.repeat(41) }, 'sub_order_no: pattern'],
  ['weixin_openid', { code: undefined }, 'code: required'],
  ['trade_bill', { trade_date: '2026-02-30' }, 'trade_date: timestamp'],
  ['trade_bill', { trade_date: '20260201' }, 'trade_date: timestamp'],
];

describe('OPERATIONS', () => {
  it('are listed by their own names, each under a path of its own', () => {
    expect(every.filter(([name, operation]) => operation.name !== name)).toEqual([]);
    expect(new Set(every.map(([, { path }]) => path)).size).toBe(30);
  });

  it('change nothing exactly where they only look', () => {
    const reads = every.filter(([, { readOnly }]) => readOnly).map(([name]) => name);
    expect(reads).toEqual([
      'query',
      'customer_query',
      'product_query',
      'token_query',
      'subscription_query',
      'billing_order_list',
      'customs_query',
      'weixin_openid',
      'trade_bill',
    ]);
  });

  it.each(every)('%s refuses an unknown field and names what is missing', (name, operation) => {
    const sample = SAMPLE_REQUESTS[operation.name];
    expect(rulesWith(() => readRequest(operation, { ...sample, oops: 1 }))).toEqual([
      'oops: unknown_field',
    ]);
    expect(name).toBe(operation.name);
  });

  it.each(every)('%s has a type that knows every field of its schema', (_, operation) => {
    const sample: object = SAMPLE_REQUESTS[operation.name];
    const cancel = operation.name === 'reversal' ? SAMPLE_REQUESTS.close : sample;
    const known = Object.keys(requestObject(operation.request, sample).shape);
    const optional = operation.name === 'customer_update' ? ['phone', 'email'] : [];
    expect(
      Object.keys({ ...sample, ...cancel })
        .concat(optional)
        .sort(),
    ).toEqual(known.sort());
  });

  it.each(WRONG)('%s refuses %j', (name, other, rule) => {
    const operation: Operation<unknown, unknown> = OPERATIONS[name];
    expect(
      rulesWith(() => readRequest(operation, { ...SAMPLE_REQUESTS[name], ...other })),
    ).toContain(rule);
  });

  it('quote the note of their own field where a name has two meanings', () => {
    const product = { ...SAMPLE_REQUESTS.product_create, type: 'rent' };
    expect(issuesWith(() => readRequest(OPERATIONS.product_create, product))).toMatchObject([
      { field: 'type', expected: 'recurring or onetime', example: 'recurring' },
    ]);
    const subscription = { ...SAMPLE_REQUESTS.subscription_create, start_time: 'now' };
    expect(
      issuesWith(() => readRequest(OPERATIONS.subscription_create, subscription)),
    ).toMatchObject([
      {
        expected: 'a time, YYYY-MM-DD HH:mm:ss or ISO 8601 with Z',
        example: '2026-01-01 10:30:34',
      },
    ]);
  });

  it('say what is expected of a part of a list', () => {
    const request = {
      ...SAMPLE_REQUESTS.subscription_create,
      products: [{ product_id: 'p', quantity: 'two' }],
    };
    expect(issuesWith(() => readRequest(OPERATIONS.subscription_create, request))).toEqual([
      {
        field: 'products.0.quantity',
        rule: 'type',
        expected: 'an integer from 1',
        received: '"two"',
        example: '1',
      },
    ]);
    const none = {
      ...SAMPLE_REQUESTS.subscription_create,
      products: [{ product_id: 'p', quantity: 0 }],
    };
    expect(issuesWith(() => readRequest(OPERATIONS.subscription_create, none))).toMatchObject([
      { rule: 'range', expected: 'an integer from 1', received: '0' },
    ]);
  });

  it('let a product be billed once, and a year at most', () => {
    const { product_create } = OPERATIONS;
    const once = { name: 'Tea', txamt: 1, txcurrcd: 'HKD' };
    expect(readRequest(product_create, once)).toEqual(once);
    expect(rulesWith(() => readRequest(product_create, { ...once, interval_count: 13 }))).toEqual([
      'interval_count: range',
    ]);
    for (const [interval, interval_count] of Object.entries({
      monthly: 12,
      yearly: 1,
      hours: 8784,
      minutes: 527_040,
    })) {
      const product = { ...once, type: 'recurring', interval, interval_count };
      expect(readRequest(product_create, product)).toEqual(product);
    }
  });

  it('take a declaration in parts only when its fees add up', () => {
    const { customs_declare } = OPERATIONS;
    const {
      order_fee: _,
      transport_fee: __,
      product_fee: ___,
      ...whole
    } = SAMPLE_REQUESTS.customs_declare;
    expect(readRequest(customs_declare, whole)).toEqual(whole);
    const part = { ...whole, order_fee: 100, product_fee: 100 };
    expect(readRequest(customs_declare, part)).toEqual(part);
    for (const fees of [{ transport_fee: 1 }, { product_fee: 1 }]) {
      expect(rulesWith(() => readRequest(customs_declare, { ...whole, ...fees }))).toEqual([
        'order_fee: sum',
      ]);
    }
    const weChat = {
      trade_type: 'weixin',
      syssn: '1',
      customs: 'SHANGHAI_ZS',
      mch_customs_no: '1',
      action_type: 'MODIFY',
    };
    expect(readRequest(customs_declare, weChat)).toEqual(weChat);
    expect(
      issuesWith(() => readRequest(customs_declare, { ...weChat, order_fee: 1 })),
    ).toMatchObject([
      { field: 'order_fee', expected: 'transport_fee and product_fee together', received: '1' },
    ]);
  });
});
