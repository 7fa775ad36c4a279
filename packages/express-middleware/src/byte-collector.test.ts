import { describe, expect, it } from 'vitest';
import { ByteCollector } from './byte-collector.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

/** What a collector holds after these chunks, and what it said to each of them. */
function collected(limit: number, ...chunks: readonly Uint8Array[]) {
  const collector = new ByteCollector(limit);
  const taken = chunks.map((chunk) => collector.add(chunk));
  return { taken, bytes: [...collector.bytes()], buffer: collector.bytes().buffer };
}

describe('ByteCollector', () => {
  it('holds nothing at first', () => {
    expect(collected(9).bytes).toEqual([]);
  });

  it('joins chunks in their order, empty ones too', () => {
    const chunks = [bytes(), bytes(1), bytes(), bytes(2, 3), bytes(4), bytes(5, 6, 7), bytes(8)];
    expect(collected(9, ...chunks)).toMatchObject({
      taken: Array(7).fill(true),
      bytes: [1, 2, 3, 4, 5, 6, 7, 8],
    });
  });

  it('takes as many bytes as its limit, and not one more', () => {
    expect(collected(3, bytes(1, 2), bytes(3), bytes(4), bytes())).toMatchObject({
      taken: [true, true, false, true],
      bytes: [1, 2, 3],
    });
    expect(collected(3, bytes(1, 2, 3, 4))).toMatchObject({ taken: [false], bytes: [] });
  });

  it('takes nothing below a limit that is no number', () => {
    expect(collected(Number.NaN, bytes(1), bytes(2))).toMatchObject({
      taken: [false, false],
      bytes: [],
    });
  });

  it('takes a lone chunk as it is', () => {
    const chunk = bytes(1, 2, 3);
    expect(collected(9, chunk).buffer).toBe(chunk.buffer);
  });

  it('never writes into what it was given', () => {
    const slab = new Uint8Array(8);
    const first = slab.subarray(0, 2);
    expect(collected(9, first, bytes(1, 2)).bytes).toEqual([0, 0, 1, 2]);
    expect(slab).toEqual(new Uint8Array(8));
  });

  it('keeps no chunk of many, and at most twice what came', () => {
    const slab = new Uint8Array(64 * 1024);
    const chunks = Array.from({ length: 100 }, (_, at) => slab.subarray(at, at + 1));
    const { buffer } = collected(65_536, ...chunks);
    expect(buffer).not.toBe(slab.buffer);
    expect(buffer.byteLength).toBe(128);
  });

  it('never holds more than its limit', () => {
    const { buffer } = collected(5, bytes(1, 2, 3), bytes(4));
    expect(buffer.byteLength).toBe(5);
  });
});
