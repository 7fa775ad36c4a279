/**
 * A map over another one that stays as it is: changes are kept here, everything else is read through.
 *
 * Iterates like the map it will be: the entries below in their places, then the new ones.
 */
export class LayeredMap<V extends {}> implements Map<string, V> {
  readonly [Symbol.toStringTag] = 'LayeredMap';
  readonly #own = new Map<string, V>();
  #below: ReadonlyMap<string, V>;

  constructor(below: ReadonlyMap<string, V>) {
    this.#below = below;
  }

  get size(): number {
    return this.#below.size + [...this.#added()].length;
  }

  get(key: string): V | undefined {
    return this.#own.get(key) ?? this.#below.get(key);
  }

  has(key: string): boolean {
    return this.#own.has(key) || this.#below.has(key);
  }

  set(key: string, value: V): this {
    this.#own.set(key, value);
    return this;
  }

  /** Only the whole is ever forgotten. */
  delete(key: string): never {
    throw new Error(`A layered map keeps what it has. Received: delete ${key}`);
  }

  clear(): void {
    this.#own.clear();
    this.#below = new Map();
  }

  forEach(look: (value: V, key: string, map: Map<string, V>) => void): void {
    for (const [key, value] of this) look(value, key, this);
  }

  *[Symbol.iterator](): MapIterator<[string, V]> {
    for (const [key, value] of this.#below) yield [key, this.#own.get(key) ?? value];
    yield* this.#added();
  }

  entries(): MapIterator<[string, V]> {
    return this[Symbol.iterator]();
  }

  *keys(): MapIterator<string> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value;
  }

  *#added(): MapIterator<[string, V]> {
    for (const entry of this.#own) if (!this.#below.has(entry[0])) yield entry;
  }
}
