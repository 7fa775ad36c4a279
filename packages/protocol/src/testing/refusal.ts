import { type Issue, ProtocolError } from '../protocol-error.ts';

/** The ProtocolError that a call throws. */
export function refusal(call: () => unknown): ProtocolError {
  try {
    call();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The issues that a call is refused with. */
export function issuesWith(call: () => unknown): readonly Issue[] {
  return refusal(call).issues;
}

/** The same, as short lines: `field: rule`. */
export function rulesWith(call: () => unknown): string[] {
  return issuesWith(call).map(({ field, rule }) => `${field}: ${rule}`);
}
