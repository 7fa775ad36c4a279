import { isRecord } from './is-record.ts';
import { issuesOf } from './issue-list.ts';
import type { JsonValue } from './json-reader.ts';
import { notificationId, typeOf } from './notification-identity.ts';
import { notificationKinds } from './notification-kind.ts';
import type { Notification } from './notification-types.ts';
import { type Issue, ProtocolError } from './protocol-error.ts';
import { describeReceived } from './received.ts';
import { parseStrictJson } from './strict-json.ts';

type Fields = Readonly<Record<string, JsonValue>>;

/**
 * Reads the body of a notification whose signature has been verified. Tolerant about fields, because
 * new ones may come at any time; strict about JSON and about what identifies the event.
 *
 * @param body the raw bytes; they are what the signature covers
 * @throws ProtocolError `ERR_QF_UNREADABLE_NOTIFICATION` when it is no JSON object, when the fields
 * that identify it are missing, or when an amount is not an integer
 * @example
 * const event = parseNotification(body);
 * if (event.type === 'payment') console.log(event.out_trade_no, event.txamt);
 */
export function parseNotification(body: Uint8Array): Notification {
  const raw = readObject(body);
  const type = typeOf(raw);
  const { fields, required } = notificationKinds[type];
  const reading = fields.safeParse(raw);
  if (!reading.success) throw unreadable(issuesOf(reading.error, raw));
  const missing = required.filter((name) => reading.data[name] === undefined);
  if (missing.length > 0) throw unreadable(missing.map(missingField));
  const id = notificationId(type, reading.data, raw);
  // A spread is cheap where it comes last in its literal, and dear where names follow it.
  return { type, id, raw, ...reading.data } as unknown as Notification;
}

function readObject(body: Uint8Array): Fields {
  if (!isBytes(body)) {
    const received = describeReceived(body);
    throw unreadable([{ field: '', rule: 'bytes', expected: 'the raw body as bytes', received }]);
  }
  const value = readJson(body);
  if (isRecord(value)) return value as Fields;
  const received = describeReceived(value);
  throw unreadable([{ field: '', rule: 'type', expected: 'a JSON object', received }]);
}

/** The tag is asked as well as the class, because bytes of another realm (a test runner's) are bytes too. */
function isBytes(value: unknown): boolean {
  return (
    value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]'
  );
}

function readJson(body: Uint8Array): JsonValue {
  try {
    // Some samples of the documents print `"respcd": 0000`.
    return parseStrictJson(body, { leadingZeros: 'text' });
  } catch (error) {
    throw error instanceof ProtocolError ? unreadable(error.issues) : error;
  }
}

function missingField(field: string): Issue {
  return { field, rule: 'required', expected: `a value for ${field}`, received: 'nothing' };
}

function unreadable(issues: readonly Issue[]): ProtocolError {
  return new ProtocolError('ERR_QF_UNREADABLE_NOTIFICATION', issues);
}
