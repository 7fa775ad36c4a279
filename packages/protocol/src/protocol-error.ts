/** Which rule book a value broke. Codes are a contract: new ones append, old ones stay. */
export type ProtocolErrorCode =
  | 'ERR_QF_INVALID_REQUEST'
  | 'ERR_QF_STRICT_JSON'
  | 'ERR_QF_UNREADABLE_NOTIFICATION'
  | 'ERR_QF_AMOUNT'
  | 'ERR_QF_TIMESTAMP';

/** One thing that is wrong, flat enough for a log line or a form field. */
export interface Issue {
  /** Dotted path of the field; empty when the whole value is meant. */
  readonly field: string;
  /** Short name of the broken rule, such as `required`, `range` or `unknown_field`. */
  readonly rule: string;
  /** What would have been right, in words. */
  readonly expected: string;
  /** What arrived, in words; keys, payment codes and personal data are hidden. */
  readonly received: string;
  /** One value that is right. */
  readonly example?: string;
}

const SUBJECTS: Readonly<Record<ProtocolErrorCode, string>> = {
  ERR_QF_INVALID_REQUEST: 'The request is not valid',
  ERR_QF_STRICT_JSON: 'The JSON text is refused',
  ERR_QF_UNREADABLE_NOTIFICATION: 'The notification cannot be read',
  ERR_QF_AMOUNT: 'The amount is not valid',
  ERR_QF_TIMESTAMP: 'The time is not valid',
};

/**
 * A value that breaks the protocol, with everything that is wrong with it at once.
 *
 * @example
 * try { toMinorUnits('12.345', 'HKD'); } catch (error) {
 *   if (error instanceof ProtocolError) console.log(error.code, error.issues);
 * }
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ProtocolErrorCode, issues: readonly Issue[], options?: ErrorOptions) {
    super([`${SUBJECTS[code]}.`, ...issues.map(sentence)].join(' '), options);
    this.code = code;
    this.issues = issues;
    // Guards look for this mark, because `instanceof` fails between two copies of a package.
    Object.defineProperty(this, Symbol.for('@qf/error'), { value: true });
  }
}

function sentence({ field, expected, received, example }: Issue): string {
  const subject = field === '' ? 'Expected' : `${field}: expected`;
  const hint = example === undefined ? '' : `, for example ${example}`;
  return `${subject} ${expected}${hint}; received ${received}.`;
}
