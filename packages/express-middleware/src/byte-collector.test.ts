import { describe, expect, it } from 'vitest';
import { BodyRoom } from './body-room.ts';
import { ByteCollector } from './byte-collector.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

/** What a collector holds after these chunks, and what it said to each of them. */
function collected(limit: number, ...chunks: readonly Uint8Array[]) {
  const collector = new ByteCollector(limit);
  const taken = chunks.map((chunk) => collector.add(chunk));
  const all = collector.end();
  return { taken, bytes: [...all], buffer: all.buffer };
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

  it('is empty after its end', () => {
    const collector = new ByteCollector(9);
    collector.add(bytes(1, 2));
    expect([...collector.end()]).toEqual([1, 2]);
    expect([...collector.end()]).toEqual([]);
  });

  describe('where bodies share a room', () => {
    const piece = (length: number) => new Uint8Array(length);

    it('lets none grow beyond the small size when it is full', () => {
      const room = new BodyRoom(100, 10);
      const [large, other, late] = [1, 2, 3].map(() => new ByteCollector(1_000, room));
      expect(large?.add(piece(60))).toBe(true);
      expect(other?.add(piece(41))).toBe(false);
      expect(other?.add(piece(40))).toBe(true);
      expect(late?.add(piece(11))).toBe(false);
      expect([late?.add(piece(9)), late?.add(piece(1)), late?.add(piece(1))]).toEqual([
        true,
        true,
        false,
      ]);
      expect(large?.add(piece(1))).toBe(false);
    });

    it('counts what is set aside for a body, not only what has come', () => {
      const room = new BodyRoom(100, 1);
      const collector = new ByteCollector(1_000, room);
      for (const length of [30, 2, 28]) expect(collector.add(piece(length))).toBe(true);
      expect(room.take(41, 2)).toBe(false);
      expect(room.take(40, 2)).toBe(true);
    });

    it('takes no half bytes below a limit that has them', () => {
      const room = new BodyRoom(100, 1);
      const collector = new ByteCollector(80.5, room);
      for (const length of [41, 39]) collector.add(piece(length));
      collector.end();
      expect(room.take(100, 2)).toBe(true);
    });

    it('gives back what it took, and only once', () => {
      const room = new BodyRoom(100, 1);
      const collector = new ByteCollector(1_000, room);
      for (const length of [60, 20]) collector.add(piece(length));
      collector.end();
      collector.end();
      expect(room.take(101, 2)).toBe(false);
      expect(room.take(100, 2)).toBe(true);
    });
  });
});
