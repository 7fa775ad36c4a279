import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { describe } from 'vitest';

/** A database server of this test run, on a port and in a folder of its own. */
export interface TestServer {
  readonly url: string;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash does; its folder stays until {@link stop}. */
  kill(): Promise<void>;
}

/** The program's path, or undefined when this machine has none. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  // biome-ignore lint/style/noProcessEnv: PATH is where programs are looked up.
  const path = (env['PATH'] ?? '').split(delimiter);
  return [...path, ...folders].map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** The folders that match `/usr/lib/postgresql/<version>/bin`, newest version first. */
export function versionedFolders(parent: string, inner: string): readonly string[] {
  if (!existsSync(parent)) return [];
  const versions = readdirSync(parent).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(parent, version, inner));
}

/**
 * A suite that needs a program. Without it the suite is left out, with the reason in its title; where `CI` is set it
 * runs all the same, and fails.
 */
export function describeWith(program: string | undefined, title: string, suite: () => void): void {
  // biome-ignore lint/style/noProcessEnv: CI is how build machines say what they are.
  const mustRun = program !== undefined || Boolean(env['CI']);
  const reason = mustRun ? title : `${title} (left out: its server is not installed)`;
  describe.runIf(mustRun)(reason, suite);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A new folder for a server's files. */
export function dataFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `qf-${name}-`));
}

/** Starts a server and waits until `isReady` says so. */
export async function startServer(
  [program, ...args]: readonly [string, ...string[]],
  { folder, url, user }: { folder: string; url: string; user?: { uid: number; gid: number } },
  isReady: (output: string) => boolean,
): Promise<TestServer> {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  await ready(child, isReady);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    url,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess, isReady: (output: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const onOutput = (chunk: Buffer) => {
      output += chunk.toString();
      if (isReady(output)) resolve();
    };
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', onOutput);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The server ended before it was ready: ${output}`)));
  });
}

/** The user that PostgreSQL runs as where we are root, which it refuses to be. */
export function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}
