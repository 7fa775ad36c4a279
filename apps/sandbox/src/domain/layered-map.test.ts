import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LayeredMap } from './layered-map.ts';

const key: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const entries = fc.array(fc.tuple(key, fc.nat()));
const change = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(key, fc.nat()) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

function apply(map: Map<string, number>, changes: readonly ([string, number] | 'clear')[]): void {
  for (const one of changes) {
    if (one === 'clear') map.clear();
    else map.set(...one);
  }
}

describe('LayeredMap', () => {
  it('reads like a copy with the same changes, and leaves the map below as it was', () => {
    fc.assert(
      fc.property(entries, fc.array(change), (below, changes) => {
        const base = new Map(below);
        const layered = new LayeredMap(base);
        const copy = new Map(below);
        apply(layered, changes);
        apply(copy, changes);
        const visited: [string, number][] = [];
        layered.forEach((value, name) => void visited.push([name, value]));
        expect([...layered]).toEqual([...copy]);
        expect([...layered.entries()]).toEqual([...copy.entries()]);
        expect(visited).toEqual([...copy]);
        expect([...layered.keys()]).toEqual([...copy.keys()]);
        expect([...layered.values()]).toEqual([...copy.values()]);
        expect(layered.size).toBe(copy.size);
        for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
          expect([layered.has(name), layered.get(name)]).toEqual([copy.has(name), copy.get(name)]);
        }
        expect([...base]).toEqual([...new Map(below)]);
      }),
    );
  });

  it('lets nobody take a single entry out', () => {
    expect(() => new LayeredMap(new Map([['a', 1]])).delete('a')).toThrow(/delete a/);
  });
});
