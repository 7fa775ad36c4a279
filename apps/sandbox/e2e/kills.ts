import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededChance } from '../src/faults/seeded-chance.ts';
import { BUILT_IN_MERCHANT, type Transaction } from '../src/index.ts';
import { gatewayCaller } from '../src/testing/gateway-caller.ts';
import { openReceiver } from '../src/testing/receiver.ts';

/** What was promised and what came of it. */
export interface KillReport {
  readonly kills: number;
  /** Orders and approvals that were answered, so that they must be there for ever. */
  readonly acknowledged: number;
  /** Promises that a restarted sandbox did not keep. */
  readonly broken: readonly string[];
  /** Deliveries beyond the first of an order that acknowledged the first. */
  readonly extraDeliveries: number;
  readonly paid: number;
}

const ROOT = join(import.meta.dirname, '..');

/** The command line as it is written, and as it is built (much quicker to start). */
export const FROM_SOURCE = [
  '--import',
  'tsx',
  '--conditions=@qf/source',
  join(ROOT, 'src', 'cli.ts'),
];
export const AS_BUILT = [join(ROOT, 'dist', 'cli.js')];

/** How a sandbox is killed. */
export interface Killing {
  readonly kills: number;
  readonly seed: number;
  /** Orders under way at the same time, and therefore deliveries that a kill may cut off. Default: 1. */
  readonly lanes?: number;
  readonly program?: readonly string[];
}

/** Kills a sandbox under load at points that the seed decides, starts it again on the same data, and compares. */
export async function playKills({
  kills,
  seed,
  lanes = 1,
  program = FROM_SOURCE,
}: Killing): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'qf-kills-'));
  const receiver = await openReceiver();
  const promised = new Map<string, 'created' | 'paid'>();
  const broken: string[] = [];
  let running: Running | undefined;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      running = await start(program, folder, receiver.url);
      broken.push(...(await brokenPromises(running.url, promised, [])));
      const steps = 1 + Math.floor(seededChance(seed, kill) * 18 * lanes);
      await load(running, { kill, steps, lanes, promised });
    }
    running = await start(program, folder, receiver.url);
    await control(running.url, 'POST', '/clock/advance', { until: 'idle' });
    // Moving the clock to its end lets what nobody paid expire.
    broken.push(...(await brokenPromises(running.url, promised, ['expired'])));
    const paid = (await rowsOf(running.url)).filter(({ state }) => state === 'paid');
    const told = receiver.bodies.map((body) => String(JSON.parse(body).syssn));
    broken.push(
      ...paid
        .filter(({ syssn }) => !told.includes(syssn))
        .map(({ syssn }) => `${syssn} was never told`),
    );
    const extraDeliveries = told.length - new Set(told).size;
    return { kills, acknowledged: promised.size, broken, extraDeliveries, paid: paid.length };
  } finally {
    running?.child.kill('SIGKILL');
    await receiver.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(
  program: readonly string[],
  folder: string,
  notifyUrl: string,
): Promise<Running> {
  const flags = ['--port', '0', '--no-shop', '--data', folder, '--notify-url', notifyUrl];
  const argv = [...program, ...flags];
  const child = spawn(process.execPath, argv, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const url = /^ *Gateway +(\S+)/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error('The sandbox ended before it was ready.');
}

interface Load {
  readonly kill: number;
  /** The kill comes in the middle of this one, counted over all lanes. */
  readonly steps: number;
  readonly lanes: number;
  readonly promised: Map<string, 'created' | 'paid'>;
}

/** In every lane one order after the other: create, approve, be told. Ends with the process. */
async function load(
  { child, url }: Running,
  { kill, steps, lanes, promised }: Load,
): Promise<void> {
  const { appCode, clientKey } = BUILT_IN_MERCHANT;
  const gateway = gatewayCaller({ url, credentials: { appCode, clientKey } });
  const gone = once(child, 'exit');
  let step = 0;
  const doing = <T>(promise: Promise<T>): Promise<T> => {
    step += 1;
    if (step === steps) child.kill('SIGKILL');
    return promise;
  };
  const buy = async (number: string) => {
    await doing(gateway.pay({ out_trade_no: number }));
    promised.set(number, 'created');
    await doing(control(url, 'POST', `/transactions/${number}/approve`, {}));
    promised.set(number, 'paid');
    const { notifications } = await control(url, 'GET', `/notifications?out_trade_no=${number}`);
    const [{ id }] = notifications as [{ id: string }];
    await doing(control(url, 'GET', `/notifications/${id}/wait`));
  };
  const lane = async (name: number) => {
    try {
      for (let order = 0; ; order += 1) await buy(`K-${kill}-${name}-${order}`);
    } catch (error) {
      if (step < steps) throw error;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, name) => lane(name)));
  await gone;
}

async function brokenPromises(
  url: string,
  promised: Load['promised'],
  also: readonly string[],
): Promise<string[]> {
  const rows = new Map((await rowsOf(url)).map((row) => [row.out_trade_no, row]));
  const lost = [...promised].flatMap(([number, state]) => {
    const row = rows.get(number);
    if (row === undefined) return [`${number} is gone`];
    return state === 'paid' && row.state !== 'paid' ? [`${number} is ${row.state}`] : [];
  });
  const illegal = [...rows.values()]
    .filter(({ state }) => !['paid', 'created', ...also].includes(state))
    .map(({ out_trade_no, state }) => `${out_trade_no} is ${state}`);
  return [...lost, ...illegal];
}

async function rowsOf(url: string): Promise<readonly Transaction[]> {
  const { transactions } = await control(url, 'GET', '/transactions');
  return transactions as readonly Transaction[];
}

async function control(url: string, method: string, path: string, body?: object) {
  const response = await fetch(`${url}/_sandbox/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}
