import { ALGORITHMS, readSignType, type SignType } from './algorithm.ts';
import { type ClientKey, type Keyring, keysOf } from './client-key.ts';
import { digest, equalText } from './digest.ts';
import { kindOf } from './kind-of.ts';
import { isHex } from './same-digest.ts';
import { SignatureError } from './signature-error.ts';

/** The first key that made this well-formed signature over the content, if one did. */
export function matchingKey(
  content: string | Uint8Array,
  signature: string,
  keys: Keyring,
  signType: SignType,
): ClientKey | undefined {
  const upper = signature.toUpperCase();
  return keysOf(keys).find((key) => equalText(digest(content, key, signType), upper));
}

/** The signature as hex digits of the right number. Throws {@link SignatureError} `missing` or `malformed`. */
export function wellFormed(signature: string | undefined, signType: SignType): string {
  if (!signature) {
    throw new SignatureError(
      'missing',
      'There is no signature. QFPay sends it in the header X-QF-SIGN.',
    );
  }
  const used = readSignType(signType);
  const { digits } = ALGORITHMS[used];
  if (isHex(signature) && signature.length === digits) return signature;
  throw new SignatureError(
    'malformed',
    `The signature is not ${digits} hex digits, as ${used} needs. ${hint(signature, used)}`,
  );
}

/** The error for a signature that no key fits. */
export function mismatch(what: string): SignatureError {
  return new SignatureError(
    'mismatch',
    `The signature does not fit ${what} with any of the keys. Compare key and environment, or ask explainMismatch of @qf/signing/explain.`,
  );
}

function hint(signature: unknown, signType: SignType): string {
  if (typeof signature !== 'string') return `Received: ${kindOf(signature)}.`;
  const other = signType === 'MD5' ? 'SHA256' : 'MD5';
  const advice =
    signature.length === ALGORITHMS[other].digits ? `It may be ${other}: read X-QF-SIGNTYPE. ` : '';
  return `${advice}Received: ${signature.length} characters.`;
}
