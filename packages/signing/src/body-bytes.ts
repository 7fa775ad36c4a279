import { kindOf } from './kind-of.ts';
import { SigningError } from './signing-error.ts';

/** The bytes as they are. Throws {@link SigningError} `ERR_QF_BODY` for anything that is not bytes any more. */
export function bodyBytes(body: unknown): Uint8Array {
  // The tag is asked instead of the class, because bytes of another realm (a test runner's) are bytes too.
  const kind = kindOf(body);
  if (kind === 'Uint8Array') return body as Uint8Array;
  throw new SigningError(
    'ERR_QF_BODY',
    `A signature covers the bytes as they came, and these were parsed before. Read the raw body: mount express.raw() or notifications() before express.json(). Received: ${kind}.`,
  );
}

/** The bytes, or text that has a UTF-8 form. Throws {@link SigningError} `ERR_QF_BODY`. */
export function bodyContent(body: unknown): string | Uint8Array {
  if (typeof body !== 'string') return bodyBytes(body);
  if (body.isWellFormed()) return body;
  throw new SigningError(
    'ERR_QF_BODY',
    'The body holds half of a surrogate pair, which has no UTF-8 form. Was the text cut?',
  );
}
