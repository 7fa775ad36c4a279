import * as crypto from 'node:crypto';
import type { Notification } from '@qf/protocol';
import type { InboxRecord } from './inbox.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What an event says beside its name; a second body under the same key must say the same. */
const BUSINESS_FIELDS: readonly string[] = [
  'out_trade_no',
  'txamt',
  'txcurrcd',
  'status',
  'respcd',
  'pay_type',
  'customer_id',
  'subscription_id',
  'syssn',
];

/**
 * The key and the fingerprint of an event. Neither the signature nor the key that made it has a part
 * in them: one can be made for other bytes, the other may be exchanged between two deliveries.
 */
export function inboxRecord(event: Notification, account: string): InboxRecord {
  const fields = event as unknown as Fields;
  const mchid = text(fields['mchid']) ?? text(event.raw['mchid']);
  return {
    key: digest([account, mchid ?? '', event.id]),
    fingerprint: digest(BUSINESS_FIELDS.map((name) => fields[name] ?? null)),
    account,
    type: event.type,
    syssn: text(fields['syssn']),
    out_trade_no: text(fields['out_trade_no']),
    mchid,
  };
}

/** A JSON list, because joined text could be cut in two ways. */
function digest(parts: readonly unknown[]): string {
  return sha256(JSON.stringify(parts));
}

/** One call without a stream is about twice as fast; Node has it since 20.12, other runtimes may not. */
const sha256: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text)
    : (text) => crypto.createHash('sha256').update(text).digest('hex');

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
