import type { JournalEvent } from './journal-event.ts';
import { LayeredMap } from './layered-map.ts';
import type { QueuedNotification } from './notification.ts';
import { DEFAULT_RULES, type Rules } from './rules.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

interface Snapshot {
  readonly at: number;
  readonly rules: Rules;
  readonly copies: readonly ReadonlyMap<string, unknown>[];
}

/** The rows by their own numbers, and the ways to find them. Rows and lists are never changed in place. */
interface Shelves {
  readonly transactions: Map<string, Transaction>;
  readonly notifications: Map<string, QueuedNotification>;
  readonly byNumber: Map<string, readonly string[]>;
  readonly byToken: Map<string, string>;
  readonly byAuthCode: Map<string, string>;
  readonly refunds: Map<string, readonly string[]>;
  readonly notices: Map<string, readonly string[]>;
  readonly timelines: Map<string, readonly JournalEvent[]>;
}

/** The state as `reduce` keeps it: plain maps with the look-ups over them. */
export class Book implements State {
  seed = 0;
  seq = 0;
  at = 0;
  rules: Rules = DEFAULT_RULES;
  /** How many `syssn` were given out; a reset does not start it again, so that no number comes twice. */
  issued = 0;
  /** How many notifications were queued, likewise. */
  queued = 0;
  readonly snapshots: Map<string, Snapshot> = new Map();
  readonly #shelves: Shelves = {
    transactions: new Map(),
    notifications: new Map(),
    byNumber: new Map(),
    byToken: new Map(),
    byAuthCode: new Map(),
    refunds: new Map(),
    notices: new Map(),
    timelines: new Map(),
  };

  /** An empty book, or a draft over `below`. */
  constructor(below?: Book) {
    if (below === undefined) return;
    const { seed, seq, at, rules, issued, queued } = below;
    Object.assign(this, { seed, seq, at, rules, issued, queued });
    this.snapshots = new LayeredMap(below.snapshots);
    this.#shelves = layered(below.#shelves);
  }

  /** This book as it would be after more events; what is written in the draft does not show here. */
  draft(): Book {
    return new Book(this);
  }

  get transactions(): ReadonlyMap<string, Transaction> {
    return this.#shelves.transactions;
  }

  get notifications(): ReadonlyMap<string, QueuedNotification> {
    return this.#shelves.notifications;
  }

  findBySyssn(syssn: string): Transaction | undefined {
    return this.transactions.get(syssn);
  }

  findByNumber(out_trade_no: string, app_code?: string): Transaction | undefined {
    const rows = this.allByNumber(out_trade_no, app_code);
    return rows.find(({ paydtm }) => paydtm !== undefined) ?? rows.at(-1);
  }

  allByNumber(out_trade_no: string, app_code?: string): readonly Transaction[] {
    return present(
      this.#shelves.byNumber.get(numberKey(app_code ?? '', out_trade_no)),
      this.transactions,
    );
  }

  findByToken(token: string): Transaction | undefined {
    return this.transactions.get(this.#shelves.byToken.get(token) ?? '');
  }

  isScanned(app_code: string, auth_code: string): boolean {
    return this.#shelves.byAuthCode.has(numberKey(app_code, auth_code));
  }

  find(id: string): Transaction | undefined {
    return this.findBySyssn(id) ?? this.findByNumber(id);
  }

  notificationsOf(syssn: string): readonly QueuedNotification[] {
    return present(this.#shelves.notices.get(syssn), this.notifications);
  }

  refundsOf(syssn: string): readonly Transaction[] {
    return present(this.#shelves.refunds.get(syssn), this.transactions);
  }

  timelineOf(syssn: string): readonly JournalEvent[] {
    return this.#shelves.timelines.get(syssn) ?? [];
  }

  /** Adds a new row with all ways to find it. */
  add(transaction: Transaction): void {
    const { syssn, app_code, out_trade_no, token } = transaction;
    this.issued += 1;
    this.#shelves.transactions.set(syssn, transaction);
    for (const owner of out_trade_no === '' ? [] : [app_code, '']) {
      pushTo(this.#shelves.byNumber, numberKey(owner, out_trade_no), syssn);
    }
    if (token !== '') this.#shelves.byToken.set(token, syssn);
    const { auth_code } = transaction;
    if (auth_code !== undefined)
      this.#shelves.byAuthCode.set(numberKey(app_code, auth_code), syssn);
    if (transaction.kind === 'refund') pushTo(this.#shelves.refunds, transaction.origssn, syssn);
  }

  /** Puts a changed row in the place of the old one. */
  replace(transaction: Transaction): void {
    this.#shelves.transactions.set(transaction.syssn, transaction);
  }

  /** Adds a notification to its transaction and, for a refund, to the payment. */
  addNotification(notification: QueuedNotification): void {
    this.queued += 1;
    this.#shelves.notifications.set(notification.id, notification);
    for (const syssn of this.#concerned(notification.syssn)) {
      pushTo(this.#shelves.notices, syssn, notification.id);
    }
  }

  replaceNotification(notification: QueuedNotification): void {
    this.#shelves.notifications.set(notification.id, notification);
  }

  /** Puts an event on the timeline of every transaction it concerns. */
  remember(event: JournalEvent): void {
    this.seq = event.seq;
    this.at = event.at;
    if (!('syssn' in event)) return;
    for (const syssn of this.#concerned(event.syssn)) pushTo(this.#shelves.timelines, syssn, event);
  }

  /** Forgets everything but the counters and the snapshots. */
  clear(): void {
    this.rules = DEFAULT_RULES;
    for (const collection of this.#collections()) collection.clear();
  }

  /** Keeps everything as it is now; a copy of the maps is enough. */
  save(id: string, at: number): void {
    const copies = this.#collections().map((one) => new Map(one));
    this.snapshots.set(id, { at, rules: this.rules, copies });
  }

  /** Everything as it was; numbers count on, so that none comes twice. */
  restore(id: string): void {
    const snapshot = this.snapshots.get(id);
    if (snapshot === undefined) return;
    this.rules = snapshot.rules;
    for (const [index, collection] of this.#collections().entries()) {
      collection.clear();
      for (const [key, value] of snapshot.copies[index] ?? []) collection.set(key, value);
    }
  }

  #collections(): readonly Map<string, unknown>[] {
    return Object.values(this.#shelves);
  }

  #concerned(syssn: string): string[] {
    const origssn = this.transactions.get(syssn)?.origssn;
    return origssn === undefined ? [syssn] : [syssn, origssn];
  }
}

function layered(below: Shelves): Shelves {
  return {
    transactions: new LayeredMap(below.transactions),
    notifications: new LayeredMap(below.notifications),
    byNumber: new LayeredMap(below.byNumber),
    byToken: new LayeredMap(below.byToken),
    byAuthCode: new LayeredMap(below.byAuthCode),
    refunds: new LayeredMap(below.refunds),
    notices: new LayeredMap(below.notices),
    timelines: new LayeredMap(below.timelines),
  };
}

function numberKey(app_code: string, out_trade_no: string): string {
  return `${app_code} ${out_trade_no}`;
}

function pushTo<T>(map: Map<string, readonly T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function present<T>(ids: readonly string[] | undefined, map: ReadonlyMap<string, T>): T[] {
  return (ids ?? []).flatMap((id) => map.get(id) ?? []);
}
