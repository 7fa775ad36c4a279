import { Buffer } from 'node:buffer';
import * as crypto from 'node:crypto';
import { ALGORITHMS, readSignType, type SignType } from './algorithm.ts';
import { type ClientKey, secretOf } from './client-key.ts';

/** Upper-case hex digest of the content with the key appended, both as UTF-8. The only file that touches crypto. */
export function digest(content: string | Uint8Array, key: ClientKey, signType: SignType): string {
  return plainDigest(Buffer.concat([bytesOf(content), bytesOf(secretOf(key))]), signType);
}

/** Upper-case hex digest of the bytes alone. */
export function plainDigest(content: string | Uint8Array, signType: SignType): string {
  return hashHex(ALGORITHMS[readSignType(signType)].hash, bytesOf(content)).toUpperCase();
}

/** Upper-case hex HMAC; QFPay does not use it, the search for mistakes does. */
export function hmacDigest(
  content: string | Uint8Array,
  key: ClientKey,
  signType: SignType,
): string {
  const { hash } = ALGORITHMS[signType];
  return crypto
    .createHmac(hash, secretOf(key))
    .update(bytesOf(content))
    .digest('hex')
    .toUpperCase();
}

/** Whether two byte strings of the same length are equal, in time that does not depend on where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return crypto.timingSafeEqual(a, b);
}

/** One call without a stream is about twice as fast; Node has it since 20.12, other runtimes may not. */
const hashHex: (hash: string, bytes: Uint8Array) => string =
  typeof crypto.hash === 'function'
    ? (hash, bytes) => crypto.hash(hash, bytes, 'hex')
    : (hash, bytes) => crypto.createHash(hash).update(bytes).digest('hex');

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}
