import type { JournalEvent } from './journal-event.ts';

type Kind = 'string' | 'number' | 'object' | 'boolean' | 'address';
type Needs = Readonly<Record<string, Kind>>;

const row = { syssn: 'string' } as const;
const cancelled = { ...row, cancel_syssn: 'string' } as const;
const refund = { ...row, origssn: 'string' } as const;
const told = { ...row, id: 'string' } as const;
const money = { txamt: 'number', txdtm: 'string' } as const;

/** What each event cannot do without besides its place: a journal that comes from outside is held against it. */
const NEEDS: Readonly<Record<JournalEvent['type'], Needs>> = {
  'sandbox.opened': { seed: 'number' },
  'sandbox.reset': {},
  'sandbox.saved': { snapshot: 'string' },
  'sandbox.restored': { snapshot: 'string' },
  'rules.changed': { rules: 'object' },
  'fault.fired': { fault: 'string', effect: 'string', on: 'string' },
  'clock.advanced': { from: 'number', to: 'number' },
  'clock.changed': { rate: 'number' },
  'payment.created': {
    ...row,
    ...money,
    token: 'string',
    app_code: 'string',
    out_trade_no: 'string',
    pay_type: 'string',
    txcurrcd: 'string',
    expires_at: 'number',
  },
  'payment.scanned': row,
  'payment.paid': { ...row, chnlsn: 'string', cardcd: 'string' },
  'payment.frozen': { ...row, chnlsn: 'string', cardcd: 'string' },
  'payment.captured': { ...refund, ...money },
  'payment.unfrozen': { ...cancelled, txamt: 'number' },
  'payment.failed': { ...row, respcd: 'string' },
  'payment.expired': row,
  'payment.closed': cancelled,
  'payment.reversed': cancelled,
  'payment.voided': cancelled,
  'refund.created': { ...refund, ...money, out_trade_no: 'string' },
  'refund.done': refund,
  'refund.failed': { ...refund, respcd: 'string' },
  'note.added': { ...row, note: 'string' },
  'notification.queued': { ...told, notify_type: 'string', url: 'address', body: 'string' },
  'notification.attempt_started': {
    ...told,
    number: 'number',
    url: 'string',
    request_body: 'string',
    request_headers: 'object',
  },
  'notification.attempted': {
    ...told,
    number: 'number',
    acknowledged: 'boolean',
    verdict: 'string',
    duration_ms: 'number',
  },
};

/** The first field that the event lacks, or its `type` when nobody knows it; `undefined` for one that can be played. */
export function missingIn(event: Readonly<Record<string, unknown>>): string | undefined {
  const type = String(event['type']);
  if (!Object.hasOwn(NEEDS, type)) return 'type';
  const needs = Object.entries(NEEDS[type as JournalEvent['type']]);
  return needs.find(([name, kind]) => !fits(event[name], kind))?.[0];
}

function fits(value: unknown, kind: Kind): boolean {
  if (kind === 'address') return value === null || typeof value === 'string';
  return typeof value === kind && value !== null;
}
