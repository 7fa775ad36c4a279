import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PROGRAM = fileURLToPath(new URL('./crash-process.ts', import.meta.url));

/** The process as one file, which starts several times faster than its many modules. */
export interface CrashProgram {
  readonly file: string;
  remove(): void;
}

/** Bundles the process that crashes. */
export async function crashProgram(): Promise<CrashProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'qf-crash-'));
  const file = join(folder, 'process.cjs');
  await build({
    entryPoints: [PROGRAM],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@qf/source'],
    external: ['pg-native'],
    logLevel: 'error',
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A merchant's process that is started again whenever it has died. */
export class RestartingProcess {
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #port: Promise<number>;
  #isOver = false;
  /** How often it was killed. */
  deaths = 0;

  constructor(...args: readonly [file: string, kind: string, url: string]) {
    this.#args = args;
    this.#port = this.#start();
  }

  /** Its port, once it listens. */
  get port(): Promise<number> {
    return this.#port;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#port;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.stdin?.end();
    await ended;
  }

  async #start(): Promise<number> {
    const child = spawn(process.execPath, this.#args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    child.once('exit', (_code, signal) => {
      if (this.#isOver) return;
      if (signal === 'SIGKILL') this.deaths += 1;
      this.#port = this.#start();
    });
    const [line] = await once(child.stdout, 'data');
    return Number(String(line));
  }
}
