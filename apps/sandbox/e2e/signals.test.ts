import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { BUILT_IN_MERCHANT, createSandbox } from '../src/index.ts';
import { gatewayCaller } from '../src/testing/gateway-caller.ts';

/** What a terminal, a container and a CI job do to end the command line. */

const APP = join(import.meta.dirname, '..');
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

function start(...argv: string[]) {
  const node = ['--import', 'tsx', '--conditions=@qf/source', 'src/cli.ts', ...argv];
  child = spawn(process.execPath, node, { cwd: APP, stdio: ['ignore', 'pipe', 'inherit'] });
  return child;
}

async function untilLine({ stdout }: ChildProcess, wanted: string): Promise<string[]> {
  const lines: string[] = [];
  if (stdout === null) return lines;
  for await (const line of createInterface(stdout)) {
    lines.push(line);
    if (line === wanted) break;
  }
  stdout.resume();
  return lines;
}

describe('a sandbox that is told to end', () => {
  it('ends at once, whoever waits for something', async () => {
    const sandbox = start('--port', '0', '--no-shop', '--data', 'memory');
    const lines = await untilLine(sandbox, 'ready');
    const url = /http\S+/.exec(lines.join('\n'))?.[0] ?? '';
    await gatewayCaller({ url, credentials: BUILT_IN_MERCHANT }).pay({ out_trade_no: 'A' });
    const path = '/_sandbox/api/v1/transactions/A/wait?state=paid&timeout_ms=60000';
    const waiting = fetch(`${url}${path}`).catch((error: Error) => error);
    // The call is under way: another one that was sent later has been answered.
    await fetch(`${url}/_sandbox/api/v1/transactions/A`);
    const asked = performance.now();
    sandbox.kill('SIGTERM');
    expect(await once(sandbox, 'exit')).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(await waiting).toBeInstanceOf(Error);
  });
});

describe('a reader of tail that has seen enough', () => {
  it('ends it, and that is no error', async () => {
    await using sandbox = await createSandbox({ clock: 'manual' });
    const tail = start('tail', '--url', sandbox.url);
    const exit = once(tail, 'exit');
    if (tail.stdout !== null) await once(tail.stdout, 'data');
    tail.stdout?.destroy();
    const gateway = gatewayCaller(sandbox);
    for (let order = 1; tail.exitCode === null && order <= 500; order += 1) {
      await gateway.pay({ out_trade_no: `A-${order}` });
    }
    expect(await exit).toEqual([0, null]);
  });
});

describe('exec that is told to end', () => {
  it('tells its command, and ends after it and with its code', async () => {
    const script = `
      process.once('SIGTERM', () => process.exit(7));
      setInterval(() => {}, 1000);
      console.log('started');`;
    const running = start('exec', '--', process.execPath, '-e', script);
    await untilLine(running, 'started');
    running.kill('SIGTERM');
    expect(await once(running, 'exit')).toEqual([7, null]);
  });

  it('says with which signal its command ended', async () => {
    const script = "process.kill(process.pid, 'SIGKILL')";
    const running = start('exec', '--', process.execPath, '-e', script);
    running.stdout?.resume();
    expect(await once(running, 'exit')).toEqual([137, null]);
  });
});
