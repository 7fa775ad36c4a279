import { FormError } from './form-error.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes, byte order mark included. Throws {@link FormError} `ERR_QF_FORM_UTF8`. */
export function strictUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new FormError(
      'ERR_QF_FORM_UTF8',
      'The request holds bytes that are not UTF-8. Encode text as UTF-8 before it is signed and sent.',
      { cause },
    );
  }
}
