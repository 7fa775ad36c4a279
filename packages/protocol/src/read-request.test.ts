import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { readRequest } from './read-request.ts';
import { wholeShape } from './request-shape.ts';
import { issuesWith, refusal, rulesWith } from './testing/refusal.ts';
import { SAMPLE_REQUESTS } from './testing/sample-requests.ts';

const { refund, query, close, payment } = OPERATIONS;

const every: readonly Operation<unknown, unknown>[] = Object.values(OPERATIONS);

describe('readRequest', () => {
  it('lists every issue at once, each with what was expected, what came and an example', () => {
    const input = { syssn: 'not a number', txamt: 12.34, txdtm: '1 Jan 2026', mchID: 'M1' };
    expect(issuesWith(() => readRequest(refund, input))).toEqual([
      {
        field: 'syssn',
        rule: 'pattern',
        expected: "QFPay's number: 1 to 40 letters or digits",
        received: '"not a number"',
        example: '20260101000100020012345678',
      },
      {
        field: 'txamt',
        rule: 'type',
        expected: 'an integer of minor units, 1 to 99999999999',
        received: '12.34',
        example: '1234',
      },
      {
        field: 'txdtm',
        rule: 'timestamp',
        expected: 'a time that exists, YYYY-MM-DD HH:mm:ss',
        received: '"1 Jan 2026"',
        example: '2026-01-01 10:30:34',
      },
      {
        field: 'out_trade_no',
        rule: 'required',
        expected: '1 to 128 of A-Z a-z 0-9 _ | * . -',
        received: 'nothing',
        example: 'order-20260101-0001',
      },
      {
        field: 'mchID',
        rule: 'unknown_field',
        expected: 'no field of this name (did you mean mchid?)',
        received: 'text of 2 characters (hidden)',
      },
    ]);
  });

  it('throws a coded error whose sentence holds all of it', () => {
    const error = refusal(() => readRequest(refund, { syssn: '1', txamt: 0 }));
    expect(error.code).toBe('ERR_QF_INVALID_REQUEST');
    expect(error.message).toBe(
      'The request is not valid. txamt: expected an integer of minor units, 1 to 99999999999, for example 1234; received 0. out_trade_no: expected 1 to 128 of A-Z a-z 0-9 _ | * . -, for example order-20260101-0001; received nothing.',
    );
  });

  it('never repeats a secret, whatever is wrong with it, nor the value of an unknown field', () => {
    const secret = 'CANARY-5f3a';
    const inputs: [Operation<unknown, unknown>, object][] = [
      [payment, { pay_type: '800108', auth_code: `${secret}-!`, key: secret, client_key: secret }],
      [payment, { pay_type: '800207', sub_openid: `${secret}/` }],
      [payment, { pay_type: '800107', openid: `${secret}/` }],
      [payment, { pay_type: '800201', extend_info: secret }],
      [
        OPERATIONS.customer_create,
        { name: `${secret}&`, phone: `${secret}&`, email: `${secret}&` },
      ],
      [OPERATIONS.customer_create, { billing_address: { city: `${secret}&` } }],
      [OPERATIONS.customer_create, { billing_address: { [`${'x'.repeat(41)}`]: secret } }],
      [OPERATIONS.customer_create, { billing_address: { [`${secret}, Flat 5`]: 'x' } }],
      [OPERATIONS.customer_delete, { customer_id: `${secret}@shop.example` }],
      [
        OPERATIONS.create_token_intent,
        { token_reason: `${secret}&`, token_reference: `${secret}&` },
      ],
      [OPERATIONS.add_note, { note: `${secret}&` }],
      [payment, { pay_type: '800212', extend_info: { spbill_create_ip: secret } }],
      [payment, { pay_type: '801101', return_url: `https://admin:${secret}@shop.example` }],
      [payment, { pay_type: '801101', notify_url: `https:/admin:${secret}@shop.example` }],
      [OPERATIONS.subscription_create, { token_id: `${secret}/` }],
      [OPERATIONS.weixin_openid, { code: `${secret}/` }],
    ];
    for (const [operation, input] of inputs) {
      const error = refusal(() => readRequest(operation, input));
      expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain(secret);
    }
  });

  it('says of a hidden part what the whole must be, and of a part that is shown what the part must be', () => {
    const address = { billing_address: { city: 5 } };
    expect(issuesWith(() => readRequest(OPERATIONS.customer_create, address))).toEqual([
      {
        field: 'billing_address',
        rule: 'type',
        expected: 'an object of texts; the wire carries it as JSON text',
        example: '{"address1":"1 Demo Road","city":"Hong Kong","country_code":"HK"}',
        received: 'a number (hidden)',
      },
    ]);
    const products = [{ product_id: 'prod 1', quantity: 0 }];
    const subscription = { customer_id: 'cust_1', token_id: 'tok_1', products };
    expect(
      issuesWith(() => readRequest(OPERATIONS.subscription_create, subscription)),
    ).toMatchObject([
      {
        field: 'products.0.product_id',
        expected: "QFPay's id: 1 to 64 letters, digits, _ or -",
        example: 'prod_0000000000000001',
      },
      { field: 'products.0.quantity', expected: 'an integer from 1', example: '1' },
    ]);
  });

  it.each(every.filter(({ request }) => Object.hasOwn(wholeShape(request), 'txamt')))(
    'takes amounts as integers of minor units only: $name',
    (operation) => {
      for (const txamt of [1.5, 0.1 + 0.2, '100', '1.00', Number.NaN, 1e21, 0, -5, 100n]) {
        const input = { pay_type: '801514', txamt };
        expect(rulesWith(() => readRequest(operation, input))).toContainEqual(
          expect.stringMatching(/^txamt: (type|range)$/),
        );
      }
    },
  );

  it('wants a number or a whole range of a query', () => {
    expect(issuesWith(() => readRequest(query, { start_time: '2026-01-01 00:00:00' }))).toEqual([
      {
        field: 'syssn',
        rule: 'one_of',
        expected: 'syssn, or out_trade_no, or start_time with end_time',
        received: 'nothing',
      },
    ]);
    expect(readRequest(query, { syssn: '1,2' })).toEqual({ syssn: '1,2' });
    const range = { start_time: '2026-01-01 00:00:00', end_time: '2026-01-31 23:59:59' };
    expect(readRequest(query, range)).toEqual(range);
  });

  it.each([
    ['2026-01-31 23:59:59', '2026-02-01 00:00:00'],
    ['2026-01-02 00:00:00', '2026-01-01 00:00:00'],
    ['2025-01-01 00:00:00', '2026-01-31 00:00:00'],
  ])(
    'refuses the range from %s to %s, which no single query can look at',
    (start_time, end_time) => {
      const range = { start_time, end_time };
      expect(rulesWith(() => readRequest(query, range))).toEqual(['end_time: one_month']);
      expect(rulesWith(() => readRequest(query, { ...range, page_size: 101 }))).toEqual([
        'page_size: range',
        'end_time: one_month',
      ]);
    },
  );

  it.each([
    [{ out_trade_no: 'a,b c' }, 'out_trade_no: pattern'],
    [{ out_trade_no: 'a,,b' }, 'out_trade_no: pattern'],
    [{ syssn: Array.from({ length: 101 }, () => '1').join(',') }, 'syssn: too_many'],
    [{ syssn: '1', pay_type: '801514,8' }, 'pay_type: pattern'],
    [{ syssn: '1', respcd: '0' }, 'respcd: pattern'],
    [{ syssn: '1', page: 0 }, 'page: range'],
    [{ syssn: '1', page_size: 0 }, 'page_size: range'],
  ])('refuses the query %j', (input, rule) => {
    expect(rulesWith(() => readRequest(query, input))).toEqual([rule]);
  });

  it('takes a range of one moment, and half a range beside a number', () => {
    const moment = { start_time: '2026-01-31 23:59:59', end_time: '2026-01-31 23:59:59' };
    expect(readRequest(query, moment)).toEqual(moment);
    for (const name of ['start_time', 'end_time']) {
      const half = { syssn: '1', [name]: moment.end_time };
      expect(readRequest(query, half)).toEqual(half);
    }
  });

  it('takes up to 100 numbers in one query', () => {
    const syssn = Array.from({ length: 100 }, (_, index) => String(index)).join(',');
    expect(readRequest(query, { syssn })).toEqual({ syssn });
  });

  it('wants one of the numbers of the order to cancel, also when more is wrong', () => {
    expect(issuesWith(() => readRequest(close, { txamt: 1 }))).toEqual([
      expect.objectContaining({ field: 'txdtm', rule: 'required' }),
      {
        field: 'syssn',
        rule: 'one_of',
        expected: 'syssn or out_trade_no',
        received: 'nothing',
        example: '20260101000100020012345678',
      },
    ]);
  });

  it.each([{ syssn: '1' }, { out_trade_no: 'order-1' }])(
    'takes one number of the order to cancel: %j',
    (number) => {
      const cancel = { ...number, txamt: 1, txdtm: '2026-01-01 10:30:34' };
      expect(readRequest(close, cancel)).toEqual(cancel);
    },
  );

  it('takes a number that is undefined, null or "" for none', () => {
    for (const syssn of [undefined, null, '']) {
      expect(rulesWith(() => readRequest(query, { syssn }))).toEqual(['syssn: one_of']);
      expect(readRequest(query, { syssn, out_trade_no: 'a' })).toEqual({ out_trade_no: 'a' });
    }
  });

  it('suggests names of the request for a name of the request, not for one inside a field', () => {
    const { subscription_create } = OPERATIONS;
    const subscription = SAMPLE_REQUESTS.subscription_create;
    const outside = { ...subscription, customer_idd: 'x' };
    expect(issuesWith(() => readRequest(subscription_create, outside))).toMatchObject([
      { field: 'customer_idd', expected: 'no field of this name (did you mean customer_id?)' },
    ]);
    const inside = { ...subscription, products: [{ product_id: 'p', customer_idd: 'x' }] };
    expect(issuesWith(() => readRequest(subscription_create, inside))).toMatchObject([
      { field: 'products.0.customer_idd', expected: 'no field of this name' },
    ]);
  });

  it.each(['text', 17, null, undefined, [], () => 1])(
    'refuses %s in place of the fields',
    (input) => {
      expect(issuesWith(() => readRequest(refund, input))[0]).toMatchObject({ field: '' });
    },
  );
});
