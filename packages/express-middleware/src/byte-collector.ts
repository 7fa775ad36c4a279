import { BODY_ROOM, type BodyRoom } from './body-room.ts';

const NOTHING = new Uint8Array();

/**
 * Joins chunks into one run of bytes, up to a limit and while there is room for them. A lone chunk is taken as it is;
 * more of them are copied, because one that is kept may hold a far larger buffer in memory, and a sender that dribbles
 * could make that grow.
 */
export class ByteCollector {
  readonly #limit: number;
  readonly #room: BodyRoom;
  #bytes: Uint8Array = NOTHING;
  #length = 0;

  constructor(limit: number, room: BodyRoom = BODY_ROOM) {
    // Half a byte would be taken from the room, and never given back.
    this.#limit = Math.floor(limit);
    this.#room = room;
  }

  /** False when the chunk does not fit any more; it is not added then. */
  add(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.length;
    if (!(length <= this.#limit)) return false;
    const size = this.#length === 0 ? length : this.#sizeFor(length);
    if (!this.#room.take(size - this.#bytes.length, length)) return false;
    if (this.#length === 0) this.#bytes = chunk;
    else this.#append(chunk, size);
    this.#length = length;
    return true;
  }

  /** Ends the collecting: gives the room back, and what was collected. */
  end(): Uint8Array {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#room.giveBack(this.#bytes.length);
    this.#bytes = NOTHING;
    this.#length = 0;
    return bytes;
  }

  #sizeFor(length: number): number {
    const { length: size } = this.#bytes;
    return length <= size ? size : Math.min(this.#limit, Math.max(length, 2 * this.#length));
  }

  #append(chunk: Uint8Array, size: number): void {
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
  }
}
