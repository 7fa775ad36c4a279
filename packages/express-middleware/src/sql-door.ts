import { MiddlewareError } from './middleware-error.ts';

/**
 * What every statement of a handler passes before it is sent: none once the handler has settled, because the connection
 * is about to belong to somebody else, and none that begins or ends a transaction, because effect and memory are one
 * only in the inbox's own.
 */
export class Door {
  #isOpen = true;
  #cameLate = false;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  readonly close = (): void => {
    this.#isOpen = false;
  };

  /** Why a statement may not pass, if so. One that comes late is remembered, for {@link assertNobodyLate}. */
  refusal(text: string): MiddlewareError | undefined {
    if (!this.#isOpen) {
      this.#cameLate = true;
      return ended('The transaction is over. Await everything that the handler starts.');
    }
    return boundsTransaction(text) ? ended(BOUNDS_REFUSED) : undefined;
  }

  /** Before a COMMIT: throws when a statement came after the handler had settled, without which its effect is not whole. */
  assertNobodyLate(): void {
    if (this.#cameLate) throw ended(LEFT_BEHIND);
  }

  /** Throws what {@link refusal} says. */
  enter(text: string): void {
    const refusal = this.refusal(text);
    if (refusal !== undefined) throw refusal;
  }
}

/** The error of whoever does with the inbox's transaction what only the inbox may. */
export function ended(sentence: string): MiddlewareError {
  return new MiddlewareError('ERR_QF_TRANSACTION_ENDED', sentence);
}

const LEFT_BEHIND =
  'The handler settled before all of its statements were sent, and nothing of it was committed. Await everything that it starts.';

const BOUNDS_REFUSED =
  'The handler’s transaction is the inbox’s: leave BEGIN, COMMIT and ROLLBACK to it. Use savepoints, one inside the other.';

/** Whatever may hold a word that is none of a statement's own: comments, texts, names, function bodies. */
const QUOTED =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\be'(?:\\[\s\S]|[^'\\])*'|'[^']*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$/gi;

const BOUNDS =
  /(?:^|;)\W*(?:begin|start\s+transaction|commit|end|abort|prepare\s+transaction|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b))\b/i;

const HINT = /\b(?:begin|start|commit|end|abort|prepare|rollback)\b/i;

/** Whether one of a text's statements begins or ends a transaction; what only moves between savepoints does not. */
function boundsTransaction(text: string): boolean {
  return HINT.test(text) && BOUNDS.test(text.replaceAll(QUOTED, ' '));
}
