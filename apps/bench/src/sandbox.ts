import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@qf/sandbox';
import { clientKey, signedForm } from '@qf/signing';
import { Pool } from 'undici';
import { median } from './contest.ts';
import { BARE_NODE, readyTimes, SANDBOX } from './ready-time.ts';
import { reportFigures } from './report.ts';

/** What every payment here is about. */
const ORDER = { txamt: 1234, txcurrcd: 'HKD', pay_type: '801514', txdtm: '2026-01-01 10:30:34' };

/** Starts the sandbox in memory, again and again. Median milliseconds. */
async function startTime(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const before = performance.now();
    const sandbox = await createSandbox();
    times.push(performance.now() - before);
    await sandbox.close();
  }
  return median(times);
}

/** What a payment took. */
interface Throughput {
  readonly perSecond: number;
  /** Of caller and sandbox together, which share the process. */
  readonly cpu_us: number;
}

/** Payments until V8 has compiled what they need; more change nothing. */
const WARM_UP = 3_000;
const MEASURED = 1_000;

/** Signed payments that are on disk before their answer, 20 calls under way: the first ones, and after a warm-up. */
async function durablePayments(): Promise<{ first: Throughput; warm: Throughput }> {
  const data = await mkdtemp(join(tmpdir(), 'qf-bench-'));
  const sandbox = await createSandbox({ data });
  const pool = new Pool(sandbox.url, { connections: 20, pipelining: 1 });
  const key = clientKey(sandbox.credentials.clientKey);
  let number = 0;
  const pay = async () => {
    number += 1;
    const { body, headers } = signedForm({ ...ORDER, out_trade_no: `B-${number}` }, key);
    const reply = await pool.request({
      method: 'POST',
      path: '/trade/v1/payment',
      body,
      headers: { ...headers, 'X-QF-APPCODE': sandbox.credentials.appCode },
    });
    const { respcd } = (await reply.body.json()) as { respcd: string };
    if (respcd !== '0000') throw new Error(`respcd ${respcd}`);
  };
  const first = await throughput(pay, MEASURED);
  await throughput(pay, WARM_UP - MEASURED);
  const warm = await throughput(pay, MEASURED);
  await pool.close();
  await sandbox.close();
  await rm(data, { recursive: true, force: true });
  return { first, warm };
}

async function throughput(work: () => Promise<void>, times: number): Promise<Throughput> {
  let left = times;
  const before = performance.now();
  const cpuBefore = process.cpuUsage();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
  const perSecond = (times * 1000) / (performance.now() - before);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond, cpu_us: (user + system) / times };
}

/** All eight attempts of `orders` notifications that nobody acknowledges, in virtual time. Milliseconds. */
async function ladderTime(orders: number): Promise<number> {
  const merchant = createServer((_request, response) => response.writeHead(500).end('FAIL'));
  merchant.listen(0, '127.0.0.1');
  await once(merchant, 'listening');
  const notifyUrl = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/notify`;
  const sandbox = await createSandbox({ clock: 'manual', notifyUrl });
  const key = clientKey(sandbox.credentials.clientKey);
  for (let number = 0; number < orders; number += 1) {
    const { body, headers } = signedForm({ ...ORDER, out_trade_no: `L-${number}` }, key);
    const appCode = sandbox.credentials.appCode;
    await fetch(`${sandbox.url}/trade/v1/payment`, {
      method: 'POST',
      body,
      headers: { ...headers, 'X-QF-APPCODE': appCode },
    });
    await sandbox.wallet.approve(`L-${number}`);
  }
  const before = performance.now();
  await sandbox.clock.advance({ until: 'idle' });
  const time = performance.now() - before;
  const attempts = sandbox.notifications.of('L-0').flatMap((notification) => notification.attempts);
  if (attempts.length !== 8) throw new Error(`Expected 8 attempts, saw ${attempts.length}.`);
  await sandbox.close();
  merchant.closeAllConnections();
  merchant.close();
  return time;
}

/** Start, throughput and ladder of the sandbox, by the clock on the wall. */
export async function benchSandbox(): Promise<void> {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const [bareNode = Number.NaN, ready = Number.NaN] = await readyTimes([BARE_NODE, SANDBOX], 7);
  const { first, warm } = await durablePayments();
  const rate = ({ perSecond, cpu_us }: Throughput) =>
    `${perSecond.toFixed(0)} /s, ${cpu_us.toFixed(0)} µs of CPU each`;
  reportFigures('Sandbox', {
    [BARE_NODE.name]: ms(bareNode),
    'a new process, up to its line ready': `${ms(ready)} (goal: ≤ 500 ms)`,
    'createSandbox() in memory, in this process': ms(await startTime()),
    [`durable signed payments, the first ${MEASURED}`]: rate(first),
    [`durable signed payments, after ${WARM_UP}`]: `${rate(warm)} (goal: ≥ 1,500 /s)`,
    'ladder of 8 attempts, 1 order': `${ms(await ladderTime(1))} (goal: ≤ 150 ms)`,
    'ladder of 8 attempts, 1,000 orders': ms(await ladderTime(1000)),
    'memory of the process that did all this': `${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB`,
  });
}
