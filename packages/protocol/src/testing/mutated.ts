import fc from 'fast-check';

/** What a gateway might put where it does not belong. */
export const STRANGE: readonly unknown[] = [
  null,
  '',
  '0',
  '0000',
  '1143',
  '12.5',
  '1e3',
  ' 1234',
  'null',
  '奶茶🧋',
  0,
  -1,
  1.5,
  1e21,
  true,
  false,
  [],
  [null],
  [[]],
  {},
  { respcd: '0000' },
  { data: { data: [] } },
  'x'.repeat(600),
];

/** A value with up to four parts replaced, taken out, doubled or renamed. */
export function mutated(sample: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'delete', 'rename', 'wrap'),
    value: fc.constantFrom(...STRANGE),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy: unknown = structuredClone(sample);
    for (const { at, how, value } of changes) {
      const places = placesOf(copy);
      const place = places[at % places.length];
      if (place !== undefined) apply(place, how, value);
    }
    return copy;
  });
}

interface Place {
  readonly parent: object;
  readonly name: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((name) => [
    { parent: value, name },
    ...placesOf(Reflect.get(value, name)),
  ]);
}

function apply({ parent, name }: Place, how: string, value: unknown): void {
  const old: unknown = Reflect.get(parent, name);
  if (how === 'replace') Reflect.set(parent, name, structuredClone(value));
  if (how === 'wrap') Reflect.set(parent, name, [old]);
  if (how === 'delete' || how === 'rename') Reflect.deleteProperty(parent, name);
  if (how === 'rename') Reflect.set(parent, `${name}_x`, old);
}

/** Text with a byte cut, changed or put in. */
export function damagedText(text: string): fc.Arbitrary<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const change = fc.record({
    at: fc.nat(bytes.length),
    cut: fc.integer({ min: 0, max: 40 }),
    put: fc.uint8Array({ maxLength: 3 }),
  });
  return change.map(({ at, cut, put }) =>
    Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)]),
  );
}
