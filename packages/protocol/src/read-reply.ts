import { isRecord } from './is-record.ts';
import { issuesOf } from './issue-list.ts';
import type { Operation } from './operation.ts';
import { type Issue, ProtocolError } from './protocol-error.ts';
import { parseStrictJson } from './strict-json.ts';

/** A reply that could be read, or why it could not. `raw` keeps every field as it came. */
export type ReplyReading<Reply> =
  | { readonly ok: true; readonly reply: Reply; readonly raw: Record<string, unknown> }
  | { readonly ok: false; readonly issues: Issue[] };

/**
 * Reads a reply tolerantly: flat or in an envelope, numbers or digits, `respcd` without quotes,
 * integers of any size. Never throws; what cannot be read comes back as issues, and then nothing is
 * known about the call.
 */
export function readReply<Reply>(
  operation: Operation<unknown, Reply>,
  body: Uint8Array | string,
): ReplyReading<Reply> {
  try {
    return readObject(operation, parseStrictJson(withoutMark(body), { leadingZeros: 'text' }));
  } catch (error) {
    return {
      ok: false,
      issues: error instanceof ProtocolError ? [...error.issues] : [unreadable()],
    };
  }
}

function readObject<Reply>(
  operation: Operation<unknown, Reply>,
  raw: unknown,
): ReplyReading<Reply> {
  if (!isRecord(raw)) return { ok: false, issues: [unreadable()] };
  const reading = operation.reply.safeParse(raw);
  if (reading.success) return { ok: true, reply: reading.data, raw };
  return { ok: false, issues: issuesOf(reading.error, raw) };
}

/** A reply may start with one byte order mark. */
function withoutMark(body: Uint8Array | string): Uint8Array | string {
  if (typeof body === 'string') return body.startsWith('\uFEFF') ? body.slice(1) : body;
  const isMarked = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  return isMarked ? body.subarray(3) : body;
}

function unreadable(): Issue {
  return { field: '', rule: 'json', expected: 'a JSON object', received: 'something else' };
}
