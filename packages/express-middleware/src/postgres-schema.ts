import { MiddlewareError } from './middleware-error.ts';

/** The table's name unless another one is given. */
export const INBOX_TABLE = 'qf_inbox';

/**
 * The table of `postgresInbox` as SQL, for your own migrations; running it again changes nothing.
 *
 * @example
 * await writeFile('migrations/0042-qf-inbox.sql', postgresMigration());
 */
export function postgresMigration(table: string = INBOX_TABLE): string {
  const name = quotedTable(table);
  // An index lives in the schema of its table.
  const index = table.replace(/^.*\./, '');
  return `CREATE TABLE IF NOT EXISTS ${name} (
  key          text PRIMARY KEY,
  fingerprint  text NOT NULL,
  state        text NOT NULL CHECK (state IN ('done', 'set_aside', 'received')),
  reason       text,
  type         text NOT NULL,
  syssn        text,
  out_trade_no text,
  mchid        text,
  body         bytea,
  late         boolean NOT NULL DEFAULT false,
  attempts     integer NOT NULL DEFAULT 0,
  due_at       timestamptz NOT NULL DEFAULT now(),
  first_seen   timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS account text;
CREATE INDEX IF NOT EXISTS "${index}_due" ON ${name} (due_at) WHERE state = 'received';
CREATE INDEX IF NOT EXISTS "${index}_first_seen" ON ${name} (first_seen);
`;
}

/** The name as it goes into statements; a reserved word such as `order` is one too. Throws {@link MiddlewareError} `ERR_QF_OPTIONS`. */
export function quotedTable(table: string): string {
  if (/^[a-z_][a-z0-9_]{0,50}(\.[a-z_][a-z0-9_]{0,50})?$/.test(table)) {
    return `"${table.replace('.', '"."')}"`;
  }
  throw new MiddlewareError(
    'ERR_QF_OPTIONS',
    'The name of the inbox table must be small letters, digits and _, with at most one schema before it, such as payments.qf_inbox.',
  );
}
