const MARK = Symbol.for('@qf/durable');

/**
 * Proof that an inbox has finished with a notification for good. Only an inbox makes one, and only
 * an acknowledgement uses it: without it, `SUCCESS` cannot be written.
 */
export interface Durable {
  readonly [durableBrand]: true;
}

declare const durableBrand: unique symbol;

/** Makes the proof. For inboxes, after their write is committed. */
export function durable(): Durable {
  return PROOF;
}

/** Whether it is one; an answer is never written on the word of a type alone. */
export function isDurable(value: unknown): value is Durable {
  return typeof value === 'object' && value !== null && MARK in value;
}

const PROOF = Object.freeze({ [MARK]: true }) as unknown as Durable;
