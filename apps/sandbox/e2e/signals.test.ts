import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_MERCHANT, createSandbox } from '../src/index.ts';
import { gatewayCaller } from '../src/testing/gateway-caller.ts';

/** What a terminal, a container and a CI job do to end the command line. */

const APP = join(import.meta.dirname, '..');
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

const FROM_SOURCE = ['--import', 'tsx', '--conditions=@qf/source', 'src/cli.ts'];

function start(...argv: string[]) {
  const node = [...FROM_SOURCE, ...argv];
  child = spawn(process.execPath, node, { cwd: APP, stdio: ['ignore', 'pipe', 'inherit'] });
  return child;
}

/** npm, its shell and whatever they left behind. */
function killGroup(leader: ChildProcess | undefined): void {
  try {
    if (leader?.pid !== undefined) process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left.
    if (Object(error)['code'] !== 'ESRCH') throw error;
  }
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

describe('a sandbox that npx started', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qf-npx-'));
    const bin = join(folder, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    const command = [process.execPath, ...FROM_SOURCE].map((word) => `'${word}'`).join(' ');
    const script = `#!/bin/sh\ncd '${APP}' && exec ${command} "$@"\n`;
    writeFileSync(join(bin, 'qf-sandbox'), script, { mode: 0o755 });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    killGroup(child);
  });

  it.each([
    ['npx', ['exec', '--offline', '--']],
    ['a script of package.json', ['run', '--silent', 'sandbox', '--']],
  ])('ends with it, which passes no signal on: %s', async (_what, npm) => {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ scripts: { sandbox: 'qf-sandbox' } }),
    );
    const command = npm[0] === 'exec' ? [...npm, 'qf-sandbox'] : npm;
    child = spawn('npm', [...command, '--port', '0', '--no-shop', '--data', 'memory'], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await untilLine(child, 'ready');
    child.kill('SIGTERM');
    // The output is closed by whoever holds it last: the sandbox.
    if (child.stdout !== null) await once(child.stdout, 'close');
    expect(child.stdout?.closed).toBe(true);
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
