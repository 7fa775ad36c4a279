import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { readFlags } from '../flags.ts';
import { writeJournal } from '../journal-text.ts';
import { sandboxOptions } from '../options-from-flags.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { VerbSurroundings } from './control-client.ts';

/** How many events are told when the command fails. */
const LAST = 20;

/** How many calls the sandbox has something to say about. */
const LAST_ADVICE = 5;

/**
 * `exec [flags] -- COMMAND …`: a sandbox in memory on a free port, the command with `QFPAY_APP_CODE`,
 * `QFPAY_CLIENT_KEY`, `QFPAY_BASE_URL` and `QF_SANDBOX_URL` set, and the end of both.
 *
 * When the command fails, the last events and what there is to say about the last calls are printed, and `ERR_QF_SANDBOX_REFUSED` carries its exit code.
 */
export async function exec(
  argv: readonly string[],
  { env, print }: VerbSurroundings,
): Promise<void> {
  const at = argv.indexOf('--');
  const [command, ...args] = at < 0 ? [] : argv.slice(at + 1);
  if (command === undefined) {
    throw new SandboxError(
      'ERR_QF_SANDBOX_OPTION',
      'exec: expected -- and a command, such as exec -- npm test.',
    );
  }
  const flags = { port: '0', data: 'memory', ...readFlags(argv.slice(0, at), env) };
  await using sandbox = await createSandbox(sandboxOptions(flags));
  const child = spawn(command, args, { stdio: 'inherit', env: { ...env, ...variables(sandbox) } });
  const [code, signal] = await ended(child).catch((error: Error) => {
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', `exec: ${command}: ${error.message}`);
  });
  if (code === 0) return;
  const journal = await sandbox.journal();
  print(writeJournal(journal.slice(-LAST)) + advice(sandbox));
  throw new ExecFailed(command, code ?? codeOf(signal), signal);
}

/** Waits for the command's end, whatever this process is told: a sandbox that went first would leave it without one. */
async function ended(
  child: ChildProcess,
): Promise<readonly [number | null, NodeJS.Signals | null]> {
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  // A terminal tells both of Ctrl-C.
  const stay = () => {};
  process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', stay);
  try {
    const [code, signal] = await once(child, 'exit');
    return [code, signal];
  } finally {
    process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', stay);
  }
}

/** As a shell says it. */
function codeOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/** What the gateway would have liked to say about the last calls: a signature that did not fit, a field it ignored. */
function advice(sandbox: Sandbox): string {
  const advised = sandbox.requests().filter(({ hints }) => hints.length > 0);
  return advised
    .slice(-LAST_ADVICE)
    .map(({ method, path, respcd, hints }) => `${method} ${path} ${respcd}: ${hints.join(' ')}\n`)
    .join('');
}

function variables({ url, token, credentials }: Sandbox): Record<string, string> {
  return {
    QFPAY_APP_CODE: credentials.appCode,
    QFPAY_CLIENT_KEY: credentials.clientKey,
    QFPAY_BASE_URL: url,
    QF_SANDBOX_URL: url,
    ...(token === undefined ? {} : { QF_SANDBOX_TOKEN: token }),
  };
}

/** The command ended badly; the program ends with the same code. */
export class ExecFailed extends SandboxError {
  readonly exitCode: number;

  constructor(command: string, exitCode: number, signal: string | null) {
    const end = signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
    super('ERR_QF_SANDBOX_REFUSED', `${command} ended with ${end}. The last events are above.`);
    this.exitCode = exitCode;
  }
}
