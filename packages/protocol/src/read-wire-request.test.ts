import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { readRequest } from './read-request.ts';
import { readWireRequest } from './read-wire-request.ts';
import { SAMPLE_PAYMENTS } from './testing/sample-payments.ts';
import { SAMPLE_REQUESTS } from './testing/sample-requests.ts';
import { wireFields } from './wire-fields.ts';

const { payment, query, refund, add_note, subscription_query } = OPERATIONS;

const order = {
  pay_type: '801514',
  txamt: '1234',
  txcurrcd: 'HKD',
  out_trade_no: 'order-1',
  txdtm: '2026-01-01 10:30:34',
};

function read<Request>(
  operation: Operation<Request, unknown>,
  fields: Record<string, string>,
  options?: { strict?: boolean },
) {
  return readWireRequest(operation, Object.entries(fields), options);
}

describe('readWireRequest', () => {
  it('turns digits into integers and drops unknown names with a list of them', () => {
    expect(read(payment, { ...order, expired_time: '30', goods_nmae: 'tea', empty: '' })).toEqual({
      ok: true,
      request: { ...order, txamt: 1234, expired_time: 30 },
      dropped: ['goods_nmae'],
    });
  });

  it('reads JSON text into objects and lists', () => {
    const sent = wireFields(SAMPLE_REQUESTS.subscription_create);
    expect(sent['products']).toBe('[{"product_id":"prod_1","quantity":2}]');
    expect(read(OPERATIONS.subscription_create, sent)).toMatchObject({
      request: SAMPLE_REQUESTS.subscription_create,
    });
    expect(
      read(OPERATIONS.customer_create, wireFields(SAMPLE_REQUESTS.customer_create)),
    ).toMatchObject({
      request: SAMPLE_REQUESTS.customer_create,
    });
  });

  it.each(SAMPLE_PAYMENTS)('understands what a client sends for $pay_type', (request) => {
    expect(read(payment, wireFields(request), { strict: true })).toEqual({
      ok: true,
      request,
      dropped: [],
    });
  });

  it.each(Object.values(OPERATIONS) as Operation<unknown, unknown>[])(
    'understands what a client sends to $name',
    (operation) => {
      const request = SAMPLE_REQUESTS[operation.name] as object;
      expect(readRequest(operation, request)).toEqual(request);
      expect(read(operation, wireFields(request), { strict: true })).toEqual({
        ok: true,
        request,
        dropped: [],
      });
    },
  );

  it('demands what the wire demands although a caller may leave it out', () => {
    const { txdtm: _, ...untimed } = order;
    expect(read(payment, untimed)).toEqual({
      ok: false,
      issues: [
        {
          field: 'txdtm',
          rule: 'required',
          expected: 'a time that exists, YYYY-MM-DD HH:mm:ss',
          received: 'nothing',
          example: '2026-01-01 10:30:34',
        },
      ],
    });
    expect(read(add_note, { syssn: '1', note: 'x' })).toMatchObject({
      issues: [
        { field: 'code', rule: 'required', expected: 'your app code, 1 to 32 letters or digits' },
      ],
    });
  });

  it('demands a field that has no note of its own', () => {
    const request = z.strictObject({ a: z.string().optional() });
    expect(readWireRequest({ request, wire: { required: ['a'] } }, [])).toEqual({
      ok: false,
      issues: [{ field: 'a', rule: 'required', expected: 'a value', received: 'nothing' }],
    });
  });

  it('lists every issue at once, with what the wire carried', () => {
    const reading = read(refund, { syssn: '1', out_trade_no: 'a b', txamt: '12.5', txdtm: '' });
    expect(
      reading.ok ? [] : reading.issues.map(({ field, rule, received }) => [field, rule, received]),
    ).toEqual([
      ['out_trade_no', 'pattern', '"a b"'],
      ['txamt', 'type', '"12.5"'],
      ['txdtm', 'required', 'nothing'],
    ]);
  });

  it.each(['1e3', '0x10', '-1', '+1', ' 1', '１', '1234567890123456', ''])(
    'takes no amount from %j',
    (txamt) => {
      expect(read(payment, { ...order, txamt }).ok).toBe(false);
    },
  );

  it('leaves broken JSON text as text, which no schema takes', () => {
    const h5 = { ...order, pay_type: '800212', extend_info: '{"scene_info":' };
    expect(read(payment, h5)).toMatchObject({
      issues: [{ field: 'extend_info', rule: 'type', received: 'text of 14 characters (hidden)' }],
    });
  });

  it('understands the spellings of deployed programs, and prefers the right one', () => {
    expect(read(query, { mchntid: 'M1', Page: '2' })).toMatchObject({
      request: { mchid: 'M1', page: 2 },
      dropped: [],
    });
    expect(read(query, { mchntid: 'M1', mchid: 'M2' })).toMatchObject({ request: { mchid: 'M2' } });
    expect(read(subscription_query, { subscritpion_id: 'sub_1' })).toMatchObject({
      request: { subscription_id: 'sub_1' },
    });
  });

  it('takes a payment without a currency as Hong Kong dollars', () => {
    const { txcurrcd: _, ...older } = order;
    expect(read(payment, older)).toMatchObject({ request: { txcurrcd: 'HKD' } });
    expect(read(payment, { ...older, txcurrcd: 'CNY' })).toMatchObject({
      request: { txcurrcd: 'CNY' },
    });
  });

  it('understands nothing beyond the documents when strict', () => {
    const { txcurrcd: _, ...older } = order;
    const strict = { strict: true };
    expect(read(query, { mchntid: 'M1' }, strict)).toMatchObject({
      issues: [
        { field: 'mchntid', rule: 'unknown_field', received: 'text of 2 characters (hidden)' },
      ],
    });
    expect(read(payment, older, strict)).toMatchObject({
      issues: [{ field: 'txcurrcd', rule: 'required' }],
    });
    expect(read(payment, { ...order, oops: '1' }, strict)).toMatchObject({
      ok: false,
      issues: [{ field: 'oops', rule: 'unknown_field' }],
    });
  });

  it('needs no number in a query, unlike a careful sender', () => {
    expect(read(query, {})).toEqual({ ok: true, request: {}, dropped: [] });
  });

  it('reads as it was signed what only a careful sender avoids', () => {
    const sent = {
      goods_name: 'Tea & cake\nfor two',
      return_url: 'https://shop.example/thanks?order=1&out_trade_no=order-1',
      txdtm: '0000-00-00 00:00:00',
    };
    expect(read(payment, { ...order, ...sent, goods_nmae: 'tea' })).toEqual({
      ok: true,
      request: { ...order, ...sent, txamt: 1234 },
      dropped: ['goods_nmae'],
    });
    expect(read(payment, { ...order, ...sent }, { strict: true })).toMatchObject({
      issues: [{ rule: 'timestamp' }, { rule: 'unsafe_character' }, { rule: 'ampersand' }],
    });
    expect(read(OPERATIONS.add_note, { code: 'A1', syssn: '1', note: 'a & b' })).toMatchObject({
      request: { note: 'a & b' },
    });
  });

  it.each([
    [{ goods_name: '&'.repeat(65) }, 'goods_name', 'length'],
    [{ return_url: `https://shop.example/?${'a'.repeat(512)}&txamt=1` }, 'return_url', 'length'],
    [{ return_url: 'shop.example/?a=1&txamt=1' }, 'return_url', 'url'],
    [{ txdtm: 'yesterday' }, 'txdtm', 'timestamp'],
    [{ txdtm: '0000-00-00' }, 'txdtm', 'timestamp'],
    [{ txdtm: '2026-13-01 10:00:00' }, 'txdtm', 'timestamp'],
    [{ txamt: '1&2' }, 'txamt', 'type'],
    [{ mchid: 'M&1' }, 'mchid', 'pattern'],
  ])('reads nothing else that is wrong: %j', (wrong, field, rule) => {
    const reading = read(payment, { ...order, udid: 'till & 3', ...wrong });
    const issues = reading.ok ? [] : reading.issues;
    expect(issues).toContainEqual(expect.objectContaining({ field, rule }));
    expect(issues.map((issue) => issue.field)).not.toContain('udid');
  });

  it('judges the time of a query, which is not only told', () => {
    const range = { start_time: '0000-00-00 00:00:00', end_time: '2026-01-31 23:59:59' };
    expect(read(query, range)).toMatchObject({
      ok: false,
      issues: [{ field: 'start_time', rule: 'timestamp' }, { field: 'end_time' }],
    });
  });

  it('judges what stands inside an object', () => {
    const h5_info = { type: 'Wap', wap_url: 'https://shop.example', wap_name: 'Tea & cake' };
    const scene = { scene_info: { h5_info }, spbill_create_ip: '192.0.2.1' };
    const sent = { ...order, pay_type: '800212', extend_info: JSON.stringify(scene) };
    expect(read(payment, sent)).toMatchObject({
      ok: false,
      issues: [{ field: 'extend_info.scene_info.h5_info.wap_name', rule: 'unsafe_character' }],
    });
  });

  it('drops very many unknown names at once', { timeout: 20_000 }, () => {
    const unknown = Array.from({ length: 200_000 }, (_, index) => [`n${index}`, 'x'] as const);
    expect(readWireRequest(payment, [...unknown, ...Object.entries(order)])).toMatchObject({
      ok: true,
      dropped: { length: 200_000 },
    });
  });

  it('never takes a name of the prototype for a field', () => {
    const fields = { ...order, toString: 'x', constructor: 'y', __proto__: 'z' };
    expect(readWireRequest(payment, [...Object.entries(fields), ['__proto__', 'z']])).toMatchObject(
      {
        ok: true,
        dropped: ['toString', 'constructor', '__proto__'],
      },
    );
  });
});

describe('wireFields', () => {
  it('writes numbers in decimal, objects as JSON text, and leaves empties out', () => {
    expect(
      wireFields({
        txamt: 1234,
        zero: 0,
        list: [{ a: 1 }],
        text: 'a',
        none: undefined,
        nil: null,
        empty: '',
      }),
    ).toEqual({ txamt: '1234', zero: '0', list: '[{"a":1}]', text: 'a' });
  });
});
