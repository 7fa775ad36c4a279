import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { OPERATIONS } from './operations.ts';
import { paymentSchema, scannedPayment, webPayment } from './payment-schema.ts';
import { REQUEST_FIELD_NAMES } from './request-field-name.ts';
import { requestObject, requestShape, wholeShape } from './request-shape.ts';

describe('requestObject', () => {
  it('is the object itself, whatever the input', () => {
    expect(requestObject(webPayment, 'text')).toBe(webPayment);
  });

  it('is the member that claims the input', () => {
    expect(requestObject(paymentSchema, { pay_type: '800108' })).toBe(scannedPayment);
    expect(requestObject(paymentSchema, { pay_type: '801101' })).toBe(webPayment);
  });

  it.each([{ pay_type: '999999' }, {}, null, undefined, 'text', []])(
    'is the first member for an input that none claims: %j',
    (input) => {
      expect(requestObject(paymentSchema, input)).toBe(webPayment);
    },
  );

  it.each([
    z.string(),
    z.union([webPayment, scannedPayment]),
    z.discriminatedUnion('pay_type', [z.discriminatedUnion('pay_type', [webPayment])]),
  ])('cannot be found elsewhere', (schema) => {
    expect(() => requestObject(schema, {})).toThrow(
      new TypeError('A request schema must be an object or a discriminated union of objects.'),
    );
  });
});

describe('the shape of a request', () => {
  it('holds the fields for one input, or for all', () => {
    expect(Object.keys(requestShape(paymentSchema, { pay_type: '800108' }))).toContain('auth_code');
    expect(Object.keys(requestShape(paymentSchema, { pay_type: '801514' }))).not.toContain(
      'auth_code',
    );
    expect(Object.keys(wholeShape(paymentSchema))).toEqual(
      expect.arrayContaining(['auth_code', 'return_url', 'sub_openid', 'extend_info']),
    );
    expect(Object.keys(wholeShape(webPayment))).toEqual(Object.keys(webPayment.shape));
  });
});

describe('the names that no address may carry', () => {
  const withAddress = Object.values(OPERATIONS).filter(({ request }) =>
    Object.keys(wholeShape(request)).some((name) => name.endsWith('_url')),
  );

  it.each(withAddress)('are all names of $name', ({ request }) => {
    const names = Object.keys(wholeShape(request));
    expect(names.filter((name) => !REQUEST_FIELD_NAMES.has(name))).toEqual([]);
  });

  it('belong to four calls', () => {
    expect(withAddress.map(({ name }) => name)).toEqual([
      'payment',
      'authtrade',
      'create_payment_intent',
      'create_token_intent',
    ]);
  });
});
