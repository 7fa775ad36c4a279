import { Buffer } from 'node:buffer';
import { ALGORITHMS, readSignType, type SignType } from '../algorithm.ts';
import { bodyContent } from '../body-bytes.ts';
import { type ClientKey, type Keyring, keysOf, secretOf } from '../client-key.ts';
import { joined, type Pair, type SignableFields, textPairs } from '../signable-pairs.ts';
import type { Sample } from './mistake.ts';
import { signedPairs } from './signed-pairs.ts';

/** What is known about a signature that does not fit. */
export type Mismatch = FieldsMismatch | BodyMismatch;

/** What is known besides the text. */
export interface Circumstances {
  /** The signature that came, in any case. */
  readonly received: string;
  /** The keys that should have been used. */
  readonly keys: Keyring;
  /** Further known keys, such as those of other stores or of another environment. */
  readonly otherKeys?: readonly ClientKey[];
  readonly appCode?: string | undefined;
  readonly mchid?: string | undefined;
  /** The digest that `X-QF-SIGNTYPE` names; MD5 when absent. */
  readonly signType?: SignType;
}

/** A signature that does not fit a request. */
export interface FieldsMismatch extends Circumstances {
  /** Decoded parameters in the order in which they came, empties included; `new URLSearchParams(text)` will do. */
  readonly fields: SignableFields | Iterable<readonly [name: string, value: string]>;
  readonly body?: never;
}

/** A signature that does not fit a body. */
export interface BodyMismatch extends Circumstances {
  /** The body of a notification or of a reply. */
  readonly body: Uint8Array | string;
  readonly fields?: never;
}

/** Digests by the number of their hex digits. */
const HASHES: Readonly<Record<number, string>> = {
  32: 'md5',
  40: 'sha1',
  64: 'sha256',
  128: 'sha512',
};

/** One sample for each key; none when the signature has the length of no digest. */
export function samples(mismatch: Mismatch): readonly Sample[] {
  const { received, keys, otherKeys = [], appCode, mchid, signType = 'MD5' } = mismatch;
  const hash = HASHES[received?.length];
  if (hash === undefined) return [];
  const declaredHash = ALGORITHMS[readSignType(signType)].hash;
  const knownKeys = [...keysOf(keys), ...otherKeys];
  const common = { ...subject(mismatch), otherKeys, knownKeys, appCode, mchid, hash, declaredHash };
  return keysOf(keys).map((key) => ({ ...common, key, secret: secretOf(key) }));
}

function subject({ fields, body }: Mismatch): Pick<Sample, 'kind' | 'pairs' | 'text'> {
  if (fields === undefined) {
    return { kind: 'body', pairs: [], text: Buffer.from(bodyContent(body)).toString() };
  }
  const pairs = isIterable(fields) ? [...fields] : textPairs(fields);
  return { kind: 'fields', pairs, text: joined(signedPairs(pairs)) };
}

function isIterable(fields: FieldsMismatch['fields']): fields is Iterable<Pair> {
  return Symbol.iterator in fields;
}
