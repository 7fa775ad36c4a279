import { type Clock, systemClock } from './clock.ts';
import type { DeferringInbox, KeptEvent, WaitingEvents } from './deferring-inbox.ts';
import { durable } from './durable.ts';
import { fromPg, type PgClientOf, type PgPool } from './from-pg.ts';
import type { Grant, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { INBOX_TABLE } from './postgres-schema.ts';
import { InboxTable, type Remembered } from './postgres-table.ts';
import {
  assertSameTransaction,
  isLockTimeout,
  limitTransaction,
  restoreLockTimeout,
  type TransactionLimits,
} from './postgres-transaction.ts';
import { retentionOf } from './retention.ts';
import { abortable, type SqlAdapter, type SqlQuery } from './sql-adapter.ts';

/** Options of {@link postgresInbox}. */
export interface PostgresInboxOptions {
  /** Default `qf_inbox`; may name a schema: `payments.qf_inbox`. */
  readonly table?: string | undefined;
  /** Milliseconds after which a settled event is forgotten. Default 90 days, at least 48 hours; `Infinity` for never. */
  readonly retention?: number | undefined;
  readonly clock?: Clock | undefined;
}

/** An inbox whose memory and whose handlers' writes are one transaction. */
export interface PostgresInbox<Tx> extends DeferringInbox<Tx> {
  /** Creates the table unless it is there. */
  migrate(): Promise<void>;
  /** Forgets settled events beyond the retention, and tells how many; also done by itself once an hour. */
  prune(): Promise<number>;
}

/**
 * Remembers events in PostgreSQL: exactly one effect for what a handler writes through `tx`.
 *
 * The uncommitted row is the lock: no lease, no state in between, and a process that dies lets go by itself.
 * Takes a pool of `pg`, or an adapter: `fromPostgresJs`, `fromKysely`, `fromDrizzle`, or one of your own.
 *
 * @example
 * const inbox = postgresInbox(new Pool());
 * await inbox.migrate();
 */
export function postgresInbox<Pool extends PgPool>(
  pool: Pool,
  options?: PostgresInboxOptions,
): PostgresInbox<PgClientOf<Pool>>;
export function postgresInbox<Tx>(
  adapter: SqlAdapter<Tx>,
  options?: PostgresInboxOptions,
): PostgresInbox<Tx>;
export function postgresInbox(
  source: PgPool | SqlAdapter<unknown>,
  options: PostgresInboxOptions = {},
): PostgresInbox<unknown> {
  return new SqlInbox('transaction' in source ? source : fromPg(source), options);
}

const HOUR = 3_600_000;

const BUSY: Settled = { state: 'busy' };

class SqlInbox<Tx> implements PostgresInbox<Tx> {
  readonly #adapter: SqlAdapter<Tx>;
  readonly #table: InboxTable;
  readonly #retention: number;
  readonly #clock: Clock;
  #nextPrune: number;

  constructor(adapter: SqlAdapter<Tx>, options: PostgresInboxOptions) {
    const { table = INBOX_TABLE, retention, clock = systemClock } = options;
    this.#adapter = adapter;
    this.#table = new InboxTable(table);
    this.#retention = retentionOf(retention);
    this.#clock = clock;
    this.#nextPrune = clock.monotonic() + HOUR;
  }

  async peek(record: InboxRecord): Promise<Settled | undefined> {
    return this.#known(this.#adapter.query, record);
  }

  async run(
    record: InboxRecord,
    work: (grant: Grant<Tx>) => Promise<void>,
    { busyWait, workTime, stop }: RunLimits,
  ): Promise<Settled> {
    let isClaimed = false;
    try {
      const settled = await this.#transaction(stop.signal, async (tx, query) => {
        const own = await this.#limit(query, { busyWait, workTime });
        const transaction = await this.#table.insert(query, record, { state: 'done' });
        // A conflict, or settled by somebody who was faster.
        if (transaction === undefined) return (await this.#known(query, record)) ?? BUSY;
        isClaimed = true;
        await restoreLockTimeout(query, own);
        await work({ tx });
        await assertSameTransaction(query, transaction);
        return undefined;
      });
      this.#pruneNowAndThen();
      return settled ?? { state: 'done', durable: durable() };
    } catch (error) {
      if (!isClaimed && isLockTimeout(error)) return BUSY;
      throw error;
    }
  }

  async setAside(record: InboxRecord, reason: string, body: Uint8Array): Promise<Settled> {
    return this.#remember(record, { state: 'set_aside', reason, body });
  }

  keep = async (
    record: InboxRecord,
    { body, late }: { readonly body: Uint8Array; readonly late: boolean },
  ): Promise<Settled> => this.#remember(record, { state: 'received', body, late });

  async take(
    work: (kept: KeptEvent, grant: Grant<Tx>) => Promise<void>,
    { workTime, stop }: Omit<RunLimits, 'busyWait'>,
  ): Promise<Settled | undefined> {
    let key: string | undefined;
    try {
      const hadOne = await this.#transaction(stop.signal, async (tx, query) => {
        await this.#limit(query, { workTime });
        const locked = await this.#table.lockDue(query);
        if (locked === undefined) return false;
        const { transaction, ...kept } = locked;
        key = kept.key;
        await work(kept, { tx });
        await assertSameTransaction(query, transaction);
        await this.#table.markDone(query, key);
        return true;
      });
      return hadOne ? { state: 'done', durable: durable() } : undefined;
    } catch (error) {
      if (key !== undefined) await this.#table.putOff(this.#adapter.query, key);
      throw error;
    }
  }

  async waiting(): Promise<WaitingEvents> {
    return this.#table.waiting(this.#adapter.query);
  }

  async migrate(): Promise<void> {
    const { signal } = new AbortController();
    await this.#adapter.transaction((_tx, query) => this.#table.create(query), signal);
  }

  async prune(): Promise<number> {
    this.#nextPrune = this.#clock.monotonic() + HOUR;
    return this.#table.prune(this.#adapter.query, this.#retention);
  }

  #pruneNowAndThen(): void {
    if (this.#clock.monotonic() < this.#nextPrune) return;
    // The delivery is settled; what pruning meets is for the next hour.
    this.prune().catch(() => {});
  }

  /** A transaction that is given up ends, whatever its adapter does about that and whatever the handler waits for. */
  #transaction<Result>(
    signal: AbortSignal,
    work: (tx: Tx, query: SqlQuery) => Promise<Result>,
  ): Promise<Result> {
    return this.#adapter.transaction((tx, query) => abortable(work(tx, query), signal), signal);
  }

  #limit(query: SqlQuery, times: Omit<TransactionLimits, 'endsIdle'>): Promise<string> {
    return limitTransaction(query, {
      ...times,
      endsIdle: this.#adapter.toleratesIdleLimit === true,
    });
  }

  async #remember(record: InboxRecord, more: Remembered): Promise<Settled> {
    const { state } = more;
    const isNew = (await this.#table.insert(this.#adapter.query, record, more)) !== undefined;
    if (isNew && state !== 'done') return { state, durable: durable() };
    return (await this.peek(record)) ?? BUSY;
  }

  async #known(query: SqlQuery, { key, fingerprint }: InboxRecord): Promise<Settled | undefined> {
    const known = await this.#table.fingerprint(query, key);
    if (known === undefined) return undefined;
    return known === fingerprint
      ? { state: 'duplicate', durable: durable() }
      : { state: 'conflict' };
  }
}
