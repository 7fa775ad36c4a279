import { kindOf } from './kind-of.ts';
import { SigningError } from './signing-error.ts';

/** A signing secret that prints as `[ClientKey id]` in text, JSON and logs. Made by {@link clientKey}. */
export interface ClientKey {
  /** A name for logs, such as `2026-q3`; says nothing about the secret. */
  readonly id: string;
}

/** One key, or several while keys are exchanged: the first one signs, all of them verify. */
export type Keyring = ClientKey | readonly ClientKey[];

const SHORTEST = 16;

/**
 * Wraps the client key that QFPay issued, so that it cannot slip into a log.
 *
 * The id is `default` unless one is given. Throws {@link SigningError}: `ERR_QF_KEY_EMPTY` for no or blank text,
 * `ERR_QF_KEY_BLANK_EDGE` for white space around it, `ERR_QF_KEY_SHORT` below 16 characters (`allowShortKey` is
 * for test vectors), `ERR_QF_KEY_ID` for an id that is empty or contains the secret.
 *
 * @example
 * const key = clientKey('demo-key-0001-NOT-REAL', { id: 'demo' });
 * String(key); // '[ClientKey demo]'
 */
export function clientKey(
  secret: string,
  options: { readonly id?: string; readonly allowShortKey?: boolean } = {},
): ClientKey {
  const { id = 'default', allowShortKey = false } = options;
  assertSecret(secret, allowShortKey);
  if (id === '' || id.includes(secret)) {
    throw new SigningError(
      'ERR_QF_KEY_ID',
      'The id of a client key is empty or contains the key. Give it a name, such as 2026-q3.',
    );
  }
  return new HiddenKey(id, secret);
}

/** The keys of a keyring, at least one. Throws {@link SigningError} `ERR_QF_KEYRING`. */
export function keysOf(keyring: Keyring): readonly [ClientKey, ...ClientKey[]] {
  const keys = (Array.isArray(keyring) ? keyring : [keyring]) as [ClientKey, ...ClientKey[]];
  if (keys.length === 0) {
    throw new SigningError(
      'ERR_QF_KEYRING',
      'The keyring holds no key. Pass clientKey(…) or a list of them.',
    );
  }
  return keys;
}

/** The secret itself, for this package only. Throws {@link SigningError} `ERR_QF_KEYRING` for a stranger. */
export function secretOf(key: ClientKey): string {
  const secret = HiddenKey.secretOf(key);
  if (secret !== undefined) return secret;
  throw new SigningError(
    'ERR_QF_KEYRING',
    `Not a client key of this copy of @qf/signing. Wrap the text first: clientKey(text). Received: ${kindOf(key)}.`,
  );
}

class HiddenKey implements ClientKey {
  readonly id: string;
  readonly #secret: string;

  constructor(id: string, secret: string) {
    this.id = id;
    this.#secret = secret;
    Object.freeze(this);
  }

  static secretOf(key: unknown): string | undefined {
    const object = Object(key);
    return #secret in object ? object.#secret : undefined;
  }

  toString(): string {
    return `[ClientKey ${this.id}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

function assertSecret(secret: unknown, allowShortKey: boolean): asserts secret is string {
  if (typeof secret !== 'string' || secret.trim() === '') {
    throw new SigningError(
      'ERR_QF_KEY_EMPTY',
      `The client key is empty. Is its environment variable set? Received: ${kindOf(secret)}.`,
    );
  }
  if (secret.trim() !== secret) {
    throw new SigningError(
      'ERR_QF_KEY_BLANK_EDGE',
      'The client key begins or ends with white space. Trim it where it is read.',
    );
  }
  if (secret.length < SHORTEST && !allowShortKey) {
    throw new SigningError(
      'ERR_QF_KEY_SHORT',
      `The client key has fewer than ${SHORTEST} characters; QFPay issues 32. Was it cut? Received: ${secret.length} characters.`,
    );
  }
}
