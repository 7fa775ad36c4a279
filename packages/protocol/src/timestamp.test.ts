import { describe, expect, it } from 'vitest';
import { refusal } from './testing/refusal.ts';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

describe('formatTimestamp', () => {
  it.each([
    ['2026-01-01T02:30:34Z', undefined, '2026-01-01 10:30:34'],
    ['2025-12-31T16:00:00Z', undefined, '2026-01-01 00:00:00'],
    ['2025-12-31T15:59:59.999Z', undefined, '2025-12-31 23:59:59'],
    ['2026-01-01T02:30:34Z', '+00:00', '2026-01-01 02:30:34'],
    ['2026-01-01T02:30:34Z', '-03:30', '2025-12-31 23:00:34'],
    ['2026-01-01T02:30:34Z', '+14:00', '2026-01-01 16:30:34'],
    ['0000-01-01T00:00:00Z', '+00:00', '0000-01-01 00:00:00'],
  ])('writes %s in zone %s as %s', (moment, zone, text) => {
    expect(formatTimestamp(new Date(moment), zone)).toBe(text);
  });

  it.each([
    [new Date(Number.NaN), '"Invalid Date"'],
    [new Date('+010000-01-01T00:00:00Z'), '"+010000-01-01T08:00:00.000Z"'],
    [new Date('-000001-01-01T00:00:00Z'), '"-000001-01-01T08:00:00.000Z"'],
    [new Date(8.64e15), '"Invalid Date"'],
  ])('refuses %s', (date, received) => {
    expect(refusal(() => formatTimestamp(date))).toMatchObject({
      code: 'ERR_QF_TIMESTAMP',
      issues: [
        {
          field: '',
          rule: 'timestamp',
          expected: 'a moment in the years 0 to 9999',
          received,
          example: '2026-01-01 10:30:34',
        },
      ],
    });
  });
});

describe('parseTimestamp', () => {
  it.each([
    ['2026-01-01 10:30:34', undefined, '2026-01-01T02:30:34.000Z'],
    ['2026-01-01 10:30:34', '+00:00', '2026-01-01T10:30:34.000Z'],
    ['2024-02-29 00:00:00', '-01:00', '2024-02-29T01:00:00.000Z'],
    ['2000-02-29 23:59:59', '+00:00', '2000-02-29T23:59:59.000Z'],
    ['2026-12-31 23:59:59', '+00:00', '2026-12-31T23:59:59.000Z'],
    ['0000-02-29 23:59:59', '+00:00', '0000-02-29T23:59:59.000Z'],
    ['0099-03-01 00:00:00', '+00:00', '0099-03-01T00:00:00.000Z'],
    ['9999-12-31 15:59:58', '+00:00', '9999-12-31T15:59:58.000Z'],
  ])('reads %s in zone %s as %s', (text, zone, moment) => {
    expect(parseTimestamp(text, zone).toISOString()).toBe(moment);
  });

  it.each([
    '2026-02-29 00:00:00',
    '1900-02-29 00:00:00',
    '2026-02-30 00:00:00',
    '2026-04-31 00:00:00',
    '2026-00-01 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-00 00:00:00',
    '2026-01-32 00:00:00',
    '2026-01-01 24:00:00',
    '2026-01-01 00:60:00',
    '2026-01-01 00:00:60',
    '2026-01-01T00:00:00',
    '2026-1-1 00:00:00',
    '2026-01-01 00:00:00 ',
    'x2026-01-01 00:00:00',
    '2026-01-01',
    '',
  ])('refuses %j, which is no time', (text) => {
    expect(refusal(() => parseTimestamp(text)).issues).toEqual([
      {
        field: '',
        rule: 'timestamp',
        expected: 'a time that exists, YYYY-MM-DD HH:mm:ss',
        received: JSON.stringify(text),
        example: '2026-01-01 10:30:34',
      },
    ]);
  });

  it('refuses what is no text, and cuts what is too long', () => {
    const date = new Date(0) as unknown as string;
    expect(refusal(() => parseTimestamp(date)).issues[0]?.received).toBe('object');
    const list = ['2026-01-01 10:30:34'] as unknown as string;
    expect(refusal(() => parseTimestamp(list)).issues[0]?.received).toBe('object');
    const long = refusal(() => parseTimestamp('9'.repeat(100)));
    expect(long.issues[0]?.received).toBe(`"${'9'.repeat(40)}"`);
  });

  it.each(['', 'Z', '+8', '+0800', '+08:60', '+15:00', '08:00', 'Asia/Hong_Kong', '+08:00x'])(
    'refuses the zone %j',
    (zone) => {
      const expected = [
        {
          field: 'zone',
          rule: 'timestamp',
          expected: 'an offset from UTC such as +08:00',
          received: JSON.stringify(zone),
          example: '+08:00',
        },
      ];
      expect(refusal(() => parseTimestamp('2026-01-01 10:30:34', zone)).issues).toEqual(expected);
      expect(refusal(() => formatTimestamp(new Date(0), zone)).issues).toEqual(expected);
    },
  );
});
