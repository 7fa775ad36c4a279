import { type Notification, parseNotification } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { type Expected, isTrade, mismatch, type TradeNotification } from './expectation.ts';
import { gateway } from './testing/merchant-key.ts';

const read = (body: string) => parseNotification(new TextEncoder().encode(body));
const payment = (fields = {}) => read(gateway.payment(fields).body) as TradeNotification;
const BOOKS = { txamt: 1234, txcurrcd: 'HKD' };

describe('isTrade', () => {
  it('knows what belongs to an order', () => {
    const kinds = ['payment', 'refund', 'unfreeze', 'close', 'token', 'subscription', 'other'];
    const events = kinds.map((kind): Notification => read(gateway[kind as 'payment']().body));
    expect(events.filter(isTrade).map(({ type }) => type)).toEqual(kinds.slice(0, 4));
  });
});

describe('mismatch', () => {
  it.each([
    ['nothing', {}, {}, undefined],
    ['the amount', {}, { txamt: 1235 }, 'amount'],
    ['the amount first', {}, { txamt: 1, txcurrcd: 'JPY', mchid: 'B' }, 'amount'],
    ['the currency', {}, { txcurrcd: 'hkd' }, 'currency'],
    ['the store', { mchid: 'A' }, { mchid: 'B' }, 'mchid'],
    ['a store that the event leaves out', {}, { mchid: 'B' }, 'mchid'],
    ['nothing where the books name no store', { mchid: 'A' }, { mchid: null }, undefined],
    ['nothing where the store is the same', { mchid: 'A' }, { mchid: 'A' }, undefined],
    ['nothing where neither has a store', {}, { mchid: '' }, undefined],
    ['nothing where the books do not say whether it is closed', {}, { closed: null }, undefined],
    ['an empty store', { mchid: 'A' }, { mchid: '' }, 'mchid'],
    ['a currency that the event leaves out', { txcurrcd: undefined }, {}, 'currency'],
  ] as const)('finds %s', (_, fields, books, found) => {
    expect(mismatch(payment(fields), { ...BOOKS, ...books })).toBe(found);
  });

  it.each([
    [{ txamt: '1234' }, 'txamt string, txcurrcd string, mchid undefined, closed undefined'],
    [{ txamt: 12.34 }, 'txamt number, txcurrcd string, mchid undefined, closed undefined'],
    [{ txamt: 1234n }, 'txamt bigint, txcurrcd string, mchid undefined, closed undefined'],
    [{ txcurrcd: 344 }, 'txamt number, txcurrcd number, mchid undefined, closed undefined'],
    [
      { txcurrcd: undefined },
      'txamt number, txcurrcd undefined, mchid undefined, closed undefined',
    ],
    [{ mchid: 7 }, 'txamt number, txcurrcd string, mchid number, closed undefined'],
    [{ closed: 1 }, 'txamt number, txcurrcd string, mchid undefined, closed number'],
    [{ closed: 't' }, 'txamt number, txcurrcd string, mchid undefined, closed string'],
  ])('compares with no books like %o', (books, received) => {
    const compare = () => mismatch(payment(), { ...BOOKS, ...books } as unknown as Expected);
    const message = `expect() must give txamt as an integer of minor units, txcurrcd and mchid as text, closed as true or false. Database drivers give BIGINT and NUMERIC as text: wrap them in Number(). Received: ${received}.`;
    expect(compare).toThrow(expect.objectContaining({ code: 'ERR_QF_EXPECTED', message }));
  });
});
