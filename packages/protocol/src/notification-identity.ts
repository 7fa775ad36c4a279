import { isRecord } from './is-record.ts';
import type { JsonValue } from './json-reader.ts';
import { notificationKinds } from './notification-kind.ts';
import type { Notification } from './notification-types.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The kind of event: `notify_type`, or `order_type` in the card form. `cancel` is an older word for
 * a refund; a word nobody knows is `other`.
 */
export function typeOf(raw: Fields): Notification['type'] {
  const word = wordOf(raw);
  if (word === 'cancel') return 'refund';
  return Object.hasOwn(notificationKinds, word) ? (word as Notification['type']) : 'other';
}

function wordOf({ notify_type, order_type }: Fields): string {
  const isAbsent = notify_type === undefined || notify_type === null || notify_type === '';
  const word = isAbsent ? order_type : notify_type;
  return typeof word === 'string' ? word : '';
}

/**
 * What names the event: its type and the fields that tell it from every other one, never the
 * signature. An unknown kind is named by everything it says, in whatever order the names come.
 */
export function notificationId(type: Notification['type'], fields: Fields, raw: Fields): string {
  if (type === 'other') return `${JSON.stringify(wordOf(raw))} ${canonical(raw as JsonValue)}`;
  const parts = notificationKinds[type].identity.map((names) => identityPart(names, fields));
  return `${type}/${parts.map(encoded).join('/')}`;
}

/** Numbers and dates, which most parts are, say the same encoded. */
function encoded(part: string): string {
  return /^[\w.-]*$/.test(part) ? part : encodeURIComponent(part);
}

/** A live payment says `cancel: 0` or nothing at all; both are the same event. */
function identityPart(names: string | readonly string[], fields: Fields): string {
  const name = typeof names === 'string' ? names : names.find((one) => fields[one] !== undefined);
  const value = name === undefined ? undefined : fields[name];
  if (value !== undefined) return String(value);
  return names === 'cancel' ? '0' : '';
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  const entries = names.map((name) => [name, value[name] as JsonValue] as const);
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
}
