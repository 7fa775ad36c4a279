/**
 * `npm start` and `npm test` on a machine that has Node and npm only: fetches the pinned pnpm into `.tools`, installs
 * from the lockfile, builds what is needed, then runs the sandbox or every test. Nothing is installed globally.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { clearReports, countTests } from './count-tests.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const PNPM_VERSION = MANIFEST.packageManager.replace(/^pnpm@/, '').replace(/\+.*$/, '');
const PNPM_HOME = join(ROOT, '.tools', `pnpm-${PNPM_VERSION}`, 'node_modules');
const PNPM = join(PNPM_HOME, 'pnpm', 'bin', 'pnpm.cjs');
const ENV = {
  ...process.env,
  PATH: [join(PNPM_HOME, '.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':'),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
};

const COMMANDS = { start, test };
const [name, ...args] = process.argv.slice(2);
await main();

async function main() {
  refuseOldNode();
  const stopWatching = stopWithParent();
  try {
    await prepare();
    await COMMANDS[name](args);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    stopWatching();
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`This needs Node 20.19 or newer; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}

/**
 * A signal to npm ends npm and its shell, but never reaches this process: losing the parent means the same. On Windows
 * the number of a dead parent stays, so it is asked for as well.
 */
function stopWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isRunning(parent)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  timer.unref();
  return () => {
    if (name !== 'start') clearInterval(timer);
  };
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function prepare() {
  if (!existsSync(PNPM)) {
    await npm(
      'install',
      '--prefix',
      dirname(PNPM_HOME),
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `pnpm@${PNPM_VERSION}`,
    );
  }
  await pnpm(
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--reporter=append-only',
    '--loglevel=error',
  );
}

async function start(flags) {
  // Types take most of a build and run nothing.
  await turbo('build:js', '--filter=@qf/sandbox...', '--output-logs=errors-only');
  // In this process, not in a child: what ends npm ends the sandbox too.
  process.argv.splice(2, Infinity, ...flags);
  await import(pathToFileURL(join(ROOT, 'apps/sandbox/dist/cli.js')).href);
}

async function test(flags) {
  await turbo('build', '--output-logs=errors-only');
  clearReports(ROOT);
  const failure = await turbo(
    'test',
    '--concurrency=1',
    '--continue',
    '--output-logs=full',
    ...flags,
  ).then(
    () => undefined,
    (error) => error,
  );
  const { passed, failed, leftOut } = countTests(ROOT);
  for (const line of leftOut) process.stdout.write(`left out: ${line}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  if (failure) throw failure;
  if (failed > 0) throw new Error(`${failed} tests failed.`);
  if (process.env.CI && leftOut.length > 0) throw new Error('With CI set no test may be left out.');
}

function turbo(task, ...flags) {
  return pnpm('exec', 'turbo', 'run', task, '--ui=stream', ...flags);
}

function pnpm(...argv) {
  return run(process.execPath, [PNPM, ...argv]);
}

function npm(...argv) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return run(process.execPath, [cli, ...argv]);
  return run('npm', argv, { shell: process.platform === 'win32' });
}

function run(command, argv, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd: ROOT,
      env: ENV,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
    });
    const stop = () => child.kill('SIGTERM');
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const settle = (failure) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      failure ? reject(failure) : resolve();
    };
    child.once('error', settle);
    child.once('close', (code, signal) =>
      settle(
        code === 0
          ? undefined
          : new Error(`${argv.slice(0, 4).join(' ')} ended with ${signal ?? `exit code ${code}`}.`),
      ),
    );
  });
}
