import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** Whether this machine has a Redis to start. */
export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

/** Where every optional server must be there. */
// biome-ignore lint/style/noProcessEnv: the test runner's own switch
export const isContinuousIntegration: boolean = process.env['CI'] !== undefined;

/** A Redis of one's own on a free port of this machine, without persistence. */
export async function startRedis(): Promise<{ port: number; stop: () => Promise<void> }> {
  const port = await freePort();
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(server);
  return {
    port,
    async stop() {
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) return;
  let said = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) break;
  }
  stdout.resume();
}
