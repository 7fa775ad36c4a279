import { issuesOf } from './issue-list.ts';
import type { JsonValue } from './json-reader.ts';
import { type NotificationKind, notificationKinds } from './notification-kind.ts';
import { notificationId, typeOf } from './notification-identity.ts';
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
  const kind: NotificationKind = notificationKinds[type];
  const reading = kind.fields.safeParse(raw);
  if (!reading.success) return refuse(issuesOf(reading.error, raw));
  const fields = withoutAbsent(reading.data);
  const missing = kind.required.filter((name) => fields[name] === undefined);
  if (missing.length > 0) return refuse(missing.map(required));
  const id = notificationId(type, fields, raw);
  if (id === undefined) return refuse([required('notify_type')]);
  return { type, id, ...fields, raw } as Notification;
}

function readObject(body: Uint8Array): Fields {
  if (!(body instanceof Uint8Array)) {
    const received = describeReceived(body);
    return refuse([{ field: '', rule: 'bytes', expected: 'the raw body as bytes', received }]);
  }
  const value = readJson(body);
  if (isObject(value)) return value;
  const received = describeReceived(value);
  return refuse([{ field: '', rule: 'type', expected: 'a JSON object', received }]);
}

function readJson(body: Uint8Array): JsonValue {
  try {
    return parseStrictJson(body);
  } catch (error) {
    return error instanceof ProtocolError ? refuse(error.issues, error) : fail(error);
  }
}
