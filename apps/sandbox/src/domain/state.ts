import type { JournalEvent } from './journal-event.ts';
import type { QueuedNotification } from './notification.ts';
import type { Rules } from './rules.ts';
import type { Transaction } from './transaction.ts';

/** Everything the journal adds up to, with the look-ups that the doors need. Read-only outside `reduce`. */
export interface State {
  readonly seed: number;
  /** Position of the last event. */
  readonly seq: number;
  /** Virtual milliseconds of the last event; 0 while there is none. */
  readonly at: number;
  /** How the gateway behaves where there is a choice. */
  readonly rules: Rules;
  /** When each snapshot was taken (virtual milliseconds), by id. */
  readonly snapshots: ReadonlyMap<string, { readonly at: number }>;
  /** By `syssn`, oldest first. */
  readonly transactions: ReadonlyMap<string, Transaction>;
  /** By id, oldest first. */
  readonly notifications: ReadonlyMap<string, QueuedNotification>;
  findBySyssn(syssn: string): Transaction | undefined;
  /** The transaction with this number, of any merchant unless one is named: a paid one, else the newest. */
  findByNumber(out_trade_no: string, app_code?: string): Transaction | undefined;
  /** A number of the hosted checkout can have several. */
  allByNumber(out_trade_no: string, app_code?: string): readonly Transaction[];
  findByToken(token: string): Transaction | undefined;
  /** By `syssn` or `out_trade_no`. */
  find(id: string): Transaction | undefined;
  /** Of the transaction and, for a payment, of its refunds; oldest first. */
  notificationsOf(syssn: string): readonly QueuedNotification[];
  refundsOf(syssn: string): readonly Transaction[];
  /** Every event of the transaction and, for a payment, of its refunds; oldest first. */
  timelineOf(syssn: string): readonly JournalEvent[];
}
