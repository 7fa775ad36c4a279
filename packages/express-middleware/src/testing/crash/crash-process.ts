import { AsyncLocalStorage } from 'node:async_hooks';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Inbox } from '../../inbox.ts';
import { notifications } from '../../notifications.ts';
import { postgresInbox } from '../../postgres-inbox.ts';
import { redisInbox } from '../../redis-inbox.ts';
import { KEY } from '../merchant-key.ts';
import { CRASH_HEADER, type CrashPoint } from './crash-points.ts';

/** A merchant's process that dies where a delivery tells it to. `argv`: kind and server address. Prints its port. */
const [kind = '', url = ''] = process.argv.slice(2);
const delivery = new AsyncLocalStorage<string>();

function crash(point: CrashPoint): void {
  if (delivery.getStore() === point) process.kill(process.pid, 'SIGKILL');
}

/** The same inbox with places to die at. */
function mined<Tx>(inbox: Inbox<Tx>): Inbox<Tx> {
  return {
    peek: (record) => inbox.peek(record),
    setAside: (record, reason, body) => inbox.setAside(record, reason, body),
    run: async (record, work, limits) => {
      crash('before the claim');
      const settled = await inbox.run(
        record,
        async (grant) => {
          crash('after the claim');
          await work(grant);
          crash('after the effect');
        },
        limits,
      );
      crash('after the commit');
      return settled;
    },
  };
}

/** The effect joins the transaction. */
function onPostgres() {
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  return notifications({
    clientKey: KEY,
    inbox: mined(postgresInbox(pool)),
    expect: 'unchecked',
    onPayment: ({ syssn }, { tx }) => tx.query('INSERT INTO effect VALUES ($1)', [syssn]),
    onProblem: () => {},
  });
}

/** The effect happens once for a key. */
const ONCE = `
redis.call('HINCRBY', 'runs', ARGV[1], 1)
if redis.call('SETNX', KEYS[1], 1) == 1 then redis.call('HINCRBY', 'effects', ARGV[1], 1) end
return 1`;

function onRedis() {
  const client = new Redis(url);
  return notifications({
    clientKey: KEY,
    inbox: mined(redisInbox(client, { lease: 1_000 })),
    expect: 'unchecked',
    onPayment: ({ syssn }, { key }) => client.eval(ONCE, 1, `once:${key}`, syssn),
    onProblem: () => {},
  });
}

const app = express();
app.use((request, response, next) => {
  const point = request.headers[CRASH_HEADER];
  delivery.run(typeof point === 'string' ? point : '', () => {
    response.once('finish', () => crash('after the answer'));
    next();
  });
});
app.post('/notify', kind === 'postgres' ? onPostgres() : onRedis());
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
