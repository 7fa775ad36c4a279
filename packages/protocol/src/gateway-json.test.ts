import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayJson } from './gateway-json.ts';

describe('gatewayJson', () => {
  it('prints the published style of a notification to the byte', () => {
    const notification = {
      status: '1',
      pay_type: '801101',
      sysdtm: '2026-01-01 10:30:35',
      paydtm: '2026-01-01 10:31:02',
      goods_name: '奶茶',
      txcurrcd: 'HKD',
      txdtm: '2026-01-01 10:30:34',
      txamt: '1000',
      out_trade_no: 'ORDER-20260101-0001',
      syssn: '20260101000100020000000001',
      cancel: '0',
      respcd: '0000',
      notify_type: 'payment',
    };
    const text =
      '{"status": "1", "pay_type": "801101", "sysdtm": "2026-01-01 10:30:35", "paydtm": "2026-01-01 10:31:02", "goods_name": "\\u5976\\u8336", "txcurrcd": "HKD", "txdtm": "2026-01-01 10:30:34", "txamt": "1000", "out_trade_no": "ORDER-20260101-0001", "syssn": "20260101000100020000000001", "cancel": "0", "respcd": "0000", "notify_type": "payment"}';
    expect(gatewayJson(notification)).toBe(text);
    expect(Buffer.byteLength(text)).toBe(338);
  });

  it.each([
    [null, 'null'],
    ['a:b,c', '"a:b,c"'],
    ['say "a, b: c"', '"say \\"a, b: c\\""'],
    ['ends with \\', '"ends with \\\\"'],
    [[1, 2, [3]], '[1, 2, [3]]'],
    [{ a: { b: [] }, c: null }, '{"a": {"b": []}, "c": null}'],
    [{ left: undefined, kept: 0 }, '{"kept": 0}'],
    ['🧋', '"\\ud83e\\uddcb"'],
    ['\u007f', '"\\u007f"'],
    ['~', '"~"'],
    ['é', '"\\u00e9"'],
    ['\n', '"\\n"'],
  ])('prints %j', (value, text) => {
    expect(gatewayJson(value)).toBe(text);
  });

  it('means the same as JSON and stays in printable ASCII, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = gatewayJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).toMatch(/^[ -~]*$/);
      }),
    );
  });

  it.each([undefined, () => 1, Symbol('x')])('refuses %s, which has no text', (value) => {
    expect(() => gatewayJson(value)).toThrow(
      new TypeError(`JSON has no text for ${typeof value}.`),
    );
  });

  it('refuses big integers and cycles', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(() => gatewayJson({ amount: 1n })).toThrow(TypeError);
    expect(() => gatewayJson(cycle)).toThrow(TypeError);
  });
});
