import { codes, inboxError } from './inbox-error.ts';
import { MiddlewareError } from './middleware-error.ts';

/** The work of one handler inside the inbox's transaction. */
export class Handling {
  #hasBegun = false;
  #isGuarded = false;
  #thrown: { readonly error: unknown } | undefined;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether nothing that the handler left behind could be sent after it had settled. */
  get isGuarded(): boolean {
    return this.#isGuarded;
  }

  async run(work: () => Promise<void>, close: (() => void) | undefined): Promise<void> {
    this.#hasBegun = true;
    this.#isGuarded = close !== undefined;
    try {
      await work();
    } catch (error) {
      this.#thrown = { error };
      throw error;
    } finally {
      // Before the inbox's own last statement: one that fails after it would undo a commit that nobody sees fail.
      close?.();
    }
  }

  /** What a transaction that failed is reported with: what the handler threw, or what the server said. */
  errorOf(error: unknown): unknown {
    if (this.#thrown !== undefined) return this.#thrown.error;
    return this.#hasBegun ? inboxError(error) : ownError(error);
  }
}

/** An error of the inbox's own statements. A table that is missing or another one gets the sentence that helps. */
export function ownError(error: unknown): Error {
  const said = inboxError(error);
  if (!codes(error).some((code) => code === '42P01' || code === '42703')) return said;
  return new MiddlewareError(
    'ERR_QF_INBOX_SCHEMA',
    `The inbox has no table that fits: ${said.message}. Create it with postgresMigration() or inbox.migrate().`,
  );
}
