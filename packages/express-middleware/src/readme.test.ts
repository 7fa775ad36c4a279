import { readFileSync } from 'node:fs';
import { clientKey } from '@qf/signing';
import express from 'express';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type Expected, memoryInbox, notifications } from './index.ts';
import { postgresInbox, type SqlAdapter } from './postgres.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { served } from './testing/served.ts';
import { describeWith } from './testing/server-process.ts';
import { notificationKit } from './testing.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const source = readFileSync(new URL(import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

const secret = 'demo-key-0001-NOT-REAL';
const orders = new Map<string, Expected>([['A-1', { txamt: 1234, txcurrcd: 'HKD' }]]);

describe('the README', () => {
  it('tells the truth in what it shows first', async () => {
    const paid: string[] = [];

    const app = express();
    app.post(
      '/qfpay/notify',
      notifications({
        clientKey: clientKey(secret),
        inbox: memoryInbox(), // while developing; see below for production
        expect: (event) => orders.get(event.out_trade_no), // { txamt, txcurrcd } of an order or a refund, or nothing yet
        onPayment: (event) => paid.push(event.out_trade_no),
      }),
    );

    const url = (await served(app)).url.replace('/notify', '/qfpay/notify');

    const gateway = notificationKit(clientKey('demo-key-0001-NOT-REAL'));
    const { body, headers } = gateway.payment({ out_trade_no: 'A-1', txamt: '1234' });
    const answer = await fetch(url, { method: 'POST', body, headers });

    expect([answer.status, await answer.text()]).toEqual([200, 'SUCCESS']);
    expect(paid).toEqual(['A-1']);
  });

  it.each(examples)('shows what this file runs: %s', (example) => {
    const shown = example.replace(/^(import .*\n)+\n/, '');
    expect(source.replaceAll(/^ +/gm, '')).toContain(shown.replaceAll(/^ +/gm, ''));
  });

  it('imports what its first example takes from our packages', async () => {
    const [first = ''] = examples;
    const imports = [...first.matchAll(/^import \{ (.*) \} from '(@qf\/.*)';$/gm)];
    expect(imports.map(([, names]) => names)).toEqual(['memoryInbox, notifications', 'clientKey']);
    for (const [, names = '', name = ''] of imports) {
      const exported = Object.keys(await import(name));
      expect(exported).toEqual(expect.arrayContaining(names.split(', ')));
    }
  });

  it('has 30 to 120 lines', () => {
    const lines = readme.trimEnd().split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(30);
    expect(lines).toBeLessThanOrEqual(120);
  });
});

describeWith(POSTGRES, 'the README on PostgreSQL', () => {
  it('writes every payment with the memory of it', async () => {
    const server = await startPostgres();
    const pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => {});
    try {
      await postgresInbox(pool).migrate();
      await pool.query('CREATE TABLE payments (syssn text, out_trade_no text, txamt integer)');

      const notify = notifications({
        clientKey: clientKey(secret),
        inbox: postgresInbox(pool),
        expect: (event) => orders.get(event.out_trade_no),
        onPayment: ({ syssn, out_trade_no, txamt }, { tx }) =>
          tx.query('INSERT INTO payments VALUES ($1, $2, $3)', [syssn, out_trade_no, txamt]),
      });

      const { deliver } = await served(express().use('/notify', notify));
      const kit = notificationKit(clientKey(secret));
      const twice = [kit.payment({ out_trade_no: 'A-1' }), kit.payment({ out_trade_no: 'A-1' })];
      for (const payment of [...twice, ...twice])
        expect(await deliver(payment)).toBe('200 SUCCESS');
      const { rows } = await pool.query('SELECT * FROM payments');
      expect(rows).toEqual(
        twice.map(({ fields }) => ({
          ...{ syssn: fields['syssn'], out_trade_no: 'A-1', txamt: 1234 },
        })),
      );
    } finally {
      await pool.end();
      await server.stop();
    }
  }, 60_000);
});

/** The part of Prisma's client that the recipe uses, as Prisma declares it; its engines are not in the registry. */
interface Transaction {
  $queryRawUnsafe<Result = unknown>(text: string, ...values: unknown[]): Promise<Result>;
}
interface Prisma extends Transaction {
  $transaction<Result>(
    work: (tx: Transaction) => Promise<Result>,
    options?: { timeout?: number },
  ): Promise<Result>;
}

it('ties Prisma to the inbox with types that fit', () => {
  const prisma = {} as Prisma;

  const time = { timeout: 15_000 }; // longer than handlerTimeout
  const adapter: SqlAdapter<Transaction> = {
    query: (sql, values) => prisma.$queryRawUnsafe(sql, ...values),
    transaction: (work) =>
      prisma.$transaction((tx) => work(tx, (q, v) => tx.$queryRawUnsafe(q, ...v)), time),
  };

  expect(postgresInbox(adapter).run).toBeTypeOf('function');
});
