import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server in a process of its own, and the way to end it. */
export interface OwnProcess {
  /** On loopback. */
  readonly url: string;
  end(): Promise<void>;
}

/** A program in a process of its own that answers what it is sent. */
export interface Worker {
  ask(message: number): Promise<unknown>;
  end(): Promise<void>;
}

/** Starts a program of this folder that prints the port it listens on. */
export async function startProcess(file: string, ...args: readonly string[]): Promise<OwnProcess> {
  const program = join(import.meta.dirname, file);
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    end: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** Starts a program of this folder that sends one answer for each message, and ends when its parent lets go. */
export function startWorker(file: string, ...args: readonly string[]): Worker {
  const child = fork(join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ${args.join(' ')} ended.`);
  });
  ended.catch(() => {});
  return {
    ask: async (message) => {
      const answer = once(child, 'message');
      child.send(message);
      const [value] = await Promise.race([answer, ended]);
      return value;
    },
    end: async () => {
      child.disconnect();
      await ended.catch(() => {});
    },
  };
}
