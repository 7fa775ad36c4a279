import { ALGORITHMS, readSignType, type SignType } from './algorithm.ts';
import { type ClientKey, type Keyring, keysOf } from './client-key.ts';
import { digest } from './digest.ts';
import { sameDigest } from './same-digest.ts';
import { SignatureError } from './signature-error.ts';

/** The first key that made this well-formed signature over the content, if one did. */
export function matchingKey(
  content: string | Uint8Array,
  signature: string,
  keys: Keyring,
  signType: SignType,
): ClientKey | undefined {
  return keysOf(keys).find((key) => sameDigest(digest(content, key, signType), signature));
}

/** The signature as hex digits of the right number. Throws {@link SignatureError} `missing` or `malformed`. */
export function wellFormed(signature: string | undefined, signType: SignType): string {
  if (signature === undefined || signature === null || signature === '') {
    throw new SignatureError(
      'missing',
      'There is no signature. QFPay sends it in the header X-QF-SIGN.',
    );
  }
  const { digits } = ALGORITHMS[readSignType(signType)];
  if (
    typeof signature === 'string' &&
    signature.length === digits &&
    /^[0-9a-f]+$/i.test(signature)
  ) {
    return signature;
  }
  throw new SignatureError(
    'malformed',
    `The signature is not ${digits} hex digits, as ${signType} needs. ${hint(signature, signType)}`,
  );
}

/** The error for a signature that no key fits. */
export function mismatch(what: string): SignatureError {
  return new SignatureError(
    'mismatch',
    `The signature does not fit ${what} with any of the keys. Compare the client key and the environment; explainMismatch of @qf/signing/explain looks for the usual mistakes.`,
  );
}

function hint(signature: unknown, signType: SignType): string {
  if (typeof signature !== 'string')
    return `Pass the header as one text. Received: ${typeof signature}.`;
  const other = signType === 'MD5' ? 'SHA256' : 'MD5';
  const advice =
    signature.length === ALGORITHMS[other].digits ? `It may be ${other}: read X-QF-SIGNTYPE. ` : '';
  return `${advice}Received: ${signature.length} characters.`;
}
