import { bodyBytes } from './body-bytes.ts';
import { FormError } from './form-error.ts';
import { multipartPairs } from './read-multipart.ts';
import { formPairs, percentPairs, rawPairs } from './read-pairs.ts';
import { byName, joined, type Pair } from './signable-pairs.ts';
import { strictUtf8 } from './strict-utf8.ts';

/** One way in which a deployed program may have meant, and signed, the request. */
export interface FormCandidate {
  readonly reading:
    | 'form'
    | 'form-with-empties'
    | 'percent'
    | 'percent-with-empties'
    | 'raw'
    | 'raw-sorted'
    | 'raw-sorted-with-empties';
  /** The parameters under this reading, in the order of the signed text, without `sign`. */
  readonly fields: ReadonlyMap<string, string>;
  /** What the signature covers under this reading, without the key. */
  readonly signedText: string;
}

/** A request as bytes: `query` without the `?`, `contentType` as in the header. */
export interface FormRequest {
  readonly body: Uint8Array;
  readonly query?: string | undefined;
  readonly contentType?: string | undefined;
}

/**
 * The readings of a request in the order in which a server tries them; the first is always the strict one, `form`.
 *
 * Deployed programs differ in what they sign (our decision D-5); {@link verifyForm} finds the reading that fits, and
 * only its fields may be used. Query string and body count together. A reading that would sign the same text as an
 * earlier one is left out. Escapes that are not UTF-8 stay as they are, because raw senders may have signed them.
 * Throws {@link FormError} for JSON, bytes that are not UTF-8, a name that is empty or comes twice.
 *
 * @example
 * const { candidate } = verifyForm(readForm({ body }), request.headers['x-qf-sign'], key);
 * candidate.fields.get('txamt');
 */
export function readForm(request: FormRequest): readonly FormCandidate[] {
  const { bodyPairs, bodyText } = readBody(request);
  const query = (request.query ?? '').replace(/^\?/, '');
  const queryPairs = rawPairs(query);
  const form = [
    ...formPairs(queryPairs),
    ...(bodyText === undefined ? bodyPairs : formPairs(bodyPairs)),
  ];
  assertNames(form);
  if (bodyText === undefined) return distinct(sorted('form', form));

  const raw = [...queryPairs, ...bodyPairs];
  const percent = percentPairs(raw);
  assertNames(percent);
  // With parameters in both places there is no single text that a raw sender could have signed.
  const sent = queryPairs.length === 0 ? bodyText : query;
  const exact = queryPairs.length > 0 && bodyPairs.length > 0 ? [] : [asReceived(sent, raw)];
  return distinct([
    ...sorted('form', form),
    ...sorted('percent', percent),
    ...exact,
    ...sorted('raw-sorted', raw),
  ]);
}

function readBody({ body, contentType = '' }: FormRequest): {
  bodyPairs: readonly Pair[];
  bodyText?: string;
} {
  const bytes = bodyBytes(body);
  if (/^\s*multipart\/form-data\b/i.test(contentType))
    return { bodyPairs: multipartPairs(bytes, contentType) };
  const bodyText = strictUtf8(bytes);
  if (/^[^;]*\bjson\b/i.test(contentType) || /^\uFEFF?\s*[{[]/.test(bodyText)) {
    throw new FormError(
      'ERR_QF_FORM_JSON',
      'The request body is JSON. Send application/x-www-form-urlencoded.',
    );
  }
  return { bodyPairs: rawPairs(bodyText), bodyText };
}

function sorted(
  reading: 'form' | 'percent' | 'raw-sorted',
  pairs: readonly Pair[],
): FormCandidate[] {
  const all = pairs.filter(isSigned).toSorted(byName);
  const filled = all.filter(([, value]) => value !== '');
  return [candidate(reading, filled), candidate(`${reading}-with-empties`, all)];
}

function candidate(reading: FormCandidate['reading'], pairs: readonly Pair[]): FormCandidate {
  return { reading, fields: new Map(pairs), signedText: joined(pairs) };
}

function asReceived(text: string, pairs: readonly Pair[]): FormCandidate {
  return { reading: 'raw', fields: new Map(pairs.filter(isSigned)), signedText: text };
}

function isSigned([name]: Pair): boolean {
  return name !== 'sign';
}

function distinct(candidates: readonly FormCandidate[]): readonly FormCandidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ signedText }) => !seen.has(signedText) && seen.add(signedText));
}

/** Raw names are one only where decoded names are, so those are not checked again. */
function assertNames(pairs: readonly Pair[]): void {
  const seen = new Set<string>();
  for (const [name] of pairs) {
    if (name === '')
      throw new FormError('ERR_QF_FORM_NAME', 'A parameter has no name. Send name=value pairs.');
    if (seen.has(name)) {
      throw new FormError(
        'ERR_QF_FORM_DUPLICATE',
        `Parameter ${JSON.stringify(name.slice(0, 40))} comes twice. Send each name once.`,
      );
    }
    seen.add(name);
  }
}
