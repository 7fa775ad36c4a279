import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from './protocol-error.ts';
import { parseStrictJson } from './strict-json.ts';

describe('parseStrictJson', () => {
  it('reads whatever it accepts as JSON.parse reads it, but for integers beyond 2^53', () => {
    const small = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
    fc.assert(
      fc.property(small, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const reading = readOrRefusal(text);
        if (reading !== undefined) expect(plain(reading.value)).toEqual(withTextIntegers(text));
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with JSON.parse on damaged text: what it accepts, JSON.parse accepts and reads alike', () => {
    const damage = fc.record({
      value: fc.jsonValue({ maxDepth: 3 }),
      at: fc.nat(),
      cut: fc.integer({ min: 0, max: 2 }),
      put: fc.constantFrom('', '"', ',', ':', '{', '}', '[', ']', '0', '\\', 'e', '-', ' ', 'null'),
    });
    fc.assert(
      fc.property(damage, ({ value, at, cut, put }) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        const damaged = text.slice(0, place) + put + text.slice(place + cut);
        const reading = readOrRefusal(damaged);
        if (reading !== undefined) expect(plain(reading.value)).toEqual(withTextIntegers(damaged));
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses with a ProtocolError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (input) => {
        readOrRefusal(input);
      }),
    );
  });
});

/** The same with prototypes, as JSON.parse gives it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What was read; undefined when it was refused. Any other error fails the test. */
function readOrRefusal(input: string | Uint8Array): { value: unknown } | undefined {
  try {
    return { value: parseStrictJson(input) };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** JSON.parse, with integers that it would round turned into their own digits first. */
function withTextIntegers(text: string): unknown {
  const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const exact = text.replace(tokens, (token) => {
    const isBig = /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
    return isBig ? `"${token}"` : token;
  });
  return plain(JSON.parse(exact));
}
