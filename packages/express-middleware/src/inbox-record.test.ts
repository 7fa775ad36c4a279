import { parseNotification } from '@qf/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inboxRecord } from './inbox-record.ts';
import { gateway } from './testing/merchant-key.ts';

const event = (fields: Readonly<Record<string, string | undefined>>) =>
  parseNotification(new TextEncoder().encode(gateway.payment(fields).body));

const SYSDTM = { sysdtm: '2026-01-01 10:30:35' };

/** What is in the inboxes of merchants: another key for the same event would be a second effect. */
const KNOWN = [
  {
    sent: gateway.payment({
      ...{ syssn: '20260101000100020000000001', out_trade_no: 'A-1', mchid: 'M1', ...SYSDTM },
    }),
    record: {
      key: '35112c635d885f3a7c7bacfc60cef5485d26f9090c7161e259c8d7270ff4ad29',
      fingerprint: '4024c9ac9133d5e529f269cce4bfc1e2ca71eec7c103847fa7e5cd0caba272dc',
      account: 'default',
      type: 'payment',
      ...{ syssn: '20260101000100020000000001', out_trade_no: 'A-1', mchid: 'M1' },
    },
  },
  {
    sent: gateway.token({ tokenid: 'tk_1', customer_id: 'cust_1', ...SYSDTM }),
    record: {
      key: 'c9d6716699901a35dcb5498de331867a29d8a8672b888610bec97a695b6ed782',
      fingerprint: '976b89ac87adc3e79141a41ced0e74b589e87758b9f64eaca76bf7d9635934c9',
      account: 'default',
      type: 'payment_token',
      ...{ syssn: undefined, out_trade_no: undefined, mchid: undefined },
    },
  },
  {
    sent: gateway.subscriptionPayment({
      ...{ subscription_order_id: 'order_1', subscription_id: 'sub_1', syssn: '2026' },
      ...{ customer_id: 'cust_1' },
    }),
    record: {
      key: 'af3657a07cedf71a38978a13f56b508bb244f278aae4ac3a408fb6dd5466480a',
      fingerprint: 'd357aa9e9c014379b6980ccb5d3aa37709b8dd34e8f0b073453836c3d1138234',
      account: 'default',
      type: 'subscription_payment',
      ...{ syssn: '2026', out_trade_no: undefined, mchid: undefined },
    },
  },
];

describe('inboxRecord', () => {
  it.each(KNOWN)('of $record.type stays what it is', ({ sent, record }) => {
    const read = parseNotification(new TextEncoder().encode(sent.body));
    expect(inboxRecord(read, 'default')).toEqual(record);
  });

  it.each(['token', 'subscription', 'other'] as const)('names the store of a %s too', (kind) => {
    const { body } = gateway[kind]({ mchid: 'M1' });
    const read = parseNotification(new TextEncoder().encode(body));
    expect(inboxRecord(read, 'a').mchid).toBe('M1');
  });

  it('takes a store that is no text for none', () => {
    const body = new TextEncoder().encode('{"notify_type":"something_new","mchid":{"id":"M1"}}');
    expect(inboxRecord(parseNotification(body), 'a').mchid).toBeUndefined();
  });

  it('takes an empty store for none', () => {
    const fields = { syssn: '1', out_trade_no: 'A' };
    const [none, empty] = [undefined, ''].map((mchid) =>
      inboxRecord(event({ ...fields, mchid }), 'a'),
    );
    expect([none, empty?.mchid]).toEqual([empty, undefined]);
  });

  it('gives different keys to different accounts, stores and events', () => {
    const text = fc.string({ minLength: 1, maxLength: 8 }).filter((part) => part.trim() === part);
    const identity = fc.record({ account: text, mchid: text, syssn: text });
    const keyOf = ({ account, mchid, syssn }: { account: string; mchid: string; syssn: string }) =>
      inboxRecord(event({ mchid, syssn }), account).key;
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(keyOf(one) === keyOf(other)).toBe(isSame);
      }),
    );
  });

  it('gives one key to a live payment with and without cancel, and another to a cancelled one', () => {
    const fields = { syssn: '1', out_trade_no: 'A' };
    const [live, bare, cancelled] = ['0', undefined, '3'].map(
      (cancel) => inboxRecord(event({ ...fields, cancel }), 'a').key,
    );
    expect(bare).toBe(live);
    expect(cancelled).not.toBe(live);
  });

  it.each(['out_trade_no', 'txamt', 'txcurrcd', 'status', 'respcd', 'pay_type'])(
    'gives another fingerprint to another %s',
    (name) => {
      const fields = { syssn: '1', out_trade_no: 'A' };
      const one = inboxRecord(event(fields), 'a');
      const other = inboxRecord(event({ ...fields, [name]: '9' }), 'a');
      expect(other.key).toBe(one.key);
      expect(other.fingerprint).not.toBe(one.fingerprint);
    },
  );

  it('gives the same fingerprint to what says nothing about money', () => {
    const fields = { syssn: '1', out_trade_no: 'A' };
    const one = inboxRecord(event(fields), 'a');
    expect(inboxRecord(event({ ...fields, goods_name: 'tea', extra: 'x' }), 'a')).toEqual(one);
  });
});
