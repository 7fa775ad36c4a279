import { parseNotification } from '@qf/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inboxRecord } from './inbox-record.ts';
import { gateway } from './testing/merchant-key.ts';

const event = (fields: Readonly<Record<string, string | undefined>>) =>
  parseNotification(new TextEncoder().encode(gateway.payment(fields).body));

describe('inboxRecord', () => {
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
