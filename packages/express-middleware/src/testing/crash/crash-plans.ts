import { Redis } from 'ioredis';
import pg from 'pg';
import { postgresInbox } from '../../postgres-inbox.ts';
import { startPostgres } from '../postgres-server.ts';
import { startRedis } from '../redis-server.ts';
import { type CrashPlan, type CrashReport, crashRun } from './crash-run.ts';

/** How much a run does. */
export type CrashSize = Pick<CrashPlan, 'notifications' | 'kills' | 'seed'>;

/** The run on a real PostgreSQL: the effect is a row, written through `tx`, that nothing keeps from coming twice. */
export async function crashOnPostgres(size: CrashSize): Promise<CrashReport> {
  const server = await startPostgres();
  const pool = new pg.Pool({ connectionString: server.url });
  pool.on('error', () => {});
  try {
    await postgresInbox(pool).migrate();
    await pool.query('CREATE TABLE effect (syssn text); CREATE INDEX ON effect (syssn)');
    const effectsOf = async (syssn: string) => {
      const text = 'SELECT count(*)::int AS count FROM effect WHERE syssn = $1';
      return Number((await pool.query(text, [syssn])).rows[0].count);
    };
    return await crashRun({ kind: 'postgres', url: server.url, effectsOf, ...size });
  } finally {
    await pool.end();
    await server.stop();
  }
}

/** The run on a real Redis: the effect uses `key`. `repeatedHandlers` tells how often that was needed. */
export async function crashOnRedis(
  size: CrashSize,
): Promise<CrashReport & { readonly repeatedHandlers: number }> {
  const server = await startRedis();
  const client = new Redis(server.url);
  try {
    const effectsOf = async (syssn: string) => Number((await client.hget('effects', syssn)) ?? 0);
    const report = await crashRun({ kind: 'redis', url: server.url, effectsOf, ...size });
    const runs = Object.values(await client.hgetall('runs'));
    return { ...report, repeatedHandlers: runs.filter((times) => Number(times) > 1).length };
  } finally {
    client.disconnect();
    await server.stop();
  }
}
