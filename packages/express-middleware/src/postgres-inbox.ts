import { Buffer } from 'node:buffer';
import { type Clock, systemClock } from './clock.ts';
import type { DeferringInbox, KeptEvent, WaitingEvents } from './deferring-inbox.ts';
import { durable } from './durable.ts';
import { fromPg, type PgClientOf, type PgPool } from './from-pg.ts';
import type { Grant, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import { assertTable, INBOX_TABLE, postgresMigration } from './postgres-schema.ts';
import { DAY, retentionOf } from './retention.ts';
import type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';

/** Options of {@link postgresInbox}. */
export interface PostgresInboxOptions {
  /** Default `qf_inbox`; may name a schema: `payments.qf_inbox`. */
  readonly table?: string | undefined;
  /** Milliseconds after which a settled event is forgotten. Default 90 days, at least 48 hours. */
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
/** Milliseconds that the server lets a transaction idle beyond the handler's time. */
const IDLE_MARGIN = 5_000;

class SqlInbox<Tx> implements PostgresInbox<Tx> {
  readonly #adapter: SqlAdapter<Tx>;
  readonly #table: string;
  readonly #retention: number;
  readonly #clock: Clock;
  #nextPrune: number;

  constructor(adapter: SqlAdapter<Tx>, options: PostgresInboxOptions) {
    const { table = INBOX_TABLE, retention, clock = systemClock } = options;
    assertTable(table);
    this.#adapter = adapter;
    this.#table = table;
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
      const settled = await this.#adapter.transaction(async (tx, query) => {
        const own = await this.#limit(query, { busyWait, workTime });
        const transaction = await this.#insert(query, record, { state: 'done' });
        // A conflict, or settled by somebody who was faster.
        if (transaction === undefined) return (await this.#known(query, record)) ?? BUSY;
        isClaimed = true;
        await query("SELECT set_config('lock_timeout', $1::text, true)", [own]);
        await work({ tx });
        await assertSame(query, transaction);
        return undefined;
      }, stop.signal);
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
      const hadOne = await this.#adapter.transaction(async (tx, query) => {
        await this.#limit(query, { busyWait: workTime, workTime });
        const [row] = await query(
          `SELECT key, encode(body, 'hex') AS body, late::text AS late, txid_current()::text AS tx
           FROM ${this.#table} WHERE state = 'received' AND due_at <= now()
           ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
          [],
        );
        if (row === undefined) return false;
        key = textOf(row, 'key');
        const body = Buffer.from(textOf(row, 'body'), 'hex');
        await work({ key, body, late: row['late'] === 'true' }, { tx });
        await assertSame(query, textOf(row, 'tx'));
        await query(`UPDATE ${this.#table} SET state = 'done', body = NULL WHERE key = $1::text`, [
          key,
        ]);
        return true;
      }, stop.signal);
      return hadOne ? { state: 'done', durable: durable() } : undefined;
    } catch (error) {
      if (key !== undefined) await this.#putOff(key);
      throw error;
    }
  }

  async waiting(): Promise<WaitingEvents> {
    const [row] = await this.#adapter.query(
      `SELECT count(*)::text AS count, (extract(epoch FROM now() - min(first_seen)) * 1000)::text AS oldest
       FROM ${this.#table} WHERE state = 'received'`,
      [],
    );
    const oldest = row?.['oldest'];
    return { count: Number(row?.['count']), oldest: oldest === null ? undefined : Number(oldest) };
  }

  async migrate(): Promise<void> {
    const statements = postgresMigration(this.#table)
      .split(';')
      .map((text) => text.trim());
    await this.#adapter.transaction(async (_tx, query) => {
      // Two processes that start together would both create it, and one of them would fail.
      await query('SELECT pg_advisory_xact_lock(hashtext($1::text))::text', [this.#table]);
      for (const statement of statements.filter((text) => text !== '')) await query(statement, []);
    }, new AbortController().signal);
  }

  async prune(): Promise<number> {
    this.#nextPrune = this.#clock.monotonic() + HOUR;
    const [row] = await this.#adapter.query(
      `WITH gone AS (
         DELETE FROM ${this.#table}
         WHERE state <> 'received' AND first_seen < now() - ($1::text || ' days')::interval RETURNING 1
       ) SELECT count(*)::text AS count FROM gone`,
      [String(this.#retention / DAY)],
    );
    return Number(row?.['count']);
  }

  #pruneNowAndThen(): void {
    if (this.#clock.monotonic() < this.#nextPrune) return;
    // The delivery is settled; what pruning meets is for the next hour.
    this.prune().catch(() => {});
  }

  /** Sets the limits of this transaction, and tells the lock timeout that the handler's own statements get back. */
  async #limit(
    query: SqlQuery,
    { busyWait, workTime }: { busyWait: number; workTime: number },
  ): Promise<string> {
    const idle = this.#adapter.toleratesIdleLimit === true ? workTime + IDLE_MARGIN : 0;
    const [row] = await query(
      `SELECT current_setting('lock_timeout') AS own, set_config('lock_timeout', $1::text, true),
         set_config('statement_timeout', $2::text, true),
         set_config('idle_in_transaction_session_timeout', $3::text, true)`,
      [busyWait, workTime, idle].map((ms) => `${Math.ceil(ms)}ms`),
    );
    return textOf(row ?? {}, 'own');
  }

  async #remember(record: InboxRecord, more: Remembered): Promise<Settled> {
    const { state } = more;
    const isNew = (await this.#insert(this.#adapter.query, record, more)) !== undefined;
    if (isNew && state !== 'done') return { state, durable: durable() };
    return (await this.peek(record)) ?? BUSY;
  }

  /** The id of the transaction that has inserted the record, or undefined when somebody was faster. */
  async #insert(
    query: SqlQuery,
    { key, fingerprint, type, syssn, out_trade_no, mchid }: InboxRecord,
    { state, reason, body, late = false }: Remembered,
  ): Promise<string | undefined> {
    const hex = body === undefined ? null : Buffer.from(body).toString('hex');
    const [row] = await query(
      `INSERT INTO ${this.#table}
         (key, fingerprint, state, reason, type, syssn, out_trade_no, mchid, body, late)
       VALUES ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
         decode($9::text, 'hex'), ($10::text)::boolean)
       ON CONFLICT (key) DO NOTHING RETURNING txid_current()::text AS tx`,
      [
        ...[key, fingerprint, state, reason ?? null, type, syssn ?? null],
        ...[out_trade_no ?? null, mchid ?? null, hex, String(late)],
      ],
    );
    return row === undefined ? undefined : textOf(row, 'tx');
  }

  async #known(query: SqlQuery, { key, fingerprint }: InboxRecord): Promise<Settled | undefined> {
    const text = `SELECT fingerprint FROM ${this.#table} WHERE key = $1::text`;
    const [row] = await query(text, [key]);
    if (row === undefined) return undefined;
    if (row['fingerprint'] !== fingerprint) return { state: 'conflict' };
    return { state: 'duplicate', durable: durable() };
  }

  /** The next try comes later and later, at most an hour. */
  async #putOff(key: string): Promise<void> {
    await this.#adapter.query(
      `UPDATE ${this.#table} SET attempts = attempts + 1,
         due_at = now() + least(3600, 5 * power(2, least(attempts, 10))) * interval '1 second'
       WHERE key = $1::text AND state = 'received'`,
      [key],
    );
  }
}

interface Remembered {
  readonly state: 'done' | 'set_aside' | 'received';
  readonly reason?: string;
  readonly body?: Uint8Array;
  readonly late?: boolean;
}

const BUSY: Settled = { state: 'busy' };

/**
 * Proves that the transaction still lives. A handler that swallows a failed statement leaves one that PostgreSQL will
 * not commit, whatever COMMIT answers; one that commits by itself has torn effect and memory apart.
 */
async function assertSame(query: SqlQuery, transaction: string): Promise<void> {
  const [row] = await query('SELECT txid_current()::text AS tx', []);
  if (row?.['tx'] === transaction) return;
  throw new MiddlewareError(
    'ERR_QF_TRANSACTION_ENDED',
    'The handler ended the transaction that it was given. Leave COMMIT and ROLLBACK to the inbox.',
  );
}

/** Drivers wrap the server's error, some more than once. */
function isLockTimeout(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ((each as { code?: unknown }).code === '55P03') return true;
  }
  return false;
}

function textOf(row: SqlRow, name: string): string {
  return String(row[name]);
}
