import { type Pair, type SignableFields, signablePairs } from './signable-pairs.ts';
import { SigningError } from './signing-error.ts';

/**
 * The signed parameters of an address that a shopper opens, where whoever holds it can change it.
 *
 * An `&` is allowed in `*_url` and `*_uri` values only: other text could be split into a further parameter without
 * breaking the signature. Throws {@link SigningError} `ERR_QF_FIELD`.
 */
export function unsplittablePairs(fields: SignableFields): readonly Pair[] {
  const pairs = signablePairs(fields);
  pairs.forEach(assertUnsplittable);
  return pairs;
}

function assertUnsplittable([name, value]: Pair): void {
  if (!value.includes('&') || /_ur[li]$/.test(name)) return;
  throw new SigningError(
    'ERR_QF_FIELD',
    `Field ${name} holds an &, which could be split into another parameter under the same signature. Write "and".`,
  );
}
