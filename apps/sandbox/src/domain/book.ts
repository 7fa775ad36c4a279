import type { JournalEvent } from './journal-event.ts';
import type { QueuedNotification } from './notification.ts';
import { DEFAULT_RULES, type Rules } from './rules.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

interface Snapshot {
  readonly at: number;
  readonly rules: Rules;
  readonly copies: readonly Iterable<unknown>[];
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
  readonly snapshots = new Map<string, Snapshot>();
  readonly transactions = new Map<string, Transaction>();
  readonly notifications = new Map<string, QueuedNotification>();
  readonly #byNumber = new Map<string, string[]>();
  readonly #byToken = new Map<string, string>();
  readonly #scanned = new Set<string>();
  readonly #refunds = new Map<string, string[]>();
  readonly #notices = new Map<string, string[]>();
  readonly #timelines = new Map<string, JournalEvent[]>();

  findBySyssn(syssn: string): Transaction | undefined {
    return this.transactions.get(syssn);
  }

  findByNumber(out_trade_no: string, app_code?: string): Transaction | undefined {
    const rows = this.allByNumber(out_trade_no, app_code);
    return rows.find(({ paydtm }) => paydtm !== undefined) ?? rows.at(-1);
  }

  allByNumber(out_trade_no: string, app_code?: string): readonly Transaction[] {
    return present(this.#byNumber.get(numberKey(app_code ?? '', out_trade_no)), this.transactions);
  }

  findByToken(token: string): Transaction | undefined {
    return this.transactions.get(this.#byToken.get(token) ?? '');
  }

  isScanned(app_code: string, auth_code: string): boolean {
    return this.#scanned.has(numberKey(app_code, auth_code));
  }

  find(id: string): Transaction | undefined {
    return this.findBySyssn(id) ?? this.findByNumber(id);
  }

  notificationsOf(syssn: string): readonly QueuedNotification[] {
    return present(this.#notices.get(syssn), this.notifications);
  }

  refundsOf(syssn: string): readonly Transaction[] {
    return present(this.#refunds.get(syssn), this.transactions);
  }

  timelineOf(syssn: string): readonly JournalEvent[] {
    return this.#timelines.get(syssn) ?? [];
  }

  /** Adds a new row with all ways to find it. */
  add(transaction: Transaction): void {
    const { syssn, app_code, out_trade_no, token } = transaction;
    this.issued += 1;
    this.transactions.set(syssn, transaction);
    for (const owner of out_trade_no === '' ? [] : [app_code, '']) {
      pushTo(this.#byNumber, numberKey(owner, out_trade_no), syssn);
    }
    if (token !== '') this.#byToken.set(token, syssn);
    const { auth_code } = transaction;
    if (auth_code !== undefined) this.#scanned.add(numberKey(app_code, auth_code));
    if (transaction.kind === 'refund') pushTo(this.#refunds, transaction.origssn, syssn);
  }

  /** Puts a changed row in the place of the old one. */
  replace(transaction: Transaction): void {
    this.transactions.set(transaction.syssn, transaction);
  }

  /** Adds a notification to its transaction and, for a refund, to the payment. */
  addNotification(notification: QueuedNotification): void {
    this.queued += 1;
    this.notifications.set(notification.id, notification);
    for (const syssn of this.#concerned(notification.syssn)) {
      pushTo(this.#notices, syssn, notification.id);
    }
  }

  replaceNotification(notification: QueuedNotification): void {
    this.notifications.set(notification.id, notification);
  }

  /** Puts an event on the timeline of every transaction it concerns. */
  remember(event: JournalEvent): void {
    this.seq = event.seq;
    this.at = event.at;
    if (!('syssn' in event)) return;
    for (const syssn of this.#concerned(event.syssn)) pushTo(this.#timelines, syssn, event);
  }

  /** Forgets everything but the counters and the snapshots. */
  clear(): void {
    this.rules = DEFAULT_RULES;
    for (const collection of this.#collections()) collection.clear();
  }

  /** Keeps everything as it is now. Rows are never changed in place, so a copy of the maps is enough. */
  save(id: string, at: number): void {
    const copies = this.#collections().map((one) =>
      one instanceof Set ? new Set<unknown>(one) : new Map<unknown, unknown>(copied(one)),
    );
    this.snapshots.set(id, { at, rules: this.rules, copies });
  }

  /** Everything as it was; numbers count on, so that none comes twice. */
  restore(id: string): void {
    const snapshot = this.snapshots.get(id);
    if (snapshot === undefined) return;
    this.rules = snapshot.rules;
    for (const [index, collection] of this.#collections().entries()) {
      collection.clear();
      refill(collection, snapshot.copies[index]);
    }
  }

  #collections(): readonly (Map<string, unknown> | Set<string>)[] {
    return [
      this.transactions,
      this.notifications,
      this.#byNumber,
      this.#byToken,
      this.#scanned,
      this.#refunds,
      this.#notices,
      this.#timelines,
    ] as readonly (Map<string, unknown> | Set<string>)[];
  }

  #concerned(syssn: string): string[] {
    const origssn = this.transactions.get(syssn)?.origssn;
    return origssn === undefined ? [syssn] : [syssn, origssn];
  }
}

/** Lists grow in place, so a snapshot has lists of its own. */
function* copied(map: ReadonlyMap<unknown, unknown>): Iterable<readonly [unknown, unknown]> {
  for (const [key, value] of map) yield [key, Array.isArray(value) ? [...value] : value];
}

function refill(
  collection: Map<string, unknown> | Set<string>,
  saved: Iterable<unknown> | undefined,
): void {
  if (collection instanceof Set) {
    for (const one of saved as Iterable<string>) collection.add(one);
    return;
  }
  for (const [key, value] of copied(saved as ReadonlyMap<string, unknown>)) {
    collection.set(key as string, value);
  }
}

function numberKey(app_code: string, out_trade_no: string): string {
  return `${app_code} ${out_trade_no}`;
}

function pushTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function present<T>(ids: readonly string[] | undefined, map: ReadonlyMap<string, T>): T[] {
  return (ids ?? []).flatMap((id) => map.get(id) ?? []);
}
