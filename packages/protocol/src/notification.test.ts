import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { gatewayJson } from './gateway-json.ts';
import { parseNotification } from './notification.ts';
import type { Notification } from './notification-types.ts';
import { issuesWith, refusal, rulesWith } from './testing/refusal.ts';
import {
  BILLING,
  CARD,
  PAYMENT,
  REFUND,
  SUBSCRIPTION,
  TOKEN,
} from './testing/sample-notifications.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function parse(fields: object): Notification {
  return parseNotification(bytes(gatewayJson(fields)));
}

describe('parseNotification', () => {
  it('reads a payment: text as text, the amount as integer, raw as it came', () => {
    expect(parse(PAYMENT)).toEqual({
      ...PAYMENT,
      txamt: 1000,
      type: 'payment',
      id: 'payment/20260101000100020000000001/0',
      raw: PAYMENT,
    });
  });

  it.each([
    ['payment', PAYMENT, 'payment', 'payment/20260101000100020000000001/0'],
    ['card payment without notify_type', CARD, 'payment', 'payment/20260101000100020000000001/0'],
    ['refund', REFUND, 'refund', 'refund/20260101000100020000000002/0/refund-1'],
    [
      'refund under its older word',
      { ...REFUND, notify_type: 'cancel' },
      'refund',
      'refund/20260101000100020000000002/0/refund-1',
    ],
    [
      'card refund',
      { ...CARD, order_type: 'refund', cancel: '3' },
      'refund',
      'refund/20260101000100020000000001/3/ORDER-20260101-0001',
    ],
    [
      'release of a pre-authorisation',
      { ...PAYMENT, notify_type: 'unfreeze' },
      'unfreeze',
      'unfreeze/20260101000100020000000001/0',
    ],
    [
      'close',
      { ...PAYMENT, notify_type: 'close', cancel: '2' },
      'close',
      'close/20260101000100020000000001/2',
    ],
    ['token', TOKEN, 'payment_token', 'payment_token/tok_1/NEW/2026-01-01%2010%3A30%3A35'],
    [
      'state of a subscription',
      SUBSCRIPTION,
      'subscription',
      'subscription/sub_1/PAST_DUE/2026-01-01%2010%3A30%3A35',
    ],
    [
      'billing',
      BILLING,
      'subscription_payment',
      'subscription_payment/sub_ord_1_0001/2/1205//20260101000100020000000003',
    ],
  ])('knows a %s', (_, fields, type, id) => {
    expect(parse(fields)).toMatchObject({ type, id, raw: fields });
  });

  it('keeps fields that no type lists in raw', () => {
    const event = parse(REFUND);
    expect(event).not.toHaveProperty('orig_syssn');
    expect(event.raw['orig_syssn']).toBe('20260101000100020000000001');
    expect(event.raw['orig_out_trade_no']).toBe('ORDER-20260101-0001');
  });

  it('reads every field of a token and of a billing', () => {
    expect(parse(TOKEN)).toMatchObject({
      tokenid: 'tok_1',
      event: 'NEW',
      token_expiry_date: '2027-12-31',
      cardcd: '400000******1091',
      card_scheme: 'VISA',
      customer_id: 'cust_1',
      token_reason: 'monthly tea',
      token_reference: undefined,
      userid: '17',
      respcd: '0000',
      respmsg: undefined,
      sysdtm: '2026-01-01 10:30:35',
    });
    expect(parse(BILLING)).toMatchObject({
      respcd: '1205',
      respmsg: 'do not honour',
      syssn: '20260101000100020000000003',
      txamt: 1234,
      txcurrcd: 'HKD',
      customer_id: 'cust_1',
      product_id: 'prod_1,prod_2',
      current_iteration: '2',
      reason: 'declined',
    });
  });

  it.each([
    [{ notify_type: 'chargeback', syssn: '7', amount: [1] }],
    [{ notify_type: 'toString', syssn: '7' }],
    [{ notify_type: ['payment'], syssn: '7' }],
    [{ syssn: '7' }],
    [{}],
  ])('lets an event of an unknown kind survive: %j', (fields) => {
    const event = parse(fields);
    expect(event).toMatchObject({ type: 'other', raw: fields });
    expect(event.id).toBe(parse(fields).id);
  });

  it('offers the numbers of an unknown event', () => {
    expect(
      parse({ notify_type: 'chargeback', syssn: 7, out_trade_no: 'order-1', mchid: 'M1' }),
    ).toMatchObject({
      notify_type: 'chargeback',
      syssn: '7',
      out_trade_no: 'order-1',
      mchid: 'M1',
    });
  });

  it.each([
    [{ ...PAYMENT, txamt: 1000 }, 1000],
    [{ ...PAYMENT, txamt: '0' }, 0],
  ])('reads the amount as number or digits', (fields, txamt) => {
    expect(parse(fields)).toMatchObject({ txamt });
  });

  it.each([
    ['syssn', PAYMENT],
    ['out_trade_no', PAYMENT],
    ['txamt', PAYMENT],
    ['tokenid', TOKEN],
    ['subscription_id', SUBSCRIPTION],
    ['state', SUBSCRIPTION],
    ['subscription_id', BILLING],
    ['subscription_order_id', BILLING],
    ['respcd', BILLING],
  ])('cannot read an event without %s', (name, fields) => {
    for (const empty of [undefined, null, '']) {
      expect(issuesWith(() => parse({ ...fields, [name]: empty }))).toEqual([
        { field: name, rule: 'required', expected: `a value for ${name}`, received: 'nothing' },
      ]);
    }
  });

  it('lists everything that is missing', () => {
    expect(rulesWith(() => parse({ notify_type: 'payment' }))).toEqual([
      'syssn: required',
      'out_trade_no: required',
      'txamt: required',
    ]);
  });

  it.each(['10.00', '1e3', 12.5, true, {}])('cannot read the amount %j', (txamt) => {
    expect(rulesWith(() => parse({ ...PAYMENT, txamt }))).toEqual(['txamt: type']);
  });

  it('reads a code that is printed without quotes', () => {
    const body = gatewayJson(PAYMENT).replace('"respcd": "0000"', '"respcd": 0000');
    expect(body).toContain('"respcd": 0000');
    expect(parseNotification(bytes(body))).toMatchObject({ respcd: '0000', raw: PAYMENT });
  });

  it.each([
    ['a name twice', '{"notify_type": "payment", "txamt": "1", "txamt": "1000"}', 'duplicate_name'],
    ['half of a pair', '{"goods_name": "\\ud83e"}', 'surrogate'],
    ['deep nesting', `{"a":${'['.repeat(9)}${']'.repeat(9)}}`, 'depth'],
    ['a trailing comma', '{"notify_type": "subscription_payment",}', 'syntax'],
    ['a byte order mark', '\uFEFF{}', 'syntax'],
    ['nothing', '', 'syntax'],
    ['a list', '[]', 'type'],
    ['text', '"SUCCESS"', 'type'],
  ])('refuses %s', (_, text, rule) => {
    const error = refusal(() => parseNotification(bytes(text)));
    expect(error.code).toBe('ERR_QF_UNREADABLE_NOTIFICATION');
    expect(error.issues).toMatchObject([{ rule }]);
  });

  it.each([
    ['[]', 'a list of 0'],
    ['"SUCCESS"', '"SUCCESS"'],
    ['1', '1'],
    ['null', 'null'],
  ])('says that %s is no JSON object', (text, received) => {
    expect(issuesWith(() => parseNotification(bytes(text)))).toEqual([
      { field: '', rule: 'type', expected: 'a JSON object', received },
    ]);
  });

  it('refuses bytes that are not UTF-8', () => {
    const body = Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x30, 0x7d);
    expect(rulesWith(() => parseNotification(body))).toEqual([': utf8']);
  });

  it.each(['{}', {}, null, undefined, PAYMENT])(
    'refuses a body that is no longer bytes',
    (body) => {
      expect(issuesWith(() => parseNotification(body as unknown as Uint8Array))).toMatchObject([
        { field: '', rule: 'bytes', expected: 'the raw body as bytes' },
      ]);
    },
  );

  it('reads bytes of another realm, which a test runner may give', () => {
    const body: Uint8Array = runInNewContext('Uint8Array').from(bytes(gatewayJson(PAYMENT)));
    expect(body instanceof Uint8Array).toBe(false);
    expect(parseNotification(body)).toMatchObject({ type: 'payment', syssn: PAYMENT.syssn });
  });

  it('reads a Buffer, which is bytes', () => {
    expect(parseNotification(Buffer.from(gatewayJson(PAYMENT))).type).toBe('payment');
  });
});

describe('the kind of an event', () => {
  it('is told by order_type where notify_type is empty', () => {
    const { notify_type: _, ...rest } = PAYMENT;
    for (const word of [{}, { notify_type: '' }, { notify_type: null }]) {
      const event = { ...rest, ...word, order_type: 'payment' };
      expect(parse(event)).toMatchObject({ type: 'payment', id: parse(PAYMENT).id });
    }
  });
});

describe('event.id', () => {
  it('of an unknown kind is everything it says, names in order', () => {
    const event = { notify_type: 'x', b: [1, { d: 'é', c: null }], a: true };
    expect(parse(event).id).toBe('"x" {"a":true,"b":[1,{"c":null,"d":"é"}],"notify_type":"x"}');
    expect(parse({ a: true, b: [1, { c: null, d: 'é' }], notify_type: 'x' }).id).toBe(
      parse(event).id,
    );
    expect(parse({ notify_type: 7 }).id).toBe('"" {"notify_type":7}');
  });

  it('does not depend on fields that do not name the event', () => {
    const { id } = parse(PAYMENT);
    expect(parse({ ...PAYMENT, sysdtm: '2026-01-02 00:00:00', respmsg: 'x', more: 1 }).id).toBe(id);
    expect(parse({ ...PAYMENT, txamt: '1' }).id).toBe(id);
  });

  it('of a billing does not depend on the time where its own number is known', () => {
    expect(parse({ ...BILLING, txdtm: '2026-01-02 10:30:34' }).id).toBe(parse(BILLING).id);
  });

  it('takes a missing cancel for 0, and a number for its digits', () => {
    const { cancel: _c, ...rest } = PAYMENT;
    expect(parse(rest).id).toBe(parse(PAYMENT).id);
    expect(parse({ ...rest, cancel: null }).id).toBe(parse(PAYMENT).id);
    expect(parse({ ...rest, cancel: 0, syssn: 7 }).id).toBe('payment/7/0');
  });

  it.each([
    [PAYMENT, { syssn: '2' }],
    [PAYMENT, { cancel: '3' }],
    [PAYMENT, { notify_type: 'refund' }],
    [PAYMENT, { notify_type: 'close' }],
    [TOKEN, { tokenid: 'tok_2' }],
    [TOKEN, { event: 'MATCH' }],
    [TOKEN, { sysdtm: '2026-01-01 10:30:36' }],
    [SUBSCRIPTION, { subscription_id: 'sub_2' }],
    [SUBSCRIPTION, { state: 'ACTIVE' }],
    [SUBSCRIPTION, { sysdtm: '2026-01-01 10:30:36' }],
    [BILLING, { subscription_order_id: 'sub_ord_1_0002' }],
    [BILLING, { current_iteration: 3 }],
    [BILLING, { respcd: '0000' }],
    [BILLING, { sysdtm: '2026-01-01 10:30:36' }],
    [BILLING, { syssn: '20260101000100020000000004' }],
    [
      { ...BILLING, syssn: '' },
      { syssn: '', txdtm: '2026-01-02 10:30:34' },
    ],
    [REFUND, { out_trade_no: 'refund-2' }],
    [{ notify_type: 'x', a: 1 }, { a: '1' }],
    [{ notify_type: 'x', a: [1, 2] }, { a: [[1, 2]] }],
    [{ notify_type: 'x', a: null }, { a: 'null' }],
    [{ notify_type: 'x', a: true }, { notify_type: 'y' }],
  ])('is another one for another event', (fields, other) => {
    expect(parse({ ...fields, ...other }).id).not.toBe(parse(fields).id);
  });
});
