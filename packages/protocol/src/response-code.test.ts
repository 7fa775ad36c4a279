import { describe, expect, it } from 'vitest';
import { OPERATIONS } from './operations.ts';
import {
  type CodeContext,
  dispositionOf,
  needsConfirmation,
  RESPONSE_CODES,
  responseCodeOf,
} from './response-code.ts';

const CONTEXTS: readonly CodeContext['operation'][] = [
  ...(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[]),
  'payment-row',
  'refund-row',
];

describe('dispositionOf', () => {
  it.each(CONTEXTS)('calls a code that nobody lists ambiguous: %s', (operation) => {
    for (const respcd of [
      '0',
      '00',
      '000',
      '00000',
      ' 0000',
      '',
      'toString',
      '__proto__',
      '1111 ',
    ]) {
      expect(dispositionOf(respcd, { operation })).toBe('ambiguous');
    }
  });

  it('believes success and pending wherever they appear', () => {
    for (const operation of CONTEXTS) {
      expect(dispositionOf('0000', { operation })).toBe('success');
      for (const respcd of ['1143', '1145', '1298', '2999']) {
        expect(dispositionOf(respcd, { operation })).toBe('pending');
      }
    }
  });

  it('says no only where the code is listed for the call', () => {
    const letters: Partial<Record<CodeContext['operation'], string>> = {
      payment: 'P',
      'payment-row': 'PQ',
      query: 'Q',
      refund: 'R',
      'refund-row': 'RQ',
      reversal: 'V',
      close: 'V',
      authtrade: 'A',
      unfreeze: 'A',
      customs_declare: 'C',
      customs_redeclare: 'C',
      customs_query: 'C',
    };
    const believed = Object.values(RESPONSE_CODES).flatMap(({ respcd, places }) =>
      CONTEXTS.filter((operation) => {
        const disposition = dispositionOf(respcd, { operation });
        const isListed = places.some((place) => `*${letters[operation] ?? ''}`.includes(place));
        const isUndecided = ['ambiguous', 'success', 'pending'].includes(disposition);
        return !isUndecided && !isListed;
      }).map((operation) => `${respcd} on ${operation}`),
    );
    expect(believed).toEqual([]);
  });

  it.each([
    ['1104', 'payment', 'filter error', 'auth-config'],
    ['1104', 'payment', 'Filter Error / bad', 'auth-config'],
    ['1104', 'payment', 'txamt', 'invalid-request'],
    ['1251', 'refund', 'out_trade_no is used', 'already-done'],
    ['1251', 'payment', 'OUT_TRADE_NO IS USED', 'already-done'],
    ['1251', 'refund', 'out_trade_no exists', 'already-done'],
    ['1251', 'refund', 'this out_trade_no was already used', 'already-done'],
    ['1251', 'refund', 'out_trade_no duplicated', 'already-done'],
    ...[
      'duplicate out_trade_no',
      'Out_Trade_No repeated',
      'outTradeNo has been reused',
      'OUT_TRADE_NO_EXISTED',
      'duplication of out_trade_no',
      'used out_trade_no',
      'out_trade_no重复',
      '訂單號已存在',
    ].map((text) => ['1251', 'refund', text, 'already-done'] as const),
    ['1251', 'refund', 'duplicate store', 'auth-config'],
    ['1251', 'refund', 'out_trade_no', 'auth-config'],
    ['1251', 'refund', 'out_trade_no confused', 'auth-config'],
    ['1251', 'refund', 'out_trade_no usedx', 'auth-config'],
    ['1251', 'refund', 'confused', 'auth-config'],
    ['1251', 'refund', 'out_trade_no unused', 'auth-config'],
    ['1251', 'refund', undefined, 'auth-config'],
    ['1264', 'refund', 'wrong cancel', 'already-done'],
    ['1265', 'refund', undefined, 'retryable'],
    ['1265', 'refund', 'try again after 00:30', 'retryable'],
    ['1265', 'refund', 'refund period is over', 'declined'],
    ['1265', 'refund', 'beyond the refund period', 'declined'],
    ['1265', 'refund', 'refund expired', 'declined'],
    ['1265', 'refund', 'overdue', 'declined'],
    ...[
      'exceeds the refund period',
      'the refund period has ended',
      'Refund Deadline Passed',
      'out of the refund period',
      'over 90 days',
      'time limit exceeded',
      'too late to refund',
      '超过退款期限',
      '已過退款期',
      '已逾期',
    ].map((text) => ['1265', 'refund', text, 'declined'] as const),
    ['1265', 'refund', 'the promotion period is not over', 'retryable'],
    ['1265', 'refund', 'not in this period', 'retryable'],
    ['1265', 'refund', 'over', 'retryable'],
    ['1265', 'payment', 'refund period is over', 'ambiguous'],
  ] as const)(
    'reads %s on %s with the text %j as %s',
    (respcd, operation, respmsg, disposition) => {
      expect(dispositionOf(respcd, { operation, respmsg })).toBe(disposition);
    },
  );

  it.each([
    ['1251', 'out_trade_no '.repeat(40_000), 'auth-config'],
    ['1251', 'used '.repeat(40_000), 'auth-config'],
    ['1265', 'period '.repeat(40_000), 'retryable'],
    ['1265', 'not yet '.repeat(40_000), 'retryable'],
    ['1265', 'beyond '.repeat(40_000), 'retryable'],
  ])('reads %s with a very long text at once', (respcd, respmsg, disposition) => {
    expect(dispositionOf(respcd, { operation: 'refund', respmsg })).toBe(disposition);
  });

  it('looks at both ends of a long text', () => {
    const long = 'x '.repeat(5_000);
    for (const respmsg of [`out_trade_no is used ${long}`, `${long} out_trade_no is used`]) {
      expect(dispositionOf('1251', { operation: 'refund', respmsg })).toBe('already-done');
    }
  });

  it('takes 1297 for a no only in a row that was read twice', () => {
    expect(dispositionOf('1297', { operation: 'payment-row' })).toBe('ambiguous');
    expect(dispositionOf('1297', { operation: 'payment-row', readTwice: true })).toBe('declined');
    expect(dispositionOf('1297', { operation: 'refund-row', readTwice: true })).toBe('ambiguous');
    expect(dispositionOf('1297', { operation: 'payment', readTwice: true })).toBe('ambiguous');
  });

  it('reads a bank error as a no of a payment row, not of a refund row', () => {
    expect(dispositionOf('1204', { operation: 'payment' })).toBe('ambiguous');
    expect(dispositionOf('1204', { operation: 'payment-row' })).toBe('declined');
    expect(dispositionOf('1204', { operation: 'refund-row' })).toBe('ambiguous');
  });

  it('still reads other codes of a row that was read twice', () => {
    expect(dispositionOf('1142', { operation: 'payment-row', readTwice: true })).toBe('declined');
    expect(dispositionOf('1204', { operation: 'payment-row', readTwice: true })).toBe('declined');
  });
});

describe('needsConfirmation', () => {
  it('holds for the codes that count only when a row says the same', () => {
    const codes = Object.keys(RESPONSE_CODES).filter(needsConfirmation);
    expect(codes.sort()).toEqual(['1100', '1147', '1181', '1205', '2007']);
    expect(needsConfirmation('9999')).toBe(false);
  });
});

describe('the registry of response codes', () => {
  it('lists 104 codes of four digits, current and old ones', () => {
    const codes = Object.values(RESPONSE_CODES);
    expect(codes).toHaveLength(104);
    expect(codes.filter(({ respcd }) => !/^\d{4}$/.test(respcd))).toEqual([]);
    expect(codes.filter(({ provenance }) => provenance === 'current')).toHaveLength(52);
  });

  it('finds a code by its text, and nothing by a name of the prototype', () => {
    expect(responseCodeOf('1143')).toMatchObject({ respcd: '1143', disposition: 'pending' });
    expect(responseCodeOf('constructor')).toBeUndefined();
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(RESPONSE_CODES)).toBe(true);
  });
});
