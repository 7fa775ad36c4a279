import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The program that crashes, for {@link RestartingProcess}. */
export const CRASH_PROGRAM: string = fileURLToPath(new URL('./crash-process.ts', import.meta.url));

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
