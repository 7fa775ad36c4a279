import { Buffer } from 'node:buffer';
import type { KeptEvent, WaitingEvents } from './deferring-inbox.ts';
import type { InboxRecord } from './inbox.ts';
import { postgresMigration, quotedTable } from './postgres-schema.ts';
import { DAY } from './retention.ts';
import type { SqlQuery, SqlRow } from './sql-adapter.ts';

/** What a row remembers beside its record. */
export interface Remembered {
  readonly state: 'done' | 'set_aside' | 'received';
  readonly reason?: string;
  readonly body?: Uint8Array;
  readonly late?: boolean;
}

/** What tells whether a delivery is known. */
export interface Found {
  readonly fingerprint: string;
  readonly state: Remembered['state'];
  readonly reason: string | null;
}

/** A kept event, locked until its transaction ends. */
export interface LockedEvent extends Pick<KeptEvent, 'body' | 'late'> {
  /** None of what was kept before the table had accounts. */
  readonly account: string | undefined;
  /** The id of the transaction. */
  readonly transaction: string;
}

/** Every statement on the inbox's table; which of them belong into one transaction is the inbox's business. */
export class InboxTable {
  readonly #table: string;
  /** As it goes into statements. */
  readonly #name: string;

  constructor(table: string) {
    this.#table = table;
    this.#name = quotedTable(table);
  }

  /** Creates the table unless it is there as it should be. */
  async create(query: SqlQuery): Promise<void> {
    if (await this.#isComplete(query)) return;
    // Two processes that start together would both create it, and one of them would fail.
    await query('SELECT pg_advisory_xact_lock(hashtext($1::text))::text', [this.#name]);
    const statements = postgresMigration(this.#table)
      .split(';')
      .map((text) => text.trim());
    for (const statement of statements.filter((text) => text !== '')) await query(statement, []);
  }

  /** With its last column and its three indexes; to try would wait for every handler at work, and hold up new events. */
  async #isComplete(query: SqlQuery): Promise<boolean> {
    const [row] = await query(
      `SELECT count(*)::text AS count FROM pg_attribute JOIN pg_index ON indrelid = attrelid
       WHERE attname = 'account' AND attrelid = to_regclass($1::text)`,
      [this.#name],
    );
    return Number(row?.['count']) >= 3;
  }

  /** The id of the transaction that has inserted the record, or undefined when somebody was faster. */
  async insert(
    query: SqlQuery,
    { key, fingerprint, account, type, syssn, out_trade_no, mchid }: InboxRecord,
    { state, reason, body, late = false }: Remembered,
  ): Promise<string | undefined> {
    const hex = body === undefined ? null : Buffer.from(body).toString('hex');
    const [row] = await query(
      `INSERT INTO ${this.#name}
         (key, fingerprint, account, state, reason, type, syssn, out_trade_no, mchid, body, late)
       VALUES ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
         $9::text, decode($10::text, 'hex'), ($11::text)::boolean)
       ON CONFLICT (key) DO NOTHING RETURNING txid_current()::text AS tx`,
      [
        ...[key, fingerprint, storable(account), state, reason ?? null],
        ...[type, syssn, out_trade_no, mchid].map(storable),
        ...[hex, String(late)],
      ],
    );
    return row === undefined ? undefined : textOf(row, 'tx');
  }

  /** What is remembered under a key, as far as it is committed. */
  async find(query: SqlQuery, key: string): Promise<Found | undefined> {
    const text = `SELECT fingerprint, state, reason FROM ${this.#name} WHERE key = $1::text`;
    const [row] = await query(text, [key]);
    return row as Found | undefined;
  }

  /** Whether an event is remembered as handled. */
  async isDone(query: SqlQuery, key: string): Promise<boolean> {
    const text = `SELECT state FROM ${this.#name} WHERE key = $1::text`;
    const [row] = await query(text, [key]);
    return row?.['state'] === 'done';
  }

  /**
   * Puts one kept event of an account, or of anybody, off that is due and that nobody works on, and gives its key. The next
   * try comes later and later, at most an hour.
   */
  async putOffDue(query: SqlQuery, account: string | undefined): Promise<string | undefined> {
    // What was kept before the table had accounts may be anybody's.
    const [row] = await query(
      `UPDATE ${this.#name} SET attempts = attempts + 1,
         due_at = now() + least(3600, 5 * power(2, least(attempts, 10))) * interval '1 second'
       WHERE key = (SELECT key FROM ${this.#name} WHERE state = 'received' AND due_at <= now()
           AND (account = coalesce($1::text, account)) IS NOT FALSE
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING key`,
      [storable(account)],
    );
    return row === undefined ? undefined : textOf(row, 'key');
  }

  /**
   * Locks a kept event, unless somebody was faster. Waits for the lock: whoever looks for the next due event holds it for a
   * moment, and then finds this one put off.
   */
  async lock(query: SqlQuery, key: string): Promise<LockedEvent | undefined> {
    const [row] = await query(
      `SELECT account, encode(body, 'hex') AS body, late::text AS late, txid_current()::text AS tx
       FROM ${this.#name} WHERE key = $1::text AND state = 'received' FOR UPDATE`,
      [key],
    );
    if (row === undefined) return undefined;
    const account = (row['account'] ?? undefined) as string | undefined;
    const body = Buffer.from(textOf(row, 'body'), 'hex');
    return { account, body, late: row['late'] === 'true', transaction: textOf(row, 'tx') };
  }

  /** A kept event is handled with this transaction; its body is not needed any more then. */
  async markDone(query: SqlQuery, key: string): Promise<void> {
    const text = `UPDATE ${this.#name} SET state = 'done', body = NULL WHERE key = $1::text`;
    await query(text, [key]);
  }

  async waiting(query: SqlQuery): Promise<WaitingEvents> {
    const [row] = await query(
      `SELECT count(*)::text AS count, (extract(epoch FROM now() - min(first_seen)) * 1000)::text AS oldest
       FROM ${this.#name} WHERE state = 'received'`,
      [],
    );
    const oldest = row?.['oldest'];
    return { count: Number(row?.['count']), oldest: oldest === null ? undefined : Number(oldest) };
  }

  /** Forgets settled events that are older than `retention` milliseconds, some after the other, and tells how many. */
  async prune(query: SqlQuery, retention: number): Promise<number> {
    let count = 0;
    for (;;) {
      const gone = await this.#pruneSome(query, retention);
      count += gone;
      if (gone < AT_ONCE) return count;
    }
  }

  async #pruneSome(query: SqlQuery, retention: number): Promise<number> {
    const [row] = await query(
      `WITH gone AS (
         DELETE FROM ${this.#name} WHERE key = ANY (ARRAY (
           SELECT key FROM ${this.#name}
           WHERE state <> 'received' AND first_seen < now() - ($1::text || ' days')::interval
           ORDER BY first_seen LIMIT ${AT_ONCE})) RETURNING 1
       ) SELECT count(*)::text AS count FROM gone`,
      [String(retention / DAY)],
    );
    return Number(row?.['count']);
  }
}

/** What is forgotten with one statement: many years would hold a connection up, or never fit into a role's time limit. */
const AT_ONCE = 5_000;

/** These columns are for people. PostgreSQL takes no zero character, and an event is not lost for one of them. */
function storable(text: string | undefined): string | null {
  return text?.replaceAll('\0', '␀') ?? null;
}

function textOf(row: SqlRow, name: string): string {
  return String(row[name]);
}
