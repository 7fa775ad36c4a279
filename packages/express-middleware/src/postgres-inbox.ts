import { abortable } from './abortable.ts';
import { type Clock, systemClock } from './clock.ts';
import {
  DEFAULT_ACCOUNT,
  type DeferringInbox,
  type KeptEvent,
  type TakeLimits,
  type WaitingEvents,
} from './deferring-inbox.ts';
import { durable } from './durable.ts';
import { fromPg, type PgClientOf, type PgPool } from './from-pg.ts';
import type { Grant, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import { OptionRules } from './option-rules.ts';
import { Handling, ownError } from './postgres-handling.ts';
import { INBOX_TABLE } from './postgres-schema.ts';
import { InboxTable, type Remembered } from './postgres-table.ts';
import {
  assertSameTransaction,
  isContended,
  isOutrun,
  limitTransaction,
  restoreLockTimeout,
  type TransactionLimits,
} from './postgres-transaction.ts';
import { retentionOf } from './retention.ts';
import type { SqlAdapter, SqlQuery } from './sql-adapter.ts';
import { ended } from './sql-door.ts';

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
  /** Forgets settled events beyond the retention, and tells how many; also done by itself with the first event and once an hour. */
  prune(): Promise<number>;
}

/**
 * Remembers events in PostgreSQL: exactly one effect for what a handler writes through `tx`.
 *
 * The uncommitted row is the lock: no lease, no state in between, and a process that dies lets go by itself.
 * Takes a pool of `pg`, or an adapter: `fromPostgresJs`, `fromKysely`, `fromDrizzle`, or one of your own.
 *
 * Give a pool of `pg` a `query_timeout`, longer than a handler may take: a connection that a failover has left silent is
 * given up only then, and deliveries fail for as long as such connections fill the pool.
 *
 * @example
 * const inbox = postgresInbox(new Pool({ query_timeout: 15_000 }));
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

/** What is remembered without a handler. */
type Waiting = Remembered & { readonly state: 'set_aside' | 'received' };

/** Milliseconds of a step without a handler; a delivery waits 1.5 s for its inbox, and later nothing may be written. */
const BRIEF = { busyWait: 1_000, workTime: 1_200, altogether: 1_300 } as const;

const BUSY: Settled = { state: 'busy' };

class SqlInbox<Tx> implements PostgresInbox<Tx> {
  readonly #adapter: SqlAdapter<Tx>;
  readonly #table: InboxTable;
  readonly #retention: number;
  readonly #clock: Clock;
  #nextPrune: number;

  constructor(adapter: SqlAdapter<Tx>, options: PostgresInboxOptions) {
    const rules = new OptionRules('postgresInbox()', options);
    rules.known(['table', 'retention', 'clock']);
    rules.clock();
    const { table = INBOX_TABLE, retention, clock = systemClock } = options;
    this.#adapter = adapter;
    this.#table = new InboxTable(table);
    this.#retention = retentionOf(retention);
    this.#clock = clock;
    this.#nextPrune = clock.monotonic();
  }

  async peek(record: InboxRecord): Promise<Settled | undefined> {
    try {
      return await this.#known(this.#adapter.query, record);
    } catch (error) {
      throw ownError(error);
    }
  }

  async run(
    record: InboxRecord,
    work: (grant: Grant<Tx>) => Promise<void>,
    { busyWait, workTime, stop }: RunLimits,
  ): Promise<Settled> {
    const handling = new Handling();
    try {
      const settled = await this.#transaction(stop.signal, async (tx, query, close) => {
        const own = await this.#limit(query, { busyWait, workTime });
        const transaction = await this.#table.insert(query, record, { state: 'done' });
        // A conflict, or settled by somebody who was faster.
        if (transaction === undefined) return (await this.#known(query, record)) ?? BUSY;
        await restoreLockTimeout(query, own);
        await handling.run(() => work({ tx }), close);
        await assertSameTransaction(query, transaction);
        return undefined;
      });
      return settled ?? (await this.#done(handling, record.key));
    } catch (error) {
      if (!handling.hasBegun && isContended(error)) return BUSY;
      throw handling.errorOf(error);
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
    { account, workTime, stop }: TakeLimits,
  ): Promise<Settled | undefined> {
    const handling = new Handling();
    try {
      // Before it is handled: an event that ends the process must not be the first one again for the next process.
      const key = await this.#table.putOffDue(this.#adapter.query, account);
      if (key === undefined) return undefined;
      const wasThere = await this.#transaction(stop.signal, async (tx, query, close) => {
        await this.#limit(query, { workTime });
        const locked = await this.#table.lock(query, key);
        if (locked === undefined) return false;
        const { transaction, account: own = account ?? DEFAULT_ACCOUNT, ...more } = locked;
        const kept = { ...more, key, account: own };
        // Before the handler: the role or search path that it sets for its writes may hide the row.
        await this.#table.markDone(query, key);
        await handling.run(() => work(kept, { tx }), close);
        await assertSameTransaction(query, transaction);
        return true;
      });
      return wasThere ? await this.#done(handling, key) : undefined;
    } catch (error) {
      // Another worker has it.
      if (!handling.hasBegun && isOutrun(error)) return undefined;
      throw handling.errorOf(error);
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

  /** After the commit, which every adapter has to have closed its transaction for, or is asked about. */
  async #done(handling: Handling, key: string): Promise<Settled> {
    if (!handling.isGuarded) await this.#assertCommitted(key);
    this.#pruneNowAndThen();
    return { state: 'done', durable: durable() };
  }

  /** PostgreSQL answers the COMMIT of a transaction in which a statement failed with a ROLLBACK, and no error. */
  async #assertCommitted(key: string): Promise<void> {
    if (await this.#table.isDone(this.#adapter.query, key)) return;
    throw ended('The transaction was not committed. Await everything that the handler starts.');
  }

  #pruneNowAndThen(): void {
    if (this.#clock.monotonic() < this.#nextPrune) return;
    // The delivery is settled; what pruning meets is for the next hour.
    this.prune().catch(() => {});
  }

  /**
   * A transaction that is given up ends, whatever its adapter does about that and whatever the handler waits for. What
   * would be asked next of it would come after its ROLLBACK, and be remembered.
   */
  #transaction<Result>(
    signal: AbortSignal,
    work: (tx: Tx, query: SqlQuery, close?: () => void) => Promise<Result>,
  ): Promise<Result> {
    return this.#adapter.transaction((tx, query, close) => {
      const askedInTime: SqlQuery = async (text, values) => {
        signal.throwIfAborted();
        return query(text, values);
      };
      return abortable(work(tx, askedInTime, close), signal);
    }, signal);
  }

  /** A short transaction of the inbox's own: what was given up for another delivery's row is not written later. */
  async #briefly<Result>(work: (query: SqlQuery) => Promise<Result>): Promise<Result> {
    const stop = new AbortController();
    const sentence = `The inbox took longer than ${BRIEF.altogether} ms.`;
    const cancel = this.#clock.schedule(BRIEF.altogether, () =>
      stop.abort(new MiddlewareError('ERR_QF_TIME_LIMIT', sentence)),
    );
    try {
      return await this.#transaction(stop.signal, async (_tx, query) => {
        await this.#limit(query, BRIEF);
        return work(query);
      });
    } finally {
      cancel();
    }
  }

  #limit(query: SqlQuery, times: Omit<TransactionLimits, 'endsIdle'>): Promise<string> {
    return limitTransaction(query, {
      ...times,
      endsIdle: this.#adapter.toleratesIdleLimit === true,
    });
  }

  async #remember(record: InboxRecord, more: Waiting): Promise<Settled> {
    try {
      const known = await this.#briefly(async (query) => {
        const isNew = (await this.#table.insert(query, record, more)) !== undefined;
        return isNew ? undefined : ((await this.#known(query, record)) ?? BUSY);
      });
      this.#pruneNowAndThen();
      return known ?? { state: more.state, durable: durable() };
    } catch (error) {
      if (isContended(error)) return BUSY;
      throw ownError(error);
    }
  }

  async #known(query: SqlQuery, { key, fingerprint }: InboxRecord): Promise<Settled | undefined> {
    const known = await this.#table.find(query, key);
    if (known === undefined) return undefined;
    if (known.fingerprint !== fingerprint) return { state: 'conflict' };
    if (known.state !== 'set_aside') return { state: 'duplicate', durable: durable() };
    return { state: 'set_aside', durable: durable(), reason: known.reason ?? undefined };
  }
}
