import { codes } from './inbox-error.ts';
import type { SqlQuery } from './sql-adapter.ts';
import { ended } from './sql-door.ts';

/** Milliseconds that the server lets a transaction idle beyond the handler's time. */
const IDLE_MARGIN = 5_000;

/** PostgreSQL counts its limits in 32 bits. */
const MOST = 2 ** 31 - 1;

/** Milliseconds. */
export interface TransactionLimits {
  /** For another delivery's row; nothing is waited for without it. */
  readonly busyWait?: number | undefined;
  readonly workTime: number;
  /** Whether the server may end the connection of a transaction that nobody works in any more. */
  readonly endsIdle: boolean;
}

/**
 * Sets the limits of this transaction, and gives the lock timeout that it had before. What is acknowledged must be on the
 * disk, also where the database's other commits do not wait for that.
 */
export async function limitTransaction(
  query: SqlQuery,
  { busyWait, workTime, endsIdle }: TransactionLimits,
): Promise<string> {
  const idle = endsIdle ? workTime + IDLE_MARGIN : 0;
  // A wait that reached the other limit would be told as a statement that took too long.
  const wait = busyWait === undefined ? undefined : Math.min(busyWait, workTime * 0.9);
  const times = [wait, workTime, idle];
  const [row] = await query(
    `SELECT current_setting('lock_timeout') AS own,
       set_config('lock_timeout', coalesce($1::text, current_setting('lock_timeout')), true),
       set_config('statement_timeout', $2::text, true),
       set_config('idle_in_transaction_session_timeout', $3::text, true),
       set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)`,
    times.map((ms) => (ms === undefined ? null : `${Math.ceil(Math.min(ms, MOST))}ms`)),
  );
  return String(row?.['own']);
}

/** Gives the handler's own statements the lock timeout that they had before: the short wait is for the inbox's row. */
export async function restoreLockTimeout(query: SqlQuery, own: string): Promise<void> {
  await query("SELECT set_config('lock_timeout', $1::text, true)", [own]);
}

/**
 * Proves that the transaction still lives. A handler that swallows a failed statement leaves one that PostgreSQL will
 * not commit, whatever COMMIT answers; one that commits by itself has torn effect and memory apart.
 */
export async function assertSameTransaction(query: SqlQuery, transaction: string): Promise<void> {
  const [row] = await query('SELECT txid_current()::text AS tx', []);
  if (row?.['tx'] === transaction) return;
  throw ended(
    'The handler ended the transaction that it was given. Leave COMMIT and ROLLBACK to the inbox.',
  );
}

/** Whether another transaction stood in the way: a statement waited too long for it, or was outrun by it. */
export function isContended(error: unknown): boolean {
  return codes(error).includes('55P03') || isOutrun(error);
}

/** Whether a statement came too late to see what another transaction wrote, where transactions are to look serial. */
export function isOutrun(error: unknown): boolean {
  return codes(error).includes('40001');
}
