import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatAmount, toMinorUnits } from './amount.ts';
import { refusal } from './testing/refusal.ts';

describe('toMinorUnits', () => {
  it.each([
    ['12.34', 'HKD', 1234],
    ['12.3', 'HKD', 1230],
    ['12', 'HKD', 1200],
    ['0.01', 'HKD', 1],
    ['0.1', 'HKD', 10],
    ['1.15', 'USD', 115],
    ['4.35', 'USD', 435],
    ['8.87', 'USD', 887],
    ['1.10', 'EUR', 110],
    ['19.99', 'THB', 1999],
    ['999999999.99', 'HKD', 99_999_999_999],
  ])('reads %s %s as %i', (decimal, currency, minor) => {
    expect(toMinorUnits(decimal, currency)).toBe(minor);
  });

  it.each([
    ['1200', 'JPY', 0, 1200],
    ['1200', 'JPY', 2, 120_000],
    ['1200.50', 'JPY', 2, 120_050],
    ['15000', 'IDR', 0, 15_000],
    ['15000', 'IDR', 2, 1_500_000],
    ['300', 'MMK', 2, 30_000],
    ['12.34', 'HKD', 2, 1234],
  ])('reads %s %s with exponent %i as %i', (decimal, currency, exponent, minor) => {
    expect(toMinorUnits(decimal, currency, { exponent })).toBe(minor);
  });

  it.each(['JPY', 'IDR', 'MMK'])('wants the exponent of %s stated', (currency) => {
    const refused = refusal(() => toMinorUnits('1200', currency));
    expect(refused).toMatchObject({
      code: 'ERR_QF_AMOUNT',
      issues: [
        {
          field: 'exponent',
          rule: 'required',
          expected: `{ exponent: 0 } or { exponent: 2 } for ${currency}, as QFPay confirmed for your store`,
          received: 'nothing',
        },
      ],
    });
  });

  it.each([
    ['HKD', 0, '2 for HKD'],
    ['HKD', 3, '2 for HKD'],
    ['JPY', 1, '0 or 2'],
    ['JPY', -2, '0 or 2'],
  ])('refuses another exponent for %s: %i', (currency, exponent, expected) => {
    const { issues } = refusal(() => toMinorUnits('12', currency, { exponent }));
    expect(issues).toEqual([
      { field: 'exponent', rule: 'choice', expected, received: String(exponent) },
    ]);
  });

  it.each([
    '',
    ' ',
    '1,200',
    '1 200',
    '+1',
    '-1',
    '01',
    '.5',
    '5.',
    '1e3',
    '0x10',
    '١٢',
    'NaN',
    'Infinity',
    '12.34 ',
    '\n12',
  ])('refuses the text %j', (decimal) => {
    const { code, issues } = refusal(() => toMinorUnits(decimal, 'HKD'));
    expect(code).toBe('ERR_QF_AMOUNT');
    expect(issues).toEqual([
      {
        field: 'decimal',
        rule: 'pattern',
        expected: 'digits with an optional point',
        received: JSON.stringify(decimal),
      },
    ]);
  });

  it.each(['12.345', '12.340', '1.000'])(
    'refuses more places than the currency has: %s',
    (text) => {
      const { issues } = refusal(() => toMinorUnits(text, 'HKD'));
      expect(issues).toEqual([
        {
          field: 'decimal',
          rule: 'decimals',
          expected: 'at most 2 decimal places for HKD',
          received: `"${text}"`,
        },
      ]);
      expect(refusal(() => toMinorUnits('1.0', 'JPY', { exponent: 0 })).issues[0]?.rule).toBe(
        'decimals',
      );
    },
  );

  it.each(['0', '0.00', '0.0'])('refuses nothing at all: %s', (text) => {
    expect(refusal(() => toMinorUnits(text, 'HKD')).issues).toEqual([
      {
        field: 'decimal',
        rule: 'range',
        expected: 'at least one minor unit',
        received: `"${text}"`,
      },
    ]);
  });

  it.each(['1000000000.00', '123456789012345678901234567890'])('refuses too much: %s', (text) => {
    const [issue] = refusal(() => toMinorUnits(text, 'HKD')).issues;
    expect(issue).toMatchObject({
      field: 'decimal',
      rule: 'range',
      expected: 'at most 99999999999 minor units',
    });
  });

  it('cuts a long text out of the error', () => {
    const [issue] = refusal(() => toMinorUnits('x'.repeat(1000), 'HKD')).issues;
    expect(issue?.received).toBe(`"${'x'.repeat(40)}"`);
  });

  it.each([
    [12.34, '12.34'],
    [12, '12'],
    [0.1 + 0.2, '0.30000000000000004'],
    [undefined, 'nothing'],
    [12n, 'bigint'],
    [null, 'object'],
  ])('refuses %s, because only text is exact', (value, received) => {
    const { issues } = refusal(() => toMinorUnits(value as unknown as string, 'HKD'));
    expect(issues).toEqual([
      {
        field: 'decimal',
        rule: 'type',
        expected: 'a decimal text; a number has already been rounded',
        received,
      },
    ]);
  });

  it.each(['XXX', 'hkd', 'toString', ''])('refuses the currency %j', (currency) => {
    expect(refusal(() => toMinorUnits('1', currency)).issues).toEqual([
      {
        field: 'currency',
        rule: 'choice',
        expected: 'an ISO 4217 code from the currency registry',
        received: JSON.stringify(currency),
      },
    ]);
  });
});

describe('formatAmount', () => {
  it.each([
    [1234, 'HKD', '12.34'],
    [1, 'HKD', '0.01'],
    [10, 'HKD', '0.10'],
    [100, 'HKD', '1.00'],
    [0, 'HKD', '0.00'],
    [99_999_999_999, 'USD', '999999999.99'],
  ])('writes %i %s as %s', (minor, currency, decimal) => {
    expect(formatAmount(minor, currency)).toBe(decimal);
  });

  it('writes a currency without minor units as it is', () => {
    expect(formatAmount(1200, 'JPY', { exponent: 0 })).toBe('1200');
    expect(formatAmount(0, 'JPY', { exponent: 0 })).toBe('0');
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 100_000_000_000, 2 ** 53])(
    'refuses %d',
    (minor) => {
      expect(refusal(() => formatAmount(minor, 'HKD')).issues).toEqual([
        {
          field: 'minor',
          rule: 'range',
          expected: 'an integer of minor units, 0 to 99999999999',
          received: String(minor),
        },
      ]);
    },
  );

  it('wants the exponent of JPY stated', () => {
    expect(refusal(() => formatAmount(1, 'JPY')).issues[0]?.rule).toBe('required');
  });
});

describe('amounts', () => {
  it('are never multiplied, divided or parsed as floating point anywhere in this package', () => {
    const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(name))
      .map((name) => [name, readFileSync(`${import.meta.dirname}/${name}`, 'utf8')] as const);
    const floating = /parseFloat|toFixed|Math\.round|[*/] ?100\b|[*/] ?10 ?\*\*/;
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.filter(([, text]) => floating.test(text)).map(([name]) => name)).toEqual([]);
  });
});
