import { describe, expect, it } from 'vitest';
import { crashOnPostgres, crashOnRedis } from './testing/crash/crash-plans.ts';
import { POSTGRES } from './testing/postgres-server.ts';
import { REDIS } from './testing/redis-server.ts';
import { describeWith } from './testing/server-process.ts';

/** The full size is `pnpm crash`. */
const SIZE = { notifications: 60, kills: 5, seed: 7 };

describe('two processes that are killed at named points', () => {
  describeWith(POSTGRES, 'on PostgreSQL', () => {
    it('have every effect exactly once, and acknowledge nothing without it', async () => {
      const report = await crashOnPostgres(SIZE);
      expect(report.histogram).toEqual({ 1: report.notifications });
      expect(report.emptyAcknowledgements).toBe(0);
      expect(report.kills).toBeGreaterThanOrEqual(SIZE.kills);
      expect(report.lostAcknowledgements).toBeGreaterThan(0);
    }, 120_000);
  });

  describeWith(REDIS, 'on Redis', () => {
    it('have every effect once when the handler uses the key', async () => {
      const report = await crashOnRedis(SIZE);
      expect(report.histogram).toEqual({ 1: report.notifications });
      expect(report.emptyAcknowledgements).toBe(0);
      expect(report.kills).toBeGreaterThanOrEqual(SIZE.kills);
    }, 120_000);
  });
});
