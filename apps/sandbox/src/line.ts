/** Kept from the start, so that a test's own timers do not stop the line. */
const soon = setImmediate;

/**
 * Work that waits its turn. What came in the same turn of the event loop, or while other work was being done, is
 * handed over together, in the order in which it came.
 */
export class Line<Item> {
  readonly #work: (group: readonly Item[]) => Promise<void>;
  #waiting: Item[] = [];
  #underWay: Promise<void> | undefined;

  /** `work` answers every item of its group, and never rejects. */
  constructor(work: (group: readonly Item[]) => Promise<void>) {
    this.#work = work;
  }

  add(item: Item): void {
    this.#waiting.push(item);
    this.#underWay ??= this.#workOff();
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async #workOff(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => void soon(resolve));
      const group = this.#waiting;
      this.#waiting = [];
      await this.#work(group);
    }
    this.#underWay = undefined;
  }
}
