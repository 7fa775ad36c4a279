import type { Closing } from './closing.ts';
import type { RequestSent } from './transport.ts';

/** What one call has come to so far; everything that it does shares it. */
export class CallLife {
  /** Of its client. */
  readonly closing: Closing | undefined;
  /** How often its last request was tried. */
  attempts = 0;
  /** How far any of its requests got. */
  requestSent: RequestSent = 'no';
  /** A change was written: what became of it is asked although the client closes. */
  isSettling = false;
  /** The client was closed while the call only waited: it sends nothing more. */
  isOver = false;

  #before: RequestSent = 'no';

  constructor(closing?: Closing | undefined) {
    this.closing = closing;
  }

  /** The closing that ends what it waits for; none while it settles a change. */
  get endsWith(): Closing | undefined {
    return this.isSettling ? undefined : this.closing;
  }

  /** An attempt begins: until it has ended, it may have been sent. */
  begin(attempt: number): void {
    this.attempts = attempt;
    this.#before = this.requestSent;
    if (this.#before === 'no') this.requestSent = 'maybe';
  }

  /** It ended, and got so far. */
  end(requestSent: RequestSent): void {
    this.requestSent = requestSent === 'yes' || this.#before === 'no' ? requestSent : this.#before;
  }
}
