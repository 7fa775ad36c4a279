/**
 * Joins chunks into one run of bytes, up to a limit. A lone chunk is taken as it is; more of them are copied, because
 * one that is kept may hold a far larger buffer in memory, and a sender that dribbles could make that grow.
 */
export class ByteCollector {
  readonly #limit: number;
  #bytes: Uint8Array = new Uint8Array();
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False when the chunk does not fit below the limit any more; it is not added then. */
  add(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.length;
    if (!(length <= this.#limit)) return false;
    if (this.#length === 0) this.#bytes = chunk;
    else this.#append(chunk, length);
    this.#length = length;
    return true;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #append(chunk: Uint8Array, length: number): void {
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.min(this.#limit, Math.max(length, 2 * this.#length)));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
  }
}
