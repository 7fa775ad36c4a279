import { runInNewContext } from 'node:vm';
import { clientKey } from '@qf/signing';
import { describe, expect, it } from 'vitest';
import { readDelivery, type SignedBody } from './read-delivery.ts';
import { gateway, KEY } from './testing/merchant-key.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body as the gateway delivers it. */
function delivery(body: string | Uint8Array, more: Partial<SignedBody> = {}): SignedBody {
  const signature = gateway.sign(body)['X-QF-SIGN'];
  const raw = typeof body === 'string' ? bytes(body) : body;
  return { body: raw, signature, keys: KEY, ...more };
}

describe('readDelivery', () => {
  it('reads what was signed', () => {
    const { body } = gateway.payment({ syssn: '1' });
    expect(readDelivery(delivery(body))).toMatchObject({
      state: 'genuine',
      event: { type: 'payment', syssn: '1' },
    });
  });

  it('reads bytes of another realm, such as a test runner’s', () => {
    const { body } = gateway.payment({ syssn: '1' });
    const given: Uint8Array = runInNewContext('Uint8Array').from(bytes(body));
    expect(given instanceof Uint8Array).toBe(false);
    expect(readDelivery(delivery(given))).toMatchObject({ state: 'genuine' });
  });

  it.each([
    ['no signature', undefined, 'missing'],
    ['an empty one', '', 'missing'],
    ['a wrong one', '0'.repeat(32), 'mismatch'],
    ['one of another body', gateway.sign('{}')['X-QF-SIGN'], 'mismatch'],
    ['one that is no digest', 'x', 'malformed'],
  ])('takes %s for forged', (_, signature, reason) => {
    const { body } = gateway.payment();
    expect(readDelivery(delivery(body, { signature }))).toEqual({ state: 'forged', reason });
  });

  it('takes what another key signed for forged', () => {
    const keys = clientKey('demo-key-0002-NOT-REAL');
    const { body } = gateway.payment();
    expect(readDelivery(delivery(body, { keys }))).toEqual({ state: 'forged', reason: 'mismatch' });
  });

  it.each([
    ['no object', 'x'],
    ['an object that hides what it is', Object.freeze({})],
    ['nothing', undefined],
    ['an empty ring', []],
  ])('verifies nothing with a key that is %s', (_, keys) => {
    const reading = readDelivery(delivery(gateway.payment().body, { keys: keys as never }));
    expect(reading).toMatchObject({ state: 'no_key', error: expect.any(Error) });
  });

  it('does not read before the signature fits', () => {
    const broken = delivery('{"a":', { signature: '0'.repeat(32) });
    expect(readDelivery(broken)).toEqual({ state: 'forged', reason: 'mismatch' });
  });

  it.each(['', ' {}', '[{}]', 'txamt=1', '\uFEFF{}', '"{"'])(
    'does not read %j, which does not begin with a brace',
    (body) => {
      expect(readDelivery(delivery(body))).toEqual({
        state: 'unreadable',
        reason: 'not_json',
        sentence: expect.stringMatching(/does not begin with "\{".*signed checkout address/),
      });
    },
  );

  it.each([
    '{}',
    '{"resperr": "wrong", "respmsg": "format error", "respcd": "1103"}',
    '{"respcd": "0000", "syssn": "1", "out_trade_no": "A", "txamt": "1", "txcurrcd": "HKD"}',
    '{"notify_type": "", "order_type": "", "syssn": "1"}',
    '{"notify_type": 1, "order_type": ["payment"]}',
  ])('does not read %j, which may be a reply', (body) => {
    expect(readDelivery(delivery(body))).toEqual({
      state: 'unreadable',
      reason: 'no_type',
      sentence: expect.stringMatching(/neither notify_type nor order_type.*signed reply/),
    });
  });

  it.each(['{"notify_type": "something_new"}', '{"order_type": "something_new"}'])(
    'reads %j, a kind that nobody knows yet',
    (body) => {
      expect(readDelivery(delivery(body))).toMatchObject({
        state: 'genuine',
        event: { type: 'other' },
      });
    },
  );

  it.each(['{"a":1,"a":2}', '{"a":1,}', '{', '{}{}'])('cannot read %j', (body) => {
    const reading = readDelivery(delivery(body));
    expect(reading).toEqual({ state: 'unreadable', error: expect.any(Error) });
  });

  it('cannot read bytes that are no UTF-8', () => {
    const body = Uint8Array.from([...bytes('{"a":"'), 0xff, ...bytes('"}')]);
    expect(readDelivery(delivery(body))).toMatchObject({ state: 'unreadable' });
  });
});
