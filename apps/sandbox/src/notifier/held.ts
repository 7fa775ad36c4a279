import type { QueuedNotification, State } from '../engine.ts';

/** Payment notifications that wait until a refund of their order was notified. */
export class Held {
  /** By the payment's `syssn`. */
  readonly #waiting = new Map<string, string>();

  add(id: string, syssn: string): void {
    this.#waiting.set(syssn, id);
  }

  /** The ids that may go now that `notification` was delivered. */
  releasedBy(state: State, { syssn }: QueuedNotification): readonly string[] {
    const { origssn = '' } = state.findBySyssn(syssn) ?? {};
    const id = this.#waiting.get(origssn);
    this.#waiting.delete(origssn);
    return id === undefined ? [] : [id];
  }

  clear(): void {
    this.#waiting.clear();
  }
}
