import { QFPayError } from './qfpay-error.ts';
import type { Transport } from './transport.ts';

/**
 * The end of a client: calls under way are counted, and what only waits is told. A client that
 * shares the connections of another one ends with it.
 */
export class Closing {
  readonly #owner: Closing | undefined;
  readonly #listeners = new Set<() => void>();
  #isClosed = false;
  #calls = 0;
  #onIdle: () => void = () => {};

  /** @param owner of the connections, if that is another client */
  constructor(owner?: Closing | undefined) {
    this.#owner = owner;
  }

  get isClosed(): boolean {
    return this.#isClosed || this.#owner?.isClosed === true;
  }

  /**
   * A call begins.
   *
   * @throws QFPayError `ERR_QF_CLOSED`
   */
  enter(): void {
    if (this.isClosed) throw new QFPayError('ERR_QF_CLOSED', 'The client is closed.');
    this.#count(1);
  }

  /** A call ended. */
  leave(): void {
    this.#count(-1);
  }

  /** Calls back when the client is closed; returns the cancellation. */
  onClose(listener: () => void): () => void {
    this.#listeners.add(listener);
    const stopListening = this.#owner?.onClose(listener);
    return () => {
      this.#listeners.delete(listener);
      stopListening?.();
    };
  }

  /** Ends what only waits; resolves when the last call under way has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const listener of [...this.#listeners]) listener();
    if (this.#calls === 0) return;
    await new Promise<void>((resolve) => {
      const others = this.#onIdle;
      this.#onIdle = () => {
        others();
        resolve();
      };
    });
  }

  #count(change: 1 | -1): void {
    this.#calls += change;
    if (this.#owner !== undefined) this.#owner.#count(change);
    if (this.#calls === 0) this.#onIdle();
  }
}

const owners = new WeakMap<Transport, Closing>();

/** A client opened this transport: those that share it end with that client. */
export function owns(closing: Closing, transport: Transport): void {
  owners.set(transport, closing);
}

/** The end of the client that opened a transport; none where the caller brought it. */
export function ownerOf(transport: Transport): Closing | undefined {
  return owners.get(transport);
}
