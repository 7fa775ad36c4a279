import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './contest.ts';

/** A Node program, and the line by which it says that it listens. */
export interface Starter {
  readonly name: string;
  readonly argv: readonly string[];
  readonly ready: RegExp;
}

/** What this machine needs at least: a Node that prints a line. */
export const BARE_NODE: Starter = {
  name: 'a new Node that prints a line',
  argv: ['-e', 'console.log("ready"); setInterval(() => {}, 1000)'],
  ready: /^ready$/,
};

/** Gateway and shop, in memory. */
export const SANDBOX: Starter = {
  name: 'qf-sandbox, gateway and shop',
  argv: [commandLine(), '--port', '0', '--shop-port', '0', '--data', 'memory'],
  ready: /^ready$/,
};

/** Starts them in turns, each in a process of its own. Median milliseconds up to the line, in the same order. */
export async function readyTimes(starters: readonly Starter[], rounds: number): Promise<number[]> {
  const times = starters.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, starter] of starters.entries()) {
      times[index]?.push(await untilReady(starter));
    }
  }
  return times.map(median);
}

function commandLine(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@qf/sandbox'))), 'cli.js');
}

async function untilReady({ name, argv, ready }: Starter): Promise<number> {
  const before = performance.now();
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  try {
    for await (const line of createInterface(child.stdout)) {
      if (ready.test(line)) return performance.now() - before;
    }
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
  throw new Error(`${name} ended before it was ready.`);
}
