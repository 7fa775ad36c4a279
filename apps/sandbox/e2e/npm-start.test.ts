import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** `npm start` of the repository, as a new user runs it, on other ports than the default ones. */

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PATIENCE = 120_000;
let data: string;
let npm: ChildProcess | undefined;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'qf-start-'));
});
afterEach(async () => {
  if (npm?.exitCode === null && npm.signalCode === null) {
    npm.kill('SIGTERM');
    await once(npm, 'exit');
  }
  await rm(data, { recursive: true, force: true });
});

/** Starts it and resolves with what it printed, up to the line `ready` or the end. */
async function start(...flags: string[]): Promise<string> {
  const argv = ['start', '--', '--port', '0', '--shop-port', '0', '--data', data, ...flags];
  npm = spawn('npm', argv, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  npm.stderr?.on('data', (chunk) => lines.push(String(chunk)));
  const output = npm.stdout;
  if (output === null) throw new Error('npm has no stdout');
  for await (const line of createInterface(output)) {
    lines.push(line);
    if (line === 'ready') break;
  }
  output.resume();
  return lines.join('\n');
}

function addressOf(name: string, printed: string): string {
  const [, address = ''] = new RegExp(`${name}\\s+(http://\\S+)`).exec(printed) ?? [];
  return address;
}

function isListening(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((listening) => {
    socket.destroy();
    return listening as boolean;
  });
}

describe('npm start', () => {
  it('serves gateway and shop, prints the credentials, and ends with npm', {
    timeout: PATIENCE,
  }, async () => {
    const printed = await start();
    expect(printed).toMatch(/^QFPAY_APP_CODE=\w{32}$/m);
    expect(printed).toMatch(/^QFPAY_CLIENT_KEY=\w{32}$/m);
    const gateway = addressOf('Gateway', printed);
    const shop = addressOf('Shop', printed);
    expect((await fetch(`${gateway}/readyz`)).status).toBe(200);
    expect((await fetch(shop)).status).toBe(200);
    npm?.kill('SIGTERM');
    await expect.poll(() => isListening(gateway), { timeout: 10_000 }).toBe(false);
    await expect.poll(() => isListening(shop), { timeout: 10_000 }).toBe(false);
  });

  it('says in one sentence that a port is taken', { timeout: PATIENCE }, async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const printed = await start('--port', String(port));
    squatter.close();
    expect(printed).not.toMatch(/^ready$/m);
    expect(printed).toMatch(new RegExp(`^.*${port}.*$`, 'm'));
    expect(printed).not.toMatch(/\n\s+at /);
  });

  it('says in one sentence that a flag is wrong', { timeout: PATIENCE }, async () => {
    const printed = await start('--clock', 'sundial');
    expect(printed).toMatch(
      /--clock: expected real, manual or a rate such as x60\. Received: sundial/,
    );
    expect(printed).not.toMatch(/\n\s+at /);
  });
});
