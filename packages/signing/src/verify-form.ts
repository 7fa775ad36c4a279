import type { SignType } from './algorithm.ts';
import type { Keyring } from './client-key.ts';
import { matchingKey, mismatch, wellFormed } from './matching-key.ts';
import type { FormCandidate } from './read-form.ts';

/**
 * Finds the reading of a request that its signature covers; only that reading's fields may be used.
 *
 * A strict server passes the first candidate alone. Throws `SignatureError` with the reason `missing`,
 * `malformed` or `mismatch`.
 *
 * @example
 * const { keyId, candidate } = verifyForm(readForm({ body, contentType }), signature, key);
 */
export function verifyForm(
  candidates: readonly FormCandidate[],
  signature: string | undefined,
  keys: Keyring,
  signType: SignType = 'MD5',
): { keyId: string; candidate: FormCandidate } {
  const wellFormedSignature = wellFormed(signature, signType);
  for (const candidate of candidates) {
    const key = matchingKey(candidate.signedText, wellFormedSignature, keys, signType);
    if (key !== undefined) return { keyId: key.id, candidate };
  }
  throw mismatch('any reading of this request');
}
