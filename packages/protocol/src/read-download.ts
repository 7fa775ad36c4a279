import type { Operation } from './operation.ts';
import { type ReplyReading, readReply } from './read-reply.ts';

/** A file, or the reply that came instead of it. */
export type DownloadReading<Reply> =
  | { readonly kind: 'file'; readonly file: Uint8Array }
  | { readonly kind: 'reply'; readonly reading: ReplyReading<Reply> };

/** Reads the answer to a download: a zip file as it came, anything else as a reply. Never throws. */
export function readDownload<Reply>(
  operation: Operation<unknown, Reply>,
  body: Uint8Array,
): DownloadReading<Reply> {
  if (isZip(body)) return { kind: 'file', file: body };
  return { kind: 'reply', reading: readReply(operation, body) };
}

/** A zip file starts with `PK`, and with 3, 4 or, when it is empty, 5, 6. */
function isZip([p, k, third, fourth]: Uint8Array): boolean {
  const isMarked = p === 0x50 && k === 0x4b;
  return isMarked && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}
