/** Tells work to stop, and knows whether it did without making the signal, which hardly any work asks for. */
export class Stop extends AbortController {
  #isAborted = false;

  get isAborted(): boolean {
    return this.#isAborted;
  }

  override abort(reason: unknown): void {
    this.#isAborted = true;
    super.abort(reason);
  }
}
