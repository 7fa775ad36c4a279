/**
 * The memory that bodies on their way may take together, in bytes.
 *
 * While they fill it, none may grow beyond a small size any more: a sender that opens a thousand connections and stalls
 * cannot take more, and a notification, which has about 1,000 bytes, still comes through.
 */
export class BodyRoom {
  readonly #most: number;
  readonly #small: number;
  #taken = 0;

  constructor(most: number, small: number) {
    this.#most = most;
    this.#small = small;
  }

  /** Takes as many bytes more for a body of this length; false when there is no room for it. */
  take(bytes: number, length: number): boolean {
    if (this.#taken + bytes > this.#most && length > this.#small) return false;
    this.#taken += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#taken -= bytes;
  }
}

/** The room of this process: 8 MiB, and 4 KiB for each body when it is full. */
export const BODY_ROOM: BodyRoom = new BodyRoom(8 * 1_048_576, 4_096);
