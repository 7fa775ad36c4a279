import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './contest.ts';

const FLAGS = ['--port', '0', '--shop-port', '0', '--data', 'memory'];

/** Median milliseconds. */
export interface ReadyTime {
  /** From the start of the command line's process to its line `ready`, gateway and shop both. */
  readonly sandbox: number;
  /** From the start of a Node process that prints a line to that line: what this machine needs at least. */
  readonly bareNode: number;
}

/** Starts both in turns. */
export async function readyTime(): Promise<ReadyTime> {
  const command = join(dirname(fileURLToPath(import.meta.resolve('@qf/sandbox'))), 'cli.js');
  const bare = ['-e', 'console.log("ready"); setInterval(() => {}, 1000)'];
  const times = { sandbox: [] as number[], bareNode: [] as number[] };
  for (let round = 0; round < 7; round += 1) {
    times.bareNode.push(await untilReady(bare));
    times.sandbox.push(await untilReady([command, ...FLAGS]));
  }
  return { sandbox: median(times.sandbox), bareNode: median(times.bareNode) };
}

async function untilReady(argv: readonly string[]): Promise<number> {
  const before = performance.now();
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    if (line === 'ready') break;
  }
  const time = performance.now() - before;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return time;
}
