/**
 * Joins chunks into one run of bytes, up to a limit. Chunks are copied: one that is kept may hold a far
 * larger buffer in memory, and a sender that dribbles could make that grow without sending much.
 */
export class ByteCollector {
  readonly #limit: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#bytes = new Uint8Array(Math.min(1024, limit));
  }

  /** False when the chunk does not fit below the limit any more; it is not added then. */
  add(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.length;
    if (length > this.#limit) return false;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(
        Math.min(this.#limit, Math.max(length, this.#bytes.length * 2)),
      );
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
    return true;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
