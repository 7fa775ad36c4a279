import type { OperationName } from './operation.ts';
import type {
  CodeDetails,
  CodeProvenance,
  Disposition,
  Place,
  Reading,
  ResponseCodeRow,
} from './response-code-row.ts';
import { CURRENT_CODES } from './response-codes-current.ts';
import { OLD_CODES } from './response-codes-old.ts';

/** One result code of the gateway. */
export interface ResponseCode extends CodeDetails {
  readonly respcd: string;
  readonly meaning: string;
  /** The usual reading; `on` and `variants` hold the exceptions. */
  readonly disposition: Disposition;
  readonly places: readonly Place[];
  readonly provenance: CodeProvenance;
}

/** Every code any edition lists, by code (QFPay, Response Codes; production where it differs). */
export const RESPONSE_CODES: Readonly<Record<string, ResponseCode>> = Object.freeze(
  Object.fromEntries([...entries(CURRENT_CODES, 'current'), ...entries(OLD_CODES, 'old')]),
);

/** Which answer a code is read from. */
export interface CodeContext {
  /** The call that got the code, or the kind of row that shows it. */
  readonly operation: OperationName | 'payment-row' | 'refund-row';
  /** The text beside the code: a few codes mean something else with a certain text. */
  readonly respmsg?: string | undefined;
  /** The row said the same in an earlier query; settles 1297. */
  readonly readTwice?: boolean | undefined;
}

/**
 * What a code means for the caller. A code that is unlisted, or listed only for other calls, is
 * `ambiguous`: nothing but a listed code is a no. Success and pending hold wherever they appear.
 *
 * @example
 * dispositionOf('1142', { operation: 'payment' }); // 'already-done'
 * dispositionOf('1142', { operation: 'payment-row' }); // 'declined'
 */
export function dispositionOf(respcd: string, context: CodeContext): Disposition {
  const code = responseCodeOf(respcd);
  if (code === undefined) return 'ambiguous';
  const disposition = specialReading(code, context) ?? code.disposition;
  const holdsAnywhere = disposition === 'success' || disposition === 'pending';
  return holdsAnywhere || isListed(code, context.operation) ? disposition : 'ambiguous';
}

/** Whether a no from this code counts only when a queried row says the same: 1147, 1205, 2007 … */
export function needsConfirmation(respcd: string): boolean {
  return responseCodeOf(respcd)?.confirmByQuery === true;
}

/** The registry's entry, or undefined for an unlisted code. */
export function responseCodeOf(respcd: string): ResponseCode | undefined {
  return Object.hasOwn(RESPONSE_CODES, respcd) ? RESPONSE_CODES[respcd] : undefined;
}

function specialReading(
  code: ResponseCode,
  { operation, respmsg = '', readTwice = false }: CodeContext,
): Disposition | undefined {
  const variant = code.variants?.find(({ says }) => says?.test(endsOf(respmsg)) === true);
  const readings = readingsOf(operation, readTwice).map((reading) => code.on?.[reading]);
  return variant?.disposition ?? readings.find((disposition) => disposition !== undefined);
}

/** Enough of either end for any text of the gateway's; a pattern may be slow on a longer one. */
const ENOUGH = 512;

function endsOf(text: string): string {
  if (text.length <= 2 * ENOUGH) return text;
  return `${text.slice(0, ENOUGH)} ${text.slice(-ENOUGH)}`;
}

function readingsOf(operation: CodeContext['operation'], readTwice: boolean): Reading[] {
  switch (operation) {
    case 'refund-row':
      return ['refund-row', 'row'];
    case 'payment-row':
      return readTwice ? ['row-read-twice', 'row'] : ['row'];
    case 'payment':
    case 'query':
    case 'refund':
      return [operation];
    case 'reversal':
    case 'close':
      return ['cancel'];
    default:
      return [];
  }
}

/**
 * The letters under which a code must be listed to be believed. For a call that is not here only
 * codes that are listed for every call say anything.
 */
const PLACES_OF: Readonly<Partial<Record<CodeContext['operation'], readonly Place[]>>> = {
  payment: ['P'],
  'payment-row': ['P', 'Q'],
  query: ['Q'],
  refund: ['R'],
  'refund-row': ['R', 'Q'],
  reversal: ['V'],
  close: ['V'],
  authtrade: ['A'],
  unfreeze: ['A'],
  customs_declare: ['C'],
  customs_redeclare: ['C'],
  customs_query: ['C'],
};

function isListed(code: ResponseCode, operation: CodeContext['operation']): boolean {
  const wanted = PLACES_OF[operation] ?? [];
  return code.places.some((place) => place === '*' || wanted.includes(place));
}

function entries(
  rows: readonly ResponseCodeRow[],
  provenance: CodeProvenance,
): [string, ResponseCode][] {
  return rows.map(([respcd, meaning, disposition, places, details]) => {
    const code = { respcd, meaning, disposition, places: [...places] as Place[], provenance };
    return [respcd, { ...code, ...details }];
  });
}
