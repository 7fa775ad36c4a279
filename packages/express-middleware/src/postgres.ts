// Exactly one effect, in PostgreSQL

export type { DeferringInbox, KeptEvent, TakeLimits, WaitingEvents } from './deferring-inbox.ts';
export { fromDrizzle } from './from-drizzle.ts';
export { fromKysely, type KyselyDatabase, type KyselyPool } from './from-kysely.ts';
export { fromPg, type PgClient, type PgClientOf, type PgPool } from './from-pg.ts';
export {
  fromPostgresJs,
  type PostgresJs,
  type PostgresJsQuery,
  type PostgresJsTx,
} from './from-postgres-js.ts';
export { type PostgresInbox, type PostgresInboxOptions, postgresInbox } from './postgres-inbox.ts';
export { postgresMigration } from './postgres-schema.ts';
export type { SqlAdapter, SqlQuery, SqlRow } from './sql-adapter.ts';
