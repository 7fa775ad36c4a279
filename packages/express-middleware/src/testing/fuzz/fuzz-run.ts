import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Pool } from 'undici';
import { memoryInbox } from '../../memory-inbox.ts';
import { notifications } from '../../notifications.ts';
import { gateway, KEY } from '../merchant-key.ts';
import { seededRandom } from '../random.ts';

/** What came of a run. */
export interface FuzzReport {
  /** Effects of anything that was sent; all of it is forged, spoiled or about an order that does not exist. */
  readonly effects: number;
  readonly unhandled: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<number, number>>;
}

const PARALLEL = 40;

/** Sends spoiled deliveries to a real endpoint: spoiled bodies, spoiled signatures, and spoiled bodies signed anew. */
export async function fuzzRun(plan: { requests: number; seed: number }): Promise<FuzzReport> {
  const random = seededRandom(plan.seed);
  const count = { effects: 0, unhandled: 0 };
  const statuses: Record<number, number> = {};
  const effect = () => {
    count.effects += 1;
  };
  const note = () => {
    count.unhandled += 1;
  };
  const app = express().all(
    '/notify',
    notifications({
      clientKey: KEY,
      inbox: memoryInbox(),
      expect: ({ out_trade_no }) =>
        out_trade_no === 'PAID-FOR' ? { txamt: 1, txcurrcd: 'HKD' } : undefined,
      onPayment: effect,
      onRefund: effect,
      onProblem: () => {},
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    connections: PARALLEL,
  });
  process.on('unhandledRejection', note).on('uncaughtException', note);
  let left = plan.requests;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const { statusCode, body } = await pool.request({
        path: '/notify',
        method: 'POST',
        ...delivery(random),
      });
      await body.dump();
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL }, lane));
    return { ...count, statuses };
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note);
    await pool.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

const KINDS = [
  'payment',
  'cardPayment',
  'refund',
  'unfreeze',
  'close',
  'token',
  'subscription',
  'other',
] as const;

function delivery(random: () => number): { body: Buffer; headers: Record<string, string> } {
  const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'payment';
  const { body, headers } = gateway[kind]();
  const spoiled = times<Buffer>(1 + Math.floor(random() * 3), Buffer.from(body), (bytes) =>
    spoil(bytes, random),
  );
  const choice = random();
  // Half of it is signed anew, so that the fuzz reaches what comes behind the signature.
  if (choice < 0.5) return { body: spoiled, headers: { ...gateway.sign(spoiled) } };
  if (choice < 0.75) return { body: spoiled, headers: { ...headers } };
  const sign = times<Buffer>(1, Buffer.from(String(headers['X-QF-SIGN'])), (bytes) =>
    spoil(bytes, random),
  );
  return {
    body: Buffer.from(body),
    headers: { ...headers, 'X-QF-SIGN': sign.toString('latin1').replace(/[^ -~]/g, '?') },
  };
}

function times<Value>(count: number, value: Value, change: (value: Value) => Value): Value {
  return count === 0 ? value : times(count - 1, change(value), change);
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\u0000',
  '__proto__',
  '"syssn":',
  'null',
  '1e999',
  '\uFEFF',
  '-',
  '\\',
  '0',
];

/** One small damage. */
function spoil(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * (bytes.length + 1));
  const to = Math.min(bytes.length, at + Math.floor(random() * 20));
  const piece = Buffer.from(PIECES[Math.floor(random() * PIECES.length)] ?? '');
  const noise = Buffer.from([Math.floor(random() * 256)]);
  const damages = [
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + 1)]),
    () => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]),
    () => Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]),
    () => bytes.subarray(0, at),
  ];
  return (damages[Math.floor(random() * damages.length)] ?? (() => bytes))();
}
