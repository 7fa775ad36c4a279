/** A row as a driver gives it; every column that this package reads is text. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Runs one statement with `$1`, `$2` … in ascending order, each once; values are text or null. */
export type SqlQuery = (
  text: string,
  values: readonly (string | null)[],
) => Promise<readonly SqlRow[]>;

/**
 * What an inbox needs of a PostgreSQL driver. `Tx` is what the driver's users write with inside a transaction.
 *
 * `transaction` commits when `work` resolves and rolls back when it rejects; `work` rejects as soon as `signal` aborts.
 * After its end nothing more of it may take effect, also not what a handler that hangs tries later.
 */
export interface SqlAdapter<Tx> {
  readonly query: SqlQuery;
  /**
   * `work` calls `close` when the handler has settled: from then on `tx` must refuse to write, and only `query` may; what
   * it refused before the commit was part of the effect, so that it rolls back then. An adapter that cannot do that leaves
   * it out, and the inbox looks after each commit whether it has come about.
   */
  transaction<Result>(
    work: (tx: Tx, query: SqlQuery, close?: () => void) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result>;
  /** The driver copes with a server that ends an idle transaction; where it would end the process, leave this out. */
  readonly toleratesIdleLimit?: boolean | undefined;
}
