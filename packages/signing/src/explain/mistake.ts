import { Buffer } from 'node:buffer';
import type { ClientKey } from '../client-key.ts';
import { hmacDigest, plainDigest } from '../digest.ts';
import type { Pair } from '../signable-pairs.ts';
import type { Cause } from './cause.ts';

/** Everything that is known about one signature that does not fit. */
export interface Sample {
  /** `fields` of a request, or the `body` of a notification or reply. */
  readonly kind: 'fields' | 'body';
  /** The parameters as they came, empties and `sign` included; none for a body. */
  readonly pairs: readonly Pair[];
  /** What should have been signed, without the key. */
  readonly text: string;
  readonly key: ClientKey;
  readonly secret: string;
  /** Keys of others, which may have been used by mistake. */
  readonly otherKeys: readonly ClientKey[];
  /** All keys that must not be shown. */
  readonly knownKeys: readonly ClientKey[];
  readonly appCode: string | undefined;
  readonly mchid: string | undefined;
  /** The digest that has as many digits as the signature, by the platform's name. */
  readonly hash: string;
  /** The digest that the header names. */
  readonly declaredHash: string;
}

/** One mistake, and what would have been hashed if it was made. */
export interface Mistake {
  readonly cause: Cause;
  /** One sentence that says what was done. */
  readonly sentence: string;
  /** One sentence that says what to do instead. */
  readonly fix: string;
  /** What was hashed, without its ending. */
  readonly content: string | Uint8Array;
  /** What was hashed after it; the key unless said otherwise. */
  readonly ending?: string;
  readonly hmac?: boolean;
  /** The parameter that is concerned, where there is one. */
  readonly parameter?: string;
}

/** A family of mistakes, tried in order. */
export type Family = (sample: Sample) => Iterable<Mistake>;

/** The digest that the mistake leads to. */
export function digestOf(
  { content, ending, hmac }: Mistake,
  { hash, key, secret }: Sample,
): string {
  if (hmac) return hmacDigest(hash, content, key);
  const end = ending ?? secret;
  if (typeof content === 'string') return plainDigest(hash, `${content}${end}`);
  return plainDigest(hash, Buffer.concat([content, Buffer.from(end)]));
}
