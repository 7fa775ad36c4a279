import { Buffer } from 'node:buffer';
import { FormError } from './form-error.ts';
import type { Pair } from './signable-pairs.ts';
import { strictUtf8 } from './strict-utf8.ts';

/**
 * The fields of a `multipart/form-data` body; files are left out, because they are not signed.
 *
 * One deployed PHP client sends queries like this. Throws {@link FormError} `ERR_QF_FORM_MULTIPART`.
 */
export function multipartPairs(body: Uint8Array, contentType: string): readonly Pair[] {
  const boundary = boundaryOf(contentType);
  // Latin-1 keeps one character per byte, so that files need not be text.
  const parts = `\r\n${Buffer.from(body).toString('latin1')}`.split(`\r\n--${boundary}`);
  const end = parts.pop() ?? '';
  if (!end.startsWith('--')) throw unreadable('it is cut');
  return parts.slice(1).flatMap(partPairs);
}

function partPairs(part: string): readonly Pair[] {
  const blank = part.indexOf('\r\n\r\n');
  if (!part.startsWith('\r\n') || blank < 0) throw unreadable('a part has no header');
  const disposition = /^content-disposition:(.*)/im.exec(part.slice(0, blank))?.[1] ?? '';
  if (/;\s*filename\*?=/i.test(disposition)) return [];
  const name =
    /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? /;\s*name=([^;\s"]+)/i.exec(disposition)?.[1];
  if (name === undefined) throw unreadable('a part has no name');
  return [[utf8(name), utf8(part.slice(blank + 4))]];
}

function boundaryOf(contentType: string): string {
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw unreadable('its content type names no boundary');
  return boundary;
}

function utf8(latin1: string): string {
  return strictUtf8(Buffer.from(latin1, 'latin1'));
}

function unreadable(why: string): FormError {
  return new FormError(
    'ERR_QF_FORM_MULTIPART',
    `The multipart body cannot be read: ${why}. Send a urlencoded form.`,
  );
}
